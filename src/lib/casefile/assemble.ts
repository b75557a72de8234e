/** Makes one immutable case of sheets that were all checked. */
import type { CaseFile, SeatId, Term } from './casefile.ts';
import type { Draft } from './draft.ts';
import type { Header } from './header.ts';
import { measuresFor } from './law/sentencing.ts';
import type { Procedure } from './procedure.ts';
import type { Reference } from './reference.ts';
import type { StepDraft } from './script.ts';

/** The case of a sound draft; nothing when a part is missing. */
export function assemble(
	{ header, exhibits, briefs, script, decision, debrief, procedure }: Draft,
	reference: Reference
): CaseFile | undefined {
	if (!header?.value || !script || !decision?.value || !procedure) return undefined;
	const { law: notes, complicity: _, towns: _towns, calendar: _days, ...head } = header.value;
	const order = head.seats.map(({ id }) => id);
	const casefile: CaseFile = {
		...head,
		procedure: addNotes(procedure, notes),
		exhibits: exhibits.flatMap(({ value }) => value ?? []).sort((a, b) => a.number - b.number),
		briefs: briefs
			.flatMap(({ value }) => value ?? [])
			.sort((a, b) => order.indexOf(a.seat) - order.indexOf(b.seat)),
		script: Object.fromEntries(script.steps.map((step) => [step.id, toPassage(step)])),
		decision: decision.value,
		...(debrief?.value && { debrief: debrief.value }),
		glossary: mergeTerms(reference.glossary.entries, head.glossary)
	};
	return { ...casefile, ...measuresFor(casefile, reference) };
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
