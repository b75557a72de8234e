/** Reads `debrief.md`: six phases, what is true or false, a question for each axis. */
import { debriefPhases } from './debrief-sheet.ts';
import type { Claim, Debrief, DebriefPhase, DebriefPhaseId } from './debrief-sheet.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { longestMarkdown } from './markdown.ts';
import { readGroups, readSections } from './outline.ts';
import type { Block, Section } from './outline.ts';
import { plainLines, withoutComments } from './page.ts';
import { isInCalendar } from './shape.ts';

const wholeDebrief = 25;
const fewestClaims = 3;
const axes = [1, 2, 3, 4, 5, 6];
const claimsPhase: DebriefPhaseId = 'vrai-faux';
const names = [...debriefPhases, 'axes'] as const;

type Tell = (line: number, code: string, problem: string, remedy: string) => void;

/** Reads `debrief.md`: all of it, or every line that is wrong. */
export function readDebrief(
	file: string,
	content: string
): { value: Debrief | undefined; findings: Finding[] } {
	const findings: Finding[] = [];
	const tell: Tell = (line, code, problem, remedy) => {
		findings.push(finding(file, line, problem, remedy, { code }));
	};
	if (content.length > longestMarkdown) {
		tell(1, 'texte-trop-long', 'débrief trop long', 'le raccourcir');
		return { value: undefined, findings };
	}
	const [before, ...sections] = readSections(withoutComments(plainLines(content).join('\n')), 1);
	const stray = before?.lines.findIndex((line) => line.trim() !== '' && !/^#\s/.test(line)) ?? -1;
	if (stray >= 0) {
		const remedy = 'le placer sous un titre « ## ressenti — 3 minutes »';
		tell(stray + 1, 'texte-hors-rubrique', 'texte hors d’une rubrique', remedy);
	}
	const phases: DebriefPhase[] = [];
	const claims: Claim[] = [];
	const questions: Debrief['questions'] = [];
	for (const { name, minutes, section } of readTitles(sections, tell)) {
		if (name === 'axes') questions.push(...readQuestions(section, tell));
		else phases.push(readPhase(name, minutes, section, claims, tell));
	}
	const total = phases.reduce((sum, { minutes }) => sum + minutes, 0);
	if (findings.length === 0 && total !== wholeDebrief) {
		const remedy = `en répartir ${wholeDebrief} entre les six rubriques`;
		tell(sections[0]?.line ?? 1, 'minutes-du-debrief', `débrief de ${total} minutes`, remedy);
	}
	return { value: findings.length > 0 ? undefined : { phases, questions, claims }, findings };
}

interface Titled {
	name: (typeof names)[number];
	minutes: number;
	section: Section;
}

/** The seven sections, each once, in their order. */
function readTitles(sections: readonly Section[], tell: Tell): Titled[] {
	const found: Titled[] = [];
	let strays = 0;
	for (const section of sections) {
		const [, word = '', minutes] =
			/^([a-z-]{1,30})(?: +[—–-] +(\d{1,2}) minutes?)?$/u.exec(section.title) ?? [];
		const name = names.find((each) => each === word);
		const last = found.at(-1);
		if (!name) {
			strays++;
			const written = section.title.split(' ')[0] ?? '';
			const remedy = `${suggest(written, names)}, par exemple « ## ressenti — 3 minutes »`;
			tell(section.line, 'rubrique-inconnue', `rubrique ${quote(section.title)} inconnue`, remedy);
		} else if (found.some((each) => each.name === name)) {
			strays++;
			const problem = `rubrique ${quote(name)} écrite deux fois`;
			tell(section.line, 'rubrique-en-double', problem, 'n’en garder qu’une');
		} else {
			if (last && names.indexOf(last.name) > names.indexOf(name)) {
				const remedy = `suivre l’ordre : ${names.join(', ')}`;
				tell(section.line, 'rubrique-mal-placee', `rubrique ${quote(name)} mal placée`, remedy);
			}
			if ((minutes === undefined) !== (name === 'axes')) {
				const [problem, remedy] =
					name === 'axes'
						? ['des minutes pour « axes »', 'écrire seulement « ## axes »']
						: [`${quote(name)} sans minutes`, `écrire « ## ${name} — 4 minutes »`];
				tell(section.line, 'minutes-du-debrief', problem, remedy);
			}
			found.push({ name, minutes: Number(minutes ?? 0), section });
		}
	}
	const missing = names.filter((name) => !found.some((each) => each.name === name));
	// A misspelt title is one mistake, not an unknown one and a missing one.
	for (const name of missing.slice(strays)) {
		const remedy = name === 'axes' ? 'ajouter « ## axes »' : `ajouter « ## ${name} — 4 minutes »`;
		const line = sections.at(-1)?.line ?? 1;
		tell(line, 'rubrique-absente', `rubrique ${quote(name)} absente`, remedy);
	}
	return found;
}

function readPhase(
	id: DebriefPhaseId,
	minutes: number,
	section: Section,
	claims: Claim[],
	tell: Tell
): DebriefPhase {
	const [intro, ...groups] = readGroups(section);
	const blocks = intro?.blocks ?? [];
	const sentences = blocks.filter((block) => block.kind === 'quote');
	if (sentences.length !== 1) {
		const problem = `${sentences.length} phrases à dire dans ${quote(id)}`;
		const remedy = 'écrire une seule phrase, précédée de « > »';
		tell(sentences[1]?.line ?? section.line, 'phrase-de-l-adulte', problem, remedy);
	}
	const prompts = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
	// Claims are prompts enough.
	if (prompts.length === 0 && id !== claimsPhase) {
		const remedy = 'en écrire une au moins, précédée de « - »';
		tell(section.line, 'relances', `aucune relance dans ${quote(id)}`, remedy);
	}
	const stray = blocks.find((block) => block.kind === 'paragraph');
	if (stray) {
		const remedy = 'le précéder de « > » (à dire) ou de « - » (relance)';
		tell(stray.line, 'texte-hors-rubrique', `texte seul dans ${quote(id)}`, remedy);
	}
	if (id === claimsPhase) {
		for (const group of groups) claims.push(...readClaim(group, tell));
		if (groups.length < fewestClaims) {
			const remedy = `en écrire ${fewestClaims} au moins : « ### faux : « Tout le monde le fait. » »`;
			tell(section.line, 'affirmations-trop-rares', `${groups.length} affirmations`, remedy);
		}
	} else if (groups[0]) {
		const problem = `« ### » dans ${quote(id)}`;
		const remedy = 'le retirer : seules les affirmations de « vrai-faux » en ont';
		tell(groups[0].line, 'rubrique-inconnue', problem, remedy);
	}
	return { id, minutes, say: sentences[0]?.text ?? '', prompts };
}

/** « ### faux : « Tout le monde fume. » », its answer, and « Source : …, vérifié le 2026-11-23 ». */
function readClaim(
	{ heading, line, blocks }: { heading: string; line: number; blocks: Block[] },
	tell: Tell
): Claim[] {
	const [word = '', ...rest] = heading.split(':');
	const truth = word.trim().toLowerCase();
	const text = rest.join(':').trim();
	if (!['vrai', 'faux'].includes(truth) || text === '') {
		const remedy = 'écrire « ### faux : » ou « ### vrai : », puis l’affirmation';
		tell(line, 'affirmation-mal-ecrite', `affirmation ${quote(heading)} mal écrite`, remedy);
		return [];
	}
	const body = blocks.map((block) => (block.kind === 'list' ? block.items.join(' ') : block.text));
	const whole = body.join(' ');
	const cut = whole.lastIndexOf('Source');
	const answer = cut < 0 ? whole.trim() : whole.slice(0, cut).trim();
	const [, source, checkedOn = ''] =
		/^Source\s?:\s?(.{1,400}), vérifié le (\d{4}-\d\d-\d\d)\.?$/u.exec(
			cut < 0 ? '' : whole.slice(cut).trim()
		) ?? [];
	if (source === undefined || !isInCalendar(checkedOn)) {
		const remedy = 'finir par « Source : …, vérifié le 2026-11-23 »';
		tell(line, 'affirmation-sans-source', `affirmation ${quote(text)} sans source datée`, remedy);
		return [];
	}
	if (answer === '') {
		const remedy = 'écrire la réponse avant la source';
		tell(line, 'affirmation-mal-ecrite', `affirmation ${quote(text)} sans réponse`, remedy);
		return [];
	}
	return [{ text, truth: truth === 'vrai', answer, source, checkedOn }];
}

function readQuestions(section: Section, tell: Tell): Debrief['questions'] {
	const blocks = readGroups(section).flatMap((group) => group.blocks);
	const questions = blocks.flatMap((block) => {
		if (block.kind !== 'list') {
			const remedy = 'écrire une liste : « - 1 : Quelle phrase pour refuser ? »';
			tell(block.line, 'liste-attendue', '« axes » attend une liste', remedy);
			return [];
		}
		return block.items.flatMap((item, index) => {
			const [, axis, text] = /^([1-6])\s?:\s?(\S.*)$/u.exec(item) ?? [];
			if (axis !== undefined && text !== undefined) return [{ axis: Number(axis), text }];
			const remedy = 'écrire un axe de 1 à 6, « : », puis la question';
			const line = block.lines[index] ?? block.line;
			tell(line, 'question-mal-ecrite', `question ${quote(item)} mal écrite`, remedy);
			return [];
		});
	});
	const missing = axes.filter((axis) => !questions.some((each) => each.axis === axis));
	if (missing.length > 0) {
		const problem = `aucune question pour l’axe ${missing.join(', ')}`;
		tell(section.line, 'axe-sans-question', problem, 'en écrire une au moins par axe, de 1 à 6');
	}
	return questions;
}
