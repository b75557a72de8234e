import type { Brief, SeatId } from './casefile.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { countWords, longestMarkdown, renderBlocks, renderInline } from './markdown.ts';
import { readBlocks, readSections } from './outline.ts';
import type { Section } from './outline.ts';
import { readPage } from './page.ts';
import type { Page, Reading } from './page.ts';
import type { StepId } from './procedure.ts';
import { readHead, record, text } from './shape.ts';
import type { LineOf } from './yaml.ts';

const mostWords = 120;
const titles = ['But', 'Secrets', 'Questions', 'Pour commencer', 'Pendant l’audience'] as const;
type Title = (typeof titles)[number];

const briefShape = record({ place: text });

/** Reads one file of `roles/`; the line of a task is that of `['tasks', step]`. */
export function readBrief(file: string, content: string): Reading<Brief> {
	const page = readPage(file, content);
	if (Array.isArray(page)) return { page: undefined, value: undefined, findings: page };
	const { value, findings } = readHead(briefShape, page);
	if (page.body.length > longestMarkdown) {
		findings.push(
			finding(file, page.bodyLine, 'fiche trop longue', 'la raccourcir', {
				code: 'texte-trop-long'
			})
		);
		return { page, value: undefined, findings };
	}
	const { sections, findings: inTitles } = readTitles(page);
	const questions = readList(page, sections, 'Questions');
	const starters = readList(page, sections, 'Pour commencer');
	const tasks = readTasks(page, sections);
	findings.push(...inTitles, ...questions.findings, ...starters.findings, ...tasks.findings);

	const aim = renderBlocks(bodyOf(sections.get('But')));
	const secrets = bodyOf(sections.get('Secrets'));
	if (sections.has('But') && aim === '') {
		const line = lineOf(page, sections, 'But');
		findings.push(finding(file, line, '« But » vide', 'écrire le but', { code: 'but-absent' }));
	}
	const words = [...sections]
		.filter(([title]) => title !== 'Pendant l’audience')
		.reduce((sum, [, each]) => sum + countWords(bodyOf(each)), 0);
	if (words > mostWords) {
		const remedy = `la ramener à ${mostWords} mots`;
		const problem = `fiche de ${words} mots`;
		findings.push(finding(file, page.bodyLine, problem, remedy, { code: 'fiche-trop-longue' }));
	}
	if (!value) return { page, value: undefined, findings };
	const brief: Brief = {
		// A known seat: `references.ts` checks it.
		seat: value.place as SeatId,
		aim,
		...(secrets === '' ? {} : { secrets: renderBlocks(secrets) }),
		questions: questions.items.map(renderInline),
		starters: starters.items,
		tasks: tasks.byStep,
		words
	};
	const ownLine: LineOf = (path) =>
		(path[0] === 'tasks' ? tasks.lines.get(String(path[1])) : undefined) ?? page.lineOf(path);
	return { page: { ...page, lineOf: ownLine }, value: brief, findings };
}

function readTitles(page: Page): { sections: Map<Title, Section>; findings: Finding[] } {
	const { file } = page;
	const findings: Finding[] = [];
	const sections = new Map<Title, Section>();
	for (const section of readSections(page.body, page.bodyLine)) {
		const written = section.title.replace(/'/g, '’');
		const title = titles.find((each) => each === written);
		if (section.title === '' && bodyOf(section) === '') continue;
		if (!title) {
			const problem =
				section.title === '' ? 'texte hors rubrique' : `rubrique ${quote(section.title)} inconnue`;
			const remedy =
				section.title === '' ? 'le placer sous « ## But »' : suggest(section.title, titles);
			const code = section.title === '' ? 'texte-hors-rubrique' : 'rubrique-inconnue';
			findings.push(finding(file, section.line, problem, remedy, { code }));
		} else if (sections.has(title)) {
			const problem = `rubrique ${quote(title)} écrite deux fois`;
			const remedy = 'n’en garder qu’une';
			findings.push(finding(file, section.line, problem, remedy, { code: 'rubrique-en-double' }));
		} else sections.set(title, section);
	}
	// A misspelt title is one mistake, not an unknown one and a missing one.
	if (findings.length === 0 && !sections.has('But')) {
		const remedy = 'ajouter « ## But » et une phrase';
		const problem = 'rubrique « But » absente';
		findings.push(finding(file, page.bodyLine, problem, remedy, { code: 'but-absent' }));
	}
	return { sections, findings };
}

function readList(
	page: Page,
	sections: ReadonlyMap<Title, Section>,
	title: Title
): { items: string[]; lines: number[]; findings: Finding[] } {
	const section = sections.get(title);
	if (!section) return { items: [], lines: [], findings: [] };
	const blocks = readBlocks(section.lines, section.line + 1);
	const lists = blocks.filter((block) => block.kind === 'list');
	const items = lists.flatMap((list) => list.items);
	const lines = lists.flatMap((list) => list.lines);
	const stray = blocks.find((block) => block.kind !== 'list');
	if (!stray && items.length > 0) return { items, lines, findings: [] };
	const problem = `${quote(title)} attend une liste`;
	const remedy = 'commencer chaque ligne par « - »';
	const line = stray?.line ?? section.line;
	return {
		items,
		lines,
		findings: [finding(page.file, line, problem, remedy, { code: 'liste-attendue' })]
	};
}

/** « interrogatoire : Note chaque heure que tu entends. » */
function readTasks(
	page: Page,
	sections: ReadonlyMap<Title, Section>
): { byStep: Record<StepId, string>; lines: ReadonlyMap<StepId, number>; findings: Finding[] } {
	const at = new Map<StepId, number>();
	const { items, lines, findings } = readList(page, sections, 'Pendant l’audience');
	const byStep = new Map<StepId, string>();
	for (const [index, item] of items.entries()) {
		const line = lines[index] ?? page.bodyLine;
		const cut = item.indexOf(':');
		const [step, task] = [item.slice(0, cut).trim(), item.slice(cut + 1).trim()];
		if (cut < 0 || !/^[a-z0-9-]+$/.test(step) || task === '') {
			const remedy =
				'écrire l’étape, « : », puis une phrase : « interrogatoire : Note les heures. »';
			const problem = `tâche mal écrite : ${quote(item)}`;
			findings.push(finding(page.file, line, problem, remedy, { code: 'tache-mal-ecrite' }));
		} else if (byStep.has(step)) {
			const problem = `deux tâches pour l’étape ${quote(step)}`;
			findings.push(
				finding(page.file, line, problem, 'n’en garder qu’une', { code: 'tache-en-double' })
			);
		} else {
			byStep.set(step, task);
			at.set(step, line);
		}
	}
	return { byStep: Object.fromEntries(byStep), lines: at, findings };
}

function lineOf(page: Page, sections: ReadonlyMap<Title, Section>, title: Title): number {
	return sections.get(title)?.line ?? page.bodyLine;
}

function bodyOf(section: Section | undefined): string {
	return section?.lines.join('\n').trim() ?? '';
}
