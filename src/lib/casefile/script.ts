import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { readGroups, readSections } from './outline.ts';
import type { Block, Section } from './outline.ts';
import { plainLines, withoutComments } from './page.ts';

/** One `###` of the script, before its references are checked. */
export interface ScriptCue {
	line: number;
	seat: string;
	text?: string;
	prompts?: string[];
	shows?: string;
	admits?: string;
	calls?: string;
}

/** One `##` of the script, before its place in the procedure is checked. */
export interface ScriptStep {
	id: string;
	line: number;
	/** A passage of this case alone: the step it follows, and the minutes it takes from it. */
	added?: { after: string; minutes: number; title: string };
	/** Its title has its finding already. */
	miswritten?: true;
	say: string;
	prompts: [string, string, string];
	cues: ScriptCue[];
}

const mostSteps = 60;

/** Reads `deroule.md`. */
export function readScript(
	file: string,
	content: string
): { steps: ScriptStep[]; findings: Finding[] } {
	const findings: Finding[] = [];
	const [before, ...sections] = readSections(withoutComments(plainLines(content).join('\n')), 1);
	const stray = before?.lines.findIndex((line) => line.trim() !== '' && !/^#\s/.test(line)) ?? -1;
	if (stray >= 0) {
		const remedy = 'le placer sous un titre « ## étape »';
		const problem = 'texte hors d’une étape';
		findings.push(finding(file, stray + 1, problem, remedy, { code: 'texte-hors-rubrique' }));
	}
	const tooMany = sections[mostSteps];
	if (tooMany) {
		const problem = `plus de ${mostSteps} étapes`;
		const remedy = 'n’écrire que celles de la procédure, et quelques passages';
		findings.push(finding(file, tooMany.line, problem, remedy, { code: 'trop-d-etapes' }));
	}
	const steps = sections.slice(0, mostSteps).map((section) => readStep(file, section, findings));
	return { steps, findings };
}

/** « transport-sur-les-lieux — après temoins, 3 minutes : Le plan des lieux » */
const addition = /^([a-z0-9-]+) [—–-] après ([a-z0-9-]+), (\d{1,3}) minutes? ?: (.+)$/u;

function readTitle(
	file: string,
	{ title, line }: Section,
	findings: Finding[]
): Pick<ScriptStep, 'id' | 'added' | 'miswritten'> {
	if (/^[a-z0-9-]*$/.test(title)) return { id: title };
	const written = title.slice(0, 200).replace(/\s+/gu, ' ');
	const [, id, after = '', minutes = '', name = ''] = addition.exec(written) ?? [];
	if (id !== undefined) return { id, added: { after, minutes: Number(minutes), title: name } };
	if (!/[—–:,]/u.test(written)) return { id: title };
	const problem = `passage mal écrit : ${quote(title)}`;
	const remedy = 'écrire « ## mon-passage — après temoins, 3 minutes : Titre du passage »';
	findings.push(finding(file, line, problem, remedy, { code: 'passage-mal-ecrit' }));
	return { id: written.split(' ')[0] ?? '', miswritten: true };
}

function readStep(file: string, section: Section, findings: Finding[]): ScriptStep {
	const [intro, ...groups] = readGroups(section);
	const { id, ...title } = readTitle(file, section, findings);
	const step = quote(id);
	const blocks = intro?.blocks ?? [];
	const sentences = blocks.filter((block) => block.kind === 'quote');
	if (sentences.length !== 1) {
		const line = sentences[1]?.line ?? section.line;
		const problem = `${sentences.length} phrases à dire dans ${step}`;
		const remedy = 'écrire une seule phrase, précédée de « > »';
		findings.push(finding(file, line, problem, remedy, { code: 'phrase-de-l-adulte' }));
	}
	const list = blocks.find((block) => block.kind === 'list');
	const items = list?.items ?? [];
	if (items.length !== 3) {
		const problem = `${items.length} relances dans ${step}`;
		const remedy = 'en écrire trois, chacune précédée de « - »';
		const line = list?.line ?? section.line;
		findings.push(finding(file, line, problem, remedy, { code: 'relances' }));
	}
	const stray = blocks.find((block) => block.kind === 'paragraph');
	if (stray) {
		const remedy = 'le précéder de « > » s’il est dit par l’adulte, ou d’une ligne « ### place »';
		const problem = `texte sans place dans ${step}`;
		findings.push(finding(file, stray.line, problem, remedy, { code: 'texte-hors-rubrique' }));
	}
	const [first = '', second = '', third = ''] = items;
	return {
		id,
		line: section.line,
		...title,
		say: sentences[0]?.text ?? '',
		prompts: [first, second, third],
		cues: groups.map((group) => readCue(file, group, findings))
	};
}

function readCue(
	file: string,
	{ heading, line, blocks }: { heading: string; line: number; blocks: Block[] },
	findings: Finding[]
): ScriptCue {
	// A seat and its directions are short; a longer line would cost the expression too much.
	const [seat = '', ...rest] = heading.slice(0, 200).split(/\s+[—–-]+(?:\s+|$)/u);
	const cue: ScriptCue = { line, seat: seat.trim() };
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
			const problem = `indication ${quote(attribute)} inconnue`;
			findings.push(finding(file, line, problem, remedy, { code: 'indication-inconnue' }));
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
		findings.push(finding(file, stray?.line ?? line, problem, remedy, { code: 'appuis-attendus' }));
	}
	return prompts;
}

function readText(file: string, line: number, blocks: Block[], findings: Finding[]): string {
	const stray = blocks.find((block) => block.kind !== 'paragraph');
	if (stray) {
		const remedy = 'écrire un texte simple, ou ajouter « — improvisé » au titre de la réplique';
		const problem = 'liste ou citation dans un texte à lire';
		findings.push(finding(file, stray.line, problem, remedy, { code: 'texte-a-lire' }));
	} else if (blocks.length === 0) {
		const remedy = 'écrire le texte à lire, ou « — improvisé » et une liste';
		findings.push(finding(file, line, 'réplique vide', remedy, { code: 'replique-vide' }));
	}
	return blocks.flatMap((block) => (block.kind === 'paragraph' ? block.text : [])).join('\n\n');
}
