/** What the tribunal decided, with its reasons, read line by line; and the magistrate's own, opened last. Rules [J]. */
import * as v from 'valibot';
import type { CaseFile, ChargeId, ExhibitId } from '../casefile/casefile.ts';
import { adults, isAdult, presiding, type Audience } from './actor.ts';
import { beforeReading, isMember, type Reads as BallotReads } from './ballot.ts';
import { chargeId, command, exhibitId, first, nothing } from './command.ts';
import { openRoom } from './door.ts';
import type { Event, Fact } from './event.ts';
import { isDebated } from './evidence.ts';
import type { Refusal } from './refusal.ts';
import { currentPart, hasReached } from './script.ts';
import { isOpen } from './seats.ts';
import { isPresent } from './witness.ts';

export interface Decision {
	/** By charge: the debated pieces the tribunal founds its decision on. */
	reasons: Readonly<Record<ChargeId, readonly ExhibitId[]>>;
	/** Lines already read aloud. */
	read: number;
	sealedOpened: boolean;
}

export interface Reads extends BallotReads {
	decision: Decision;
}

export const unread: Decision = { reasons: {}, read: 0, sealedOpened: false };

export function evolveDecision(decision: Decision, event: Event): Decision {
	switch (event.type) {
		case 'reasonsGiven':
			return { ...decision, reasons: { ...decision.reasons, [event.charge]: event.exhibits } };
		case 'lineRead':
			return { ...decision, read: Math.max(decision.read, event.line) };
		case 'sealedOpened':
			return { ...decision, sealedOpened: true };
		default:
			return decision;
	}
}

/** The whole text to read, ending with the right to appeal; null until every charge has its outcome. */
export function writeDecision({ file, ballot, decision }: Reads): string[] | null {
	const outcomes = file.charges.map(({ id }) => ballot.outcomes[id]);
	if (outcomes.some((outcome) => outcome === undefined)) return null;
	const { opening, ifGuilty, ifCleared, appeal } = file.decision;
	const { formulas } = file.procedure;
	const personne = file.seats.find(({ role }) => role === 'prevenu')?.spoken ?? '';
	const charges = file.charges.flatMap((charge, i) => [
		fill(outcomes[i] === 'coupable' ? formulas.guilty : formulas.cleared, {
			personne,
			faits: charge.label
		}),
		...writeReasons(file, decision.reasons[charge.id] ?? [])
	]);
	const answer = outcomes.includes('coupable') ? ifGuilty : ifCleared;
	return [...opening, ...charges, ...answer, appeal];
}

function writeReasons({ exhibits, procedure }: CaseFile, ids: readonly ExhibitId[]): string[] {
	const numbers = exhibits.filter(({ id }) => ids.includes(id)).map(({ number }) => number);
	const derniere = numbers.pop();
	if (derniere === undefined) return [];
	const { foundedOnOne, foundedOnMany } = procedure.formulas;
	if (numbers.length === 0) return [fill(foundedOnOne, { piece: derniere })];
	return [fill(foundedOnMany, { pieces: numbers.join(', '), derniere })];
}

const fill = (formula: string, words: Record<string, string | number>): string =>
	formula.replace(/\{(\w+)\}/g, (gap, word: string) => String(words[word] ?? gap));

export const giveReasons = command({
	input: v.strictObject({ charge: chargeId, exhibits: v.pipe(v.array(exhibitId), v.maxLength(5)) }),
	by: presiding,
	when: beforeReading,
	then: (
		reads: Reads,
		{ charge, exhibits }
	): Refusal | [{ type: 'reasonsGiven'; charge: string; exhibits: string[] }] => {
		if (!reads.file.charges.some(({ id }) => id === charge)) return 'charge-unknown';
		const founded = exhibits.every((id) => isDebated(reads, id));
		return founded
			? [{ type: 'reasonsGiven', charge, exhibits: [...new Set(exhibits)] }]
			: 'exhibit-not-debated';
	}
});

/** The next line has been read. It is numbered, so that two taps never skip one; the first gives the président the floor. */
export const readLine = command({
	input: v.strictObject({ line: v.pipe(v.number(), v.integer()) }),
	by: presiding,
	when: (reads: Reads) =>
		first(
			openRoom(reads),
			currentPart(reads) === 'decision' ? null : 'not-decision-step',
			writeDecision(reads) ? null : 'outcomes-awaited',
			isWholeRead(reads) ? 'line-not-now' : null
		),
	then: (reads, { line }) => {
		if (line !== reads.decision.read + 1) return 'line-not-now';
		return [...(line === 1 ? giveFloorToBench(reads) : []), { type: 'lineRead', line }];
	}
});

function giveFloorToBench({ file, seats, floor }: Reads): Fact[] {
	const seat = file.seats.find(({ id, role }) => role === 'juge' && isOpen(seats, id))?.id;
	return seat && floor.holder !== seat ? [{ type: 'floorGiven', seat, protectedMinutes: 0 }] : [];
}

const isWholeRead = (reads: Reads): boolean =>
	reads.decision.read > 0 && reads.decision.read >= (writeDecision(reads)?.length ?? Infinity);

/** The magistrate's decision: opened by an adult once the tribunal's is read and roles are left. */
export const openSealed = command({
	input: nothing,
	by: adults,
	when: (reads: Reads) =>
		first(
			openRoom(reads),
			hasReached(reads, 'role-exit') ? null : 'roles-not-left',
			isWholeRead(reads) ? null : 'decision-not-read',
			reads.decision.sealedOpened ? 'sealed-opened' : null
		),
	then: () => [{ type: 'sealedOpened' }]
});

/** Members and adults hold the text; the room hears it line by line, and until then not even that it is ready. */
export function viewDecision(reads: Reads, audience: Audience) {
	if (!isPresent(reads, audience)) return null;
	const { read, reasons, sealedOpened } = reads.decision;
	const writes = isAdult(audience) || audience.seats.some((seat) => isMember(reads, seat));
	const lines = writeDecision(reads);
	return {
		read,
		over: isWholeRead(reads),
		lines: writes ? lines : read > 0 ? (lines?.slice(0, read) ?? null) : null,
		...(writes && { reasons }),
		sealed: sealedOpened ? reads.file.decision.sealed : null,
		/** What it founds itself on and this room never saw. */
		...(sealedOpened && {
			undebated: reads.file.decision.sealed.exhibits.filter((id) => !isDebated(reads, id))
		})
	};
}
