import type { Brief, SeatId } from './casefile.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { countWords, longestMarkdown, renderBlocks, renderInline } from './markdown.ts';
import { readBlocks, readSections } from './outline.ts';
import type { Section } from './outline.ts';
import { readPage } from './page.ts';
import type { Page, Reading } from './page.ts';
import { readShape, record, text } from './shape.ts';

const mostWords = 120;
const titles = ['But', 'Secrets', 'Questions', 'Pour commencer'] as const;
type Title = (typeof titles)[number];

const briefShape = record({ place: text });

/** Reads one file of `roles/`. */
export function readBrief(file: string, content: string): Reading<Brief> {
	const page = readPage(file, content);
	if (Array.isArray(page)) return { page: undefined, value: undefined, findings: page };
	const { value, findings } = readShape(briefShape, page.data, file, page.lineOf);
	if (page.body.length > longestMarkdown) {
		findings.push(finding(file, page.bodyLine, 'fiche trop longue', 'la raccourcir'));
		return { page, value: undefined, findings };
	}
	const { sections, findings: inTitles } = readTitles(page);
	const questions = readList(page, sections, 'Questions');
	const starters = readList(page, sections, 'Pour commencer');
	findings.push(...inTitles, ...questions.findings, ...starters.findings);

	const aim = renderBlocks(bodyOf(sections.get('But')));
	const secrets = bodyOf(sections.get('Secrets'));
	if (sections.has('But') && aim === '') {
		findings.push(finding(file, lineOf(page, sections, 'But'), '« But » vide', 'écrire le but'));
	}
	const words = [...sections.values()].reduce((sum, each) => sum + countWords(bodyOf(each)), 0);
	if (words > mostWords) {
		const remedy = `la ramener à ${mostWords} mots`;
		findings.push(finding(file, page.bodyLine, `fiche de ${words} mots`, remedy));
	}
	if (!value) return { page, value: undefined, findings };
	const brief: Brief = {
		// A known seat: `references.ts` checks it.
		seat: value.place as SeatId,
		aim,
		...(secrets === '' ? {} : { secrets: renderBlocks(secrets) }),
		questions: questions.items.map(renderInline),
		starters: starters.items,
		words
	};
	return { page, value: brief, findings };
}

function readTitles(page: Page): { sections: Map<Title, Section>; findings: Finding[] } {
	const { file } = page;
	const findings: Finding[] = [];
	const sections = new Map<Title, Section>();
	for (const section of readSections(page.body, page.bodyLine)) {
		const title = titles.find((each) => each === section.title);
		if (section.title === '' && bodyOf(section) === '') continue;
		if (!title) {
			const problem =
				section.title === '' ? 'texte hors rubrique' : `rubrique ${quote(section.title)} inconnue`;
			const remedy =
				section.title === '' ? 'le placer sous « ## But »' : suggest(section.title, titles);
			findings.push(finding(file, section.line, problem, remedy));
		} else if (sections.has(title)) {
			const problem = `rubrique ${quote(title)} écrite deux fois`;
			findings.push(finding(file, section.line, problem, 'n’en garder qu’une'));
		} else sections.set(title, section);
	}
	// A misspelt title is one mistake, not an unknown one and a missing one.
	if (findings.length === 0 && !sections.has('But')) {
		const remedy = 'ajouter « ## But » et une phrase';
		findings.push(finding(file, page.bodyLine, 'rubrique « But » absente', remedy));
	}
	return { sections, findings };
}

function readList(
	page: Page,
	sections: ReadonlyMap<Title, Section>,
	title: Title
): { items: string[]; findings: Finding[] } {
	const section = sections.get(title);
	if (!section) return { items: [], findings: [] };
	const blocks = readBlocks(section.lines, section.line + 1);
	const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
	const stray = blocks.find((block) => block.kind !== 'list');
	if (!stray && items.length > 0) return { items, findings: [] };
	const problem = `${quote(title)} attend une liste`;
	const remedy = 'commencer chaque ligne par « - »';
	return { items, findings: [finding(page.file, stray?.line ?? section.line, problem, remedy)] };
}

function lineOf(page: Page, sections: ReadonlyMap<Title, Section>, title: Title): number {
	return sections.get(title)?.line ?? page.bodyLine;
}

function bodyOf(section: Section | undefined): string {
	return section?.lines.join('\n').trim() ?? '';
}
