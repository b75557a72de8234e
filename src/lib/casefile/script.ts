import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { readGroups, readSections } from './outline.ts';
import type { Block, Section } from './outline.ts';
import { plainLines, withoutComments } from './page.ts';

/** One `###` of the script, before its references are checked. */
export interface CueDraft {
	line: number;
	seat: string;
	text?: string;
	prompts?: string[];
	shows?: string;
	admits?: string;
	calls?: string;
}

/** One `##` of the script, before its place in the procedure is checked. */
export interface StepDraft {
	id: string;
	line: number;
	say: string;
	prompts: [string, string, string];
	cues: CueDraft[];
}

/** Reads `deroule.md`. */
export function readScript(
	file: string,
	content: string
): { steps: StepDraft[]; findings: Finding[] } {
	const findings: Finding[] = [];
	const [before, ...sections] = readSections(withoutComments(plainLines(content).join('\n')), 1);
	const stray = before?.lines.findIndex((line) => line.trim() !== '' && !/^#\s/.test(line)) ?? -1;
	if (stray >= 0) {
		const remedy = 'le placer sous un titre « ## étape »';
		findings.push(finding(file, stray + 1, 'texte hors d’une étape', remedy));
	}
	const steps = sections.map((section) => readStep(file, section, findings));
	return { steps, findings };
}

function readStep(file: string, section: Section, findings: Finding[]): StepDraft {
	const [intro, ...groups] = readGroups(section);
	const step = quote(section.title);
	const blocks = intro?.blocks ?? [];
	const sentences = blocks.filter((block) => block.kind === 'quote');
	if (sentences.length !== 1) {
		const line = sentences[1]?.line ?? section.line;
		const problem = `${sentences.length} phrases à dire dans ${step}`;
		findings.push(finding(file, line, problem, 'écrire une seule phrase, précédée de « > »'));
	}
	const list = blocks.find((block) => block.kind === 'list');
	const items = list?.items ?? [];
	if (items.length !== 3) {
		const problem = `${items.length} relances dans ${step}`;
		const remedy = 'en écrire trois, chacune précédée de « - »';
		findings.push(finding(file, list?.line ?? section.line, problem, remedy));
	}
	const stray = blocks.find((block) => block.kind === 'paragraph');
	if (stray) {
		const remedy = 'le précéder de « > » s’il est dit par l’adulte, ou d’une ligne « ### place »';
		findings.push(finding(file, stray.line, `texte sans place dans ${step}`, remedy));
	}
	const [first = '', second = '', third = ''] = items;
	return {
		id: section.title,
		line: section.line,
		say: sentences[0]?.text ?? '',
		prompts: [first, second, third],
		cues: groups.map((group) => readCue(file, group, findings))
	};
}

function readCue(
	file: string,
	{ heading, line, blocks }: { heading: string; line: number; blocks: Block[] },
	findings: Finding[]
): CueDraft {
	// A seat and its directions are short; a longer line would cost the expression too much.
	const [seat = '', ...rest] = heading.slice(0, 200).split(/\s+[—–-]+(?:\s+|$)/u);
	const cue: CueDraft = { line, seat: seat.trim() };
	let improvised = false;
	for (const written of rest.join(' — ').split(',')) {
		const attribute = written.trim();
		const shows = /^montre\s+(?:la\s+)?(?:pièce\s+)?(\d{1,3})$/iu.exec(attribute)?.[1];
		const admits = /^verse\s+(?:la\s+)?(?:pièce\s+)?(\d{1,3})$/iu.exec(attribute)?.[1];
		const calls = /^appelle\s+(\S+)$/iu.exec(attribute)?.[1];
		if (attribute === '') continue;
		else if (/^improvisée?$/iu.test(attribute)) improvised = true;
		else if (shows !== undefined) cue.shows = String(Number(shows));
		else if (admits !== undefined) cue.admits = String(Number(admits));
		else if (calls !== undefined) cue.calls = calls;
		else {
			const word = attribute.split(/\s/u)[0] ?? '';
			const remedy = suggest(word, ['improvisé', 'montre', 'verse', 'appelle']);
			findings.push(finding(file, line, `indication ${quote(attribute)} inconnue`, remedy));
		}
	}
	if (improvised) cue.prompts = readPrompts(file, line, blocks, findings);
	else cue.text = readText(file, line, blocks, findings);
	return cue;
}

function readPrompts(file: string, line: number, blocks: Block[], findings: Finding[]): string[] {
	const prompts = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
	const stray = blocks.find((block) => block.kind !== 'list');
	if (stray || prompts.length === 0) {
		const problem = 'une réplique improvisée attend une liste d’appuis';
		const remedy = 'commencer chaque ligne par « - », ou retirer « improvisé »';
		findings.push(finding(file, stray?.line ?? line, problem, remedy));
	}
	return prompts;
}

function readText(file: string, line: number, blocks: Block[], findings: Finding[]): string {
	const stray = blocks.find((block) => block.kind !== 'paragraph');
	if (stray) {
		const remedy = 'écrire un texte simple, ou ajouter « — improvisé » au titre de la réplique';
		findings.push(finding(file, stray.line, 'liste ou citation dans un texte à lire', remedy));
	} else if (blocks.length === 0) {
		const remedy = 'écrire le texte à lire, ou « — improvisé » et une liste';
		findings.push(finding(file, line, 'réplique vide', remedy));
	}
	return blocks.flatMap((block) => (block.kind === 'paragraph' ? block.text : [])).join('\n\n');
}
