/** What the rules of law read of a case: its cues in order, who speaks, who is who. */
import type { Person, Seat } from '../casefile.ts';
import { files } from '../sheets.ts';
import type { Part, Procedure, StepId } from '../procedure.ts';
import type { Path } from '../yaml.ts';
import type { Spot } from './law-codes.ts';
import type { Manuscript } from './lint.ts';
import { plain } from './prose.ts';

/** One cue, with who says it and where it stands. */
export interface Spoken {
	step: StepId;
	part: Part;
	/** Line of its `###`. */
	at: Spot;
	seat: Seat;
	/** What is said, or the prompts, with plain spaces and quotes. */
	text: string;
	shows?: string;
	admits?: string;
	calls?: string;
}

/** Every cue of the hearing, in the order of the script. */
export function cuesOf(manuscript: Manuscript): Spoken[] {
	// A script with mistakes does not say who speaks, or what: nothing is made of it.
	const { script: _sound } = manuscript.casefile;
	return cuesRead(manuscript);
}

/** The cues that could be read: for what is wrong in one of them, whatever the others say. */
export function cuesRead({ sheets, casefile }: Manuscript): Spoken[] {
	const { script } = sheets;
	return (script?.steps ?? []).flatMap(({ id, cues }) => {
		const part = casefile.procedure.steps.find((step) => step.id === id)?.part;
		return cues.flatMap(({ line, seat: name, text, prompts, ...moves }) => {
			const seat = casefile.seats.find((each) => each.id === name);
			if (!part || !seat || !script) return [];
			const said = plain([text ?? '', ...(prompts ?? [])].join('\n'));
			return { step: id, part, at: { file: script.file, line }, seat, text: said, ...moves };
		});
	});
}

/** A line of `affaire.md`. */
export function inHeader({ sheets }: Manuscript, ...path: Path): Spot {
	return { file: files.header, line: sheets.header?.lineOf(path) ?? 1 };
}

/** The line of a step in the script. */
export function atStep({ sheets }: Manuscript, id: StepId): Spot {
	const line = sheets.script?.steps.find((step) => step.id === id)?.line;
	return { file: files.script, line: line ?? 1 };
}

/** A line of `decision.md`. */
export function inDecision({ sheets }: Manuscript, ...path: Path): Spot {
	return { file: files.decision, line: sheets.decision?.lineOf(path) ?? 1 };
}

/** The line of a seat. */
export function atSeat(manuscript: Manuscript, { id }: Seat): Spot {
	const index = manuscript.casefile.seats.findIndex((seat) => seat.id === id);
	return inHeader(manuscript, 'places', index, 'id');
}

export function isDefence({ role, side }: Seat): boolean {
	return role === 'avocat' && side === 'defense';
}

export function isCivilParty({ role, side }: Seat): boolean {
	return role === 'partie-civile' || (role === 'avocat' && side === 'partie-civile');
}

/** True where the person on trial was a minor on the day of the facts. */
export function judgesMinors({ minors, court }: Procedure): boolean {
	return minors ?? /enfants|mineurs/i.test(court);
}

/** Guilt alone where the procedure does not say. */
export function decidesSanction({ decides }: Procedure): boolean {
	return decides?.includes('sanction') ?? false;
}

/** Who sits there, if the case says so. */
export function personAt({ casefile }: Manuscript, seat: Seat): Person | undefined {
	return casefile.people.find((person) => person.seat === seat.id);
}

/** Those tried at this hearing, each with the line that names them. */
export function prosecuted(manuscript: Manuscript): { person: Person; at: Spot }[] {
	const { people, seats } = manuscript.casefile;
	return people.flatMap((person, index) => {
		const role = seats.find(({ id }) => id === person.seat)?.role;
		if (person.prosecuted !== 'here' && role !== 'prevenu') return [];
		return { person, at: inHeader(manuscript, 'personnes', index, 'nom') };
	});
}

/** Somebody without an age is an adult. */
export function ageOf(person: Person | undefined): number {
	return person?.age ?? 18;
}

/** True where what precedes this place, in its clause, denies it: « il n'y a pas de… », « sans… ». */
export function isDenied(text: string, index: number, length: number): boolean {
	const near = text.slice(Math.max(0, index - 40), index);
	const clause = near.split(/[.!?;:\n«»"]/).at(-1) ?? '';
	const before =
		/(?:^|[\s(,])(?:n'|(?:ne|ni|sans|pas|jamais|aucune?|plus|non|nulle?|interdit\w*|défendu)(?=\s|$))/i;
	const after = /^[\s»",]*(?:n'(?:existe|est|a|y|intervient|entre)|ne (?:siège|s'|se|vaut|sert))/i;
	const excluded = /^[^.!?;:\n]{0,20}\b(?:interdite?s?|impossibles?|exclue?s?|inconnue?s?)\b/i;
	const rest = text.slice(index + length, index + length + 60);
	return before.test(clause) || after.test(rest) || excluded.test(rest);
}
