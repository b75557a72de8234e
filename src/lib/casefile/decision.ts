import * as v from 'valibot';
import type { DecisionSheet } from './casefile.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { longestMarkdown, renderBlocks } from './markdown.ts';
import { readSections } from './outline.ts';
import { readPage } from './page.ts';
import type { Page, Reading } from './page.ts';
import { listOf, readHead, record, slug, text, whole } from './shape.ts';

const decisionShape = record({
	ouverture: listOf(text),
	si_coupable: listOf(text),
	si_relaxe: listOf(text),
	appel: text,
	issue: text,
	pieces: listOf(whole(1, 99)),
	autre_issue: v.optional(text),
	mesures: v.optional(listOf(record({ id: slug, quantite: v.optional(whole(1, 1_000_000)) })))
});

const sequelTitle = 'Suite';

/** Reads `decision.md`. */
export function readDecision(file: string, content: string): Reading<DecisionSheet> {
	const page = readPage(file, content);
	if (Array.isArray(page)) return { page: undefined, value: undefined, findings: page };
	const { value, findings } = readHead(decisionShape, page);
	const { bodyLine } = page;
	const { body, after, findings: inTitles } = cut(page);
	findings.push(...inTitles);
	const long = page.body.length > longestMarkdown;
	const reasons = long ? undefined : renderBlocks(body);
	const sequel = long ? '' : renderBlocks(after);
	if (reasons === '') {
		const remedy = 'écrire les motifs après l’en-tête';
		findings.push(
			finding(file, bodyLine, 'décision sans motifs', remedy, { code: 'motifs-absents' })
		);
	} else if (reasons === undefined) {
		findings.push(
			finding(file, bodyLine, 'motifs trop longs', 'les raccourcir', { code: 'texte-trop-long' })
		);
	}
	if (!value || !reasons || findings.length > 0) return { page, value: undefined, findings };
	const sheet: DecisionSheet = {
		opening: value.ouverture,
		ifGuilty: value.si_coupable,
		ifCleared: value.si_relaxe,
		appeal: value.appel,
		sealed: {
			outcome: value.issue,
			reasons,
			exhibits: value.pieces.map(String),
			...(value.mesures && {
				measures: value.mesures.map(({ id, quantite }) => ({
					id,
					...(quantite === undefined ? {} : { quantity: quantite })
				}))
			})
		},
		...(value.autre_issue && { other: value.autre_issue }),
		...(sequel && { sequel })
	};
	return { page, value: sheet, findings };
}

/** The reasons, and below « ## Suite » what followed. */
function cut({ file, body, bodyLine }: Page) {
	const findings: Finding[] = [];
	const [first, ...others] = readSections(body, bodyLine);
	let after = '';
	for (const { title, line, lines } of others) {
		if (title === sequelTitle && after === '') after = lines.join('\n').trim();
		else {
			const [problem, remedy, code] =
				title === sequelTitle
					? ['rubrique « Suite » écrite deux fois', 'n’en garder qu’une', 'rubrique-en-double']
					: [
							`rubrique ${quote(title)} inconnue`,
							`${suggest(title, [sequelTitle])}, ou écrire « ### »`,
							'rubrique-inconnue'
						];
			findings.push(finding(file, line, problem, remedy, { code }));
		}
	}
	return { body: first?.lines.join('\n') ?? '', after, findings };
}
