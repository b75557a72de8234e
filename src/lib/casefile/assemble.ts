/** Makes one immutable case of sheets that were all checked. */
import type { Brief, CaseFile, Exhibit, SeatId, Term } from './casefile.ts';
import type { Sheets } from './sheets.ts';
import type { Finding } from './finding.ts';
import type { Header } from './header.ts';
import { measuresFor } from './law/sentencing.ts';
import type { Procedure } from './procedure.ts';
import type { Reference } from './reference.ts';
import type { ScriptStep } from './script.ts';

/** The case of sheets that are all sound; nothing when a part is missing. */
export function assemble(
	{ header, exhibits, briefs, script, decision, debrief, procedure }: Sheets,
	reference: Reference
): CaseFile | undefined {
	if (!header?.value || !script || !decision?.value || !procedure) return undefined;
	const { law: notes, complicity: _, towns: _towns, calendar: _days, ...head } = header.value;
	const casefile: CaseFile = {
		...head,
		procedure: addNotes(procedure, notes),
		exhibits: inNumber(exhibits),
		briefs: inPlace(briefs, head.seats),
		script: toScript(script),
		decision: decision.value,
		...(debrief?.value && { debrief: debrief.value }),
		glossary: mergeTerms(reference.glossary.entries, head.glossary)
	};
	return { ...casefile, ...measuresFor(casefile, reference) };
}

/** Thrown by what reads a part of a case that its author has yet to mend. */
export class MissingPart extends Error {}

/** The case of sheets with mistakes: its sound parts, and a `MissingPart` for whoever reads another. */
export function assembleSound(
	sheets: Sheets,
	found: readonly Finding[],
	reference: Reference
): CaseFile {
	const { header, exhibits, briefs, script, decision, debrief, procedure } = sheets;
	const { known = {}, lost = [] } = header ?? {};
	const { law: notes = [], procedure: _name, ...head } = known;
	const parts: Partial<CaseFile> = {
		...head,
		...(procedure && { procedure: addNotes(procedure, notes) }),
		...(exhibits.every(({ value }) => value) && { exhibits: inNumber(exhibits) }),
		// Some may be missing: who reads them looks for one.
		briefs: inPlace(briefs, head.seats ?? []),
		...(script && isWholeScript(script.file, found) && { script: toScript(script) }),
		...(decision?.value && { decision: decision.value }),
		...(debrief?.value && { debrief: debrief.value })
	};
	const needed = ['procedure', 'exhibits', 'script', 'decision', 'charges', 'seats', 'people'];
	const missing = new Set([...lost, ...needed.filter((name) => !(name in parts))]);
	const sound = new Proxy(parts, {
		get(target, name) {
			if (typeof name === 'string' && missing.has(name)) throw new MissingPart(name);
			return Reflect.get(target, name);
		}
	}) as CaseFile;
	const law = ['procedure', 'people', 'charges', 'settled'].some((name) => missing.has(name));
	if (law) for (const name of ['measures', 'barred', 'motives']) missing.add(name);
	else Object.assign(parts, measuresFor(sound, reference));
	return sound;
}

/** Mistakes of the script that take no word from it, and give none to somebody else. */
const harmless =
	'relances phrase-de-l-adulte piece-inconnue piece-non-apportee temoin-non-appele temoin-non-attendu place-fermee';

function isWholeScript(script: string, found: readonly Finding[]): boolean {
	return found.every(({ file, code }) => file !== script || harmless.split(' ').includes(code));
}

function inNumber(exhibits: Sheets['exhibits']): Exhibit[] {
	return exhibits.flatMap(({ value }) => value ?? []).sort((a, b) => a.number - b.number);
}

function inPlace(briefs: Sheets['briefs'], seats: CaseFile['seats']): Brief[] {
	const order = seats.map(({ id }) => id);
	return briefs
		.flatMap(({ value }) => value ?? [])
		.sort((a, b) => order.indexOf(a.seat) - order.indexOf(b.seat));
}

function toScript({ steps }: NonNullable<Sheets['script']>): CaseFile['script'] {
	return Object.fromEntries(steps.map((step) => [step.id, toStepScript(step)]));
}

/** The terms of every case, each as this case defines it where it does. */
function mergeTerms(shared: readonly Term[], own: readonly Term[]): Term[] {
	const nameOf = ({ term }: Term) => term.toLocaleLowerCase('fr');
	const names = new Set(own.map(nameOf));
	const others = shared.filter((term) => !names.has(nameOf(term)));
	return [...own, ...others.map(({ term, definition }) => ({ term, definition }))];
}

/** The procedure, with what the law says of this case after what it says of every case. */
function addNotes(procedure: Procedure, notes: Header['law']): Procedure {
	const of = (id: string) =>
		notes.filter(({ step }) => step === id).map(({ step: _, ...note }) => note);
	const steps = procedure.steps.map((step) => ({ ...step, law: [...step.law, ...of(step.id)] }));
	return { ...procedure, steps };
}

function toStepScript({ id, say, prompts, cues }: ScriptStep): CaseFile['script'][string] {
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
