import type { DecisionSheet } from './casefile.ts';
import { finding } from './finding.ts';
import { longestMarkdown, renderBlocks } from './markdown.ts';
import { readPage } from './page.ts';
import type { Reading } from './page.ts';
import { listOf, readShape, record, text, whole } from './shape.ts';

const decisionShape = record({
	ouverture: listOf(text),
	si_coupable: listOf(text),
	si_relaxe: listOf(text),
	appel: text,
	issue: text,
	pieces: listOf(whole(1, 99))
});

/** Reads `decision.md`. */
export function readDecision(file: string, content: string): Reading<DecisionSheet> {
	const page = readPage(file, content);
	if (Array.isArray(page)) return { page: undefined, value: undefined, findings: page };
	const { value, findings } = readShape(decisionShape, page.data, file, page.lineOf);
	const { body, bodyLine } = page;
	const reasons = body.length > longestMarkdown ? undefined : renderBlocks(body);
	if (reasons === '') {
		const remedy = 'écrire les motifs après l’en-tête';
		findings.push(finding(file, bodyLine, 'décision sans motifs', remedy));
	} else if (reasons === undefined) {
		findings.push(finding(file, bodyLine, 'motifs trop longs', 'les raccourcir'));
	}
	if (!value || !reasons || findings.length > 0) return { page, value: undefined, findings };
	const sheet: DecisionSheet = {
		opening: value.ouverture,
		ifGuilty: value.si_coupable,
		ifCleared: value.si_relaxe,
		appeal: value.appel,
		sealed: { outcome: value.issue, reasons, exhibits: value.pieces.map(String) }
	};
	return { page, value: sheet, findings };
}
