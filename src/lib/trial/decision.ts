/** What the tribunal decided, with its reasons, read line by line. Rules [J]. */
import * as v from 'valibot';
import type { CaseFile, ExhibitId, OrderedMeasure } from '../casefile/casefile.ts';
import { defaultOrder } from '../casefile/law/composition.ts';
import type { Chosen } from '../casefile/law/measure.ts';
import { tellQuantity } from '../casefile/law/quantity.ts';
import { isAdult, presiding, type Audience } from './actor.ts';
import { beforeReading, isMember, proposalId, voidIfOn } from './ballot.ts';
import { chargeId, command, exhibitId, first } from './command.ts';
import { openRoom } from './door.ts';
import type { BallotId, Event, Fact } from './event.ts';
import { isDebated } from './evidence.ts';
import type { Refusal } from './refusal.ts';
import { establishedCharges, mustCompose, type Reads as SanctionReads } from './sanction.ts';
import { currentPart } from './script.ts';
import { isOpen } from './seats.ts';
import { isPresent } from './witness.ts';

export interface Decision {
	/** By charge, and for what is ordered: the debated pieces the tribunal founds its decision on. */
	reasons: Readonly<Record<BallotId, readonly ExhibitId[]>>;
	/** Lines already read aloud. */
	read: number;
}

export interface Reads extends SanctionReads {
	decision: Decision;
}

export const unread: Decision = { reasons: {}, read: 0 };

export function evolveDecision(decision: Decision, event: Event): Decision {
	switch (event.type) {
		case 'reasonsGiven':
			return { ...decision, reasons: { ...decision.reasons, [event.charge]: event.exhibits } };
		case 'lineRead':
			return { ...decision, read: Math.max(decision.read, event.line) };
		default:
			return decision;
	}
}

/** The whole text to read, ending with the right to appeal; null until all that it says is decided. */
export function writeDecision(reads: Reads): string[] | null {
	const { file, sanction } = reads;
	const established = establishedCharges(reads);
	if (!established || (mustCompose(reads) && !sanction.adopted)) return null;
	const { opening, ifCleared, appeal } = file.decision;
	const { parties } = file.procedure.formulas;
	return [
		...opening,
		...(parties ? [fill(parties, { personne: nameTried(file) })] : []),
		...writeGuilt(reads),
		...(established.length > 0 ? writeAnswer(reads) : ifCleared),
		appeal
	];
}

const nameTried = ({ seats }: CaseFile): string =>
	seats.find(({ role }) => role === 'prevenu')?.spoken ?? '';

/** Charge by charge, with reasons; or in a line each, where an earlier judgment said it. */
function writeGuilt({ file, ballot, decision }: Reads): string[] {
	const { guilty, cleared, already, foundedOnOne, foundedOnMany } = file.procedure.formulas;
	const personne = nameTried(file);
	const { settled } = file;
	if (settled)
		return file.charges
			.filter(({ id }) => settled.includes(id))
			.map(({ label }) => fill(already ?? guilty, { personne, faits: label }));
	return file.charges.flatMap(({ id, label }) => [
		fill(ballot.outcomes[id] === 'coupable' ? guilty : cleared, { personne, faits: label }),
		...writeReasons(file, decision.reasons[id] ?? [], foundedOnOne, foundedOnMany)
	]);
}

/** Where an author wants what is ordered to be read, among the case's own sentences. */
const placeOfMeasures = '{mesures}';

/** What follows from guilt: the case's own sentences, and what the tribunal ordered. */
function writeAnswer({ file, sanction, decision }: Reads): string[] {
	const { ifGuilty } = file.decision;
	const place = ifGuilty.indexOf(placeOfMeasures);
	const ordered = sanction.adopted && sanction.proposal ? sanction.proposal : null;
	const around = ifGuilty.filter((line) => line !== placeOfMeasures);
	if (!ordered && place < 0) return around;
	const { measuresOnOne, measuresOnMany } = file.procedure.formulas;
	const lines = [
		...writeMeasures(file, ordered ?? defaultOrder(file)),
		...writeReasons(file, decision.reasons[proposalId] ?? [], measuresOnOne, measuresOnMany)
	];
	// At a first hearing the author's sentences are an answer by themselves: what the tribunal composed takes their place.
	if (place < 0) return mustOrder(file) ? [...lines, ...around] : lines;
	return [...around.slice(0, place), ...lines, ...around.slice(place)];
}

/** What the président reads before anything is decided, to fill in by hand: every choice, and where what is ordered goes. */
export function blankDecision(file: CaseFile) {
	const { opening, ifGuilty, ifCleared, appeal } = file.decision;
	const { parties, guilty, cleared, already, foundedOnMany } = file.procedure.formulas;
	const personne = nameTried(file);
	const place = ifGuilty.indexOf(placeOfMeasures);
	const say = (formula: string) =>
		file.charges.map(({ label }) => fill(formula, { personne, faits: label }));
	return {
		opening: [...opening, ...(parties ? [fill(parties, { personne })] : [])],
		already: file.settled ? say(already ?? guilty) : [],
		choices: file.settled
			? []
			: say(guilty).map((line, i) => ({ guilty: line, cleared: say(cleared)[i] ?? '' })),
		founded: fill(foundedOnMany, { pieces: '……', derniere: '……' }),
		orders: place >= 0 || mustOrder(file),
		beforeOrders: ifGuilty.slice(0, Math.max(0, place)),
		afterOrders: ifGuilty.slice(place + 1),
		ifCleared: file.settled ? [] : ifCleared,
		appeal
	};
}

const mustOrder = ({ procedure }: CaseFile): boolean =>
	procedure.decides?.includes('sanction') ?? false;

/** One line a measure, with its quantity, then its reason where it is not that of the line before. */
function writeMeasures(file: CaseFile, ordered: readonly (OrderedMeasure & Partial<Chosen>)[]) {
	const { reason: formula, specialReason } = file.procedure.formulas;
	return ordered.flatMap(({ id, quantity, reason }, i) => {
		const measure = file.measures?.find((it) => it.id === id);
		if (!measure) return [];
		const quantite =
			measure.bounds && quantity !== undefined ? tellQuantity(measure.bounds.unit, quantity) : '';
		const line = fill(measure.line, { personne: nameTried(file), quantite });
		const motif = file.motives?.find((it) => it.id === reason)?.text;
		const said = measure.special ? (specialReason ?? formula) : formula;
		const isNew = motif !== undefined && reason !== ordered[i - 1]?.reason;
		return isNew && said ? `${line} ${fill(said, { motif })}` : line;
	});
}

function writeReasons(
	{ exhibits }: CaseFile,
	ids: readonly ExhibitId[],
	onOne: string | undefined,
	onMany: string | undefined
): string[] {
	const numbers = exhibits.filter(({ id }) => ids.includes(id)).map(({ number }) => number);
	const derniere = numbers.pop();
	if (derniere === undefined || !onOne || !onMany) return [];
	if (numbers.length === 0) return [fill(onOne, { piece: derniere })];
	return [fill(onMany, { pieces: numbers.join(', '), derniere })];
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
		const known = reads.file.charges.some(({ id }) => id === charge);
		if (charge === proposalId ? !reads.file.measures : !known) return 'charge-unknown';
		if (known && reads.file.settled) return 'guilt-settled';
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
			establishedCharges(reads) ? null : 'outcomes-awaited',
			writeDecision(reads) ? null : 'measures-awaited',
			isWholeRead(reads) ? 'line-not-now' : null
		),
	then: (reads, { line }) => {
		if (line !== reads.decision.read + 1) return 'line-not-now';
		const { open } = reads.ballot;
		return [
			...(line === 1 ? giveFloorToBench(reads) : []),
			...(open ? voidIfOn(reads, open) : []),
			{ type: 'lineRead', line }
		];
	}
});

function giveFloorToBench({ file, seats, floor }: Reads): Fact[] {
	const seat = file.seats.find(({ id, role }) => role === 'juge' && isOpen(seats, id))?.id;
	return seat && floor.holder !== seat ? [{ type: 'floorGiven', seat, protectedMinutes: 0 }] : [];
}

/** True once its last line has been read. */
export const isWholeRead = (reads: Reads): boolean =>
	reads.decision.read > 0 && reads.decision.read >= (writeDecision(reads)?.length ?? Infinity);

/** What was ordered, in simple words: once it is read, for everybody. */
function explainOrdered({ file, sanction }: Reads) {
	const ordered = sanction.adopted ? (sanction.proposal ?? []) : [];
	const find = (id: string) => file.measures?.find((measure) => measure.id === id) ?? [];
	const measures = ordered.flatMap(({ id }) => find(id));
	if (measures.length === 0) return {};
	return { ordered: measures.map(({ id, name, plain, source }) => ({ id, name, plain, source })) };
}

/** Members and adults hold the text; the room hears it line by line, and until then not even that it is ready. */
export function viewDecision(reads: Reads, audience: Audience) {
	if (!isPresent(reads, audience)) return null;
	const { read, reasons } = reads.decision;
	const writes = isAdult(audience) || audience.seats.some((seat) => isMember(reads, seat));
	const lines = writeDecision(reads);
	const over = isWholeRead(reads);
	return {
		read,
		over,
		lines: writes ? lines : read > 0 ? (lines?.slice(0, read) ?? null) : null,
		...(writes && { reasons }),
		...(over && explainOrdered(reads))
	};
}
