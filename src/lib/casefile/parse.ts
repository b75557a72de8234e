/** A case folder in, a `CaseFile` out, or every line that is wrong. */
import type { CaseFile, SeatId } from './casefile.ts';
import { readBrief } from './briefs.ts';
import { checkCues, checkNotes, checkSteps } from './cues.ts';
import { readDecision } from './decision.ts';
import { files as named } from './draft.ts';
import type { Draft, Sheet } from './draft.ts';
import { numberInName, readExhibit } from './exhibits.ts';
import { finding, inOrder, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { readHeader } from './header.ts';
import type { Header } from './header.ts';
import type { Reading } from './page.ts';
import { checkClassSizes, checkOffices, checkReadingLoad } from './places.ts';
import type { Procedure } from './procedure.ts';
import {
	checkBearing,
	checkBriefs,
	checkDecision,
	checkReaders,
	checkUnique
} from './references.ts';
import { seatNames } from './seats.ts';
import { readScript } from './script.ts';
import type { StepDraft } from './script.ts';

export type Parsed = { casefile: CaseFile } | { findings: Finding[] };

/** Longer, a file is refused unread. */
export const longestFile = 256 * 1024;

const checks: ((draft: Draft) => Finding[])[] = [
	checkUnique,
	checkOffices,
	checkClassSizes,
	checkBriefs,
	checkReaders,
	checkBearing,
	checkReadingLoad,
	checkSteps,
	checkNotes,
	checkCues,
	checkDecision
];

/** Reads a case from its files (path inside its folder → text); never throws. */
export function parseCaseFile(
	files: ReadonlyMap<string, string>,
	procedures: ReadonlyMap<string, Procedure>
): Parsed {
	try {
		const { draft, findings } = readDraft(files, procedures);
		for (const check of checks) findings.push(...check(draft));
		const casefile = findings.length === 0 ? assemble(draft) : undefined;
		return casefile ? { casefile } : { findings: inOrder(findings) };
	} catch {
		return { findings: [unreadable(named.header)] };
	}
}

function readDraft(
	files: ReadonlyMap<string, string>,
	procedures: ReadonlyMap<string, Procedure>
): { draft: Draft; findings: Finding[] } {
	const findings: Finding[] = [];
	const draft: Draft = {
		header: undefined,
		seats: [],
		exhibits: [],
		briefs: [],
		script: undefined,
		decision: undefined,
		procedure: undefined
	};
	const keep = <T>(reading: Reading<T>, file: string, name: unknown): Sheet<T> => {
		findings.push(...reading.findings);
		return {
			file,
			lineOf: reading.page?.lineOf ?? (() => 1),
			name: typeof name === 'string' || typeof name === 'number' ? String(name) : undefined,
			value: reading.value
		};
	};
	const read = (file: string, text: string): void => {
		if (file === named.header) {
			const reading = readHeader(file, text);
			draft.header = keep(reading, file, reading.page?.data['id']);
			draft.seats = seatNames(reading.page?.data['places']);
		} else if (file === named.script) {
			const { steps, findings: inScript } = readScript(file, text);
			findings.push(...inScript);
			const lastLine = text.trimEnd().split('\n').length;
			draft.script = { file, steps, lastLine, sound: inScript.length === 0 };
		} else if (file === named.decision) {
			draft.decision = keep(readDecision(file, text), file, undefined);
		} else if (file.startsWith('pieces/')) {
			const reading = readExhibit(file, text);
			draft.exhibits.push(keep(reading, file, reading.value?.number ?? numberInName(file)));
		} else {
			const reading = readBrief(file, text);
			draft.briefs.push(keep(reading, file, reading.page?.data['place']));
		}
	};
	for (const [file, text] of inReadingOrder(files)) {
		const unfit = refuse(file, text);
		if (unfit) findings.push(unfit);
		else {
			try {
				read(file, text);
			} catch {
				findings.push(unreadable(file));
			}
		}
	}
	for (const file of Object.values(named)) {
		if (files.has(file)) continue;
		findings.push(finding(file, 1, 'fichier absent', 'l’écrire : voir cases/README.md'));
	}
	const header = draft.header;
	if (header?.value) {
		draft.procedure = procedures.get(header.value.procedure);
		if (!draft.procedure) {
			const problem = `procédure ${quote(header.value.procedure)} absente ou en erreur`;
			const remedy = suggest(header.value.procedure, [...procedures.keys()]);
			findings.push(finding(header.file, header.lineOf(['procedure']), problem, remedy));
		}
	}
	return { draft, findings };
}

function refuse(file: string, text: string): Finding | undefined {
	const known = Object.values<string>(named);
	const expected = known.includes(file) || /^roles\/[^/]+\.md$/.test(file);
	if (!expected && numberInName(file) === undefined) {
		const remedy = file.startsWith('pieces/')
			? 'le nommer pieces/NN-titre.md, par exemple pieces/04-messages.md'
			: `${suggest(file, known)}, ou le placer dans pieces/ ou roles/`;
		return finding(file, 1, 'fichier inattendu', remedy);
	}
	if (text.length <= longestFile) return undefined;
	return finding(file, 1, 'fichier de plus de 256 ko', 'le raccourcir');
}

function unreadable(file: string): Finding {
	const remedy = 'l’écrire plus simplement : listes et citations sont trop imbriquées';
	return finding(file, 1, 'fichier illisible', remedy);
}

function inReadingOrder(files: ReadonlyMap<string, string>): [string, string][] {
	return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

function assemble({ header, exhibits, briefs, script, decision, procedure }: Draft) {
	if (!header?.value || !script || !decision?.value || !procedure) return undefined;
	const { law: notes, ...head } = header.value;
	const order = head.seats.map(({ id }) => id);
	const casefile: CaseFile = {
		...head,
		procedure: addNotes(procedure, notes),
		exhibits: exhibits.flatMap(({ value }) => value ?? []).sort((a, b) => a.number - b.number),
		briefs: briefs
			.flatMap(({ value }) => value ?? [])
			.sort((a, b) => order.indexOf(a.seat) - order.indexOf(b.seat)),
		script: Object.fromEntries(script.steps.map((step) => [step.id, toPassage(step)])),
		decision: decision.value
	};
	return casefile;
}

/** The procedure, with what the law says of this case after what it says of every case. */
function addNotes(procedure: Procedure, notes: Header['law']): Procedure {
	const of = (id: string) =>
		notes.filter(({ step }) => step === id).map(({ step: _, ...note }) => note);
	const steps = procedure.steps.map((step) => ({ ...step, law: [...step.law, ...of(step.id)] }));
	return { ...procedure, steps };
}

function toPassage({ id, say, prompts, cues }: StepDraft): CaseFile['script'][string] {
	return {
		say,
		prompts,
		cues: cues.map(({ seat, text, prompts: props, shows, admits, calls }, index) => ({
			id: `${id}.${index + 1}`,
			// `cues.ts` checked both seats.
			seat: seat as SeatId,
			...(text === undefined ? {} : { text }),
			...(props === undefined ? {} : { prompts: props }),
			...(shows === undefined ? {} : { shows }),
			...(admits === undefined ? {} : { admits }),
			...(calls === undefined ? {} : { calls: calls as SeatId })
		}))
	};
}
