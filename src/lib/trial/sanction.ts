/** What the tribunal composes once guilt is known: only what the law allows, adopted as a whole. Rules [SA]. */
import * as v from 'valibot';
import type { CaseFile, ChargeId } from '../casefile/casefile.ts';
import { findUnfounded, offersFor } from '../casefile/law/composition.ts';
import type { Chosen, Measure } from '../casefile/law/measure.ts';
import { adults, isAdult, presiding, type Audience } from './actor.ts';
import {
	beforeReading,
	deliberating,
	isMember,
	presides,
	proposalId,
	voidIfOn,
	type Reads as BallotReads
} from './ballot.ts';
import { command, first } from './command.ts';
import type { Event } from './event.ts';
import type { Refusal } from './refusal.ts';
import { isJudging } from './script.ts';

export interface Sanction {
	/** What was proposed last, or declared on paper. */
	proposal: readonly Chosen[] | null;
	adopted: boolean;
	/** Put to the vote and not adopted: another has to be proposed. */
	rejected: boolean;
	/** Entered by an adult, from paper. */
	paper: boolean;
}

export interface Reads extends BallotReads {
	sanction: Sanction;
}

export const uncomposed: Sanction = {
	proposal: null,
	adopted: false,
	rejected: false,
	paper: false
};

export function evolveSanction(sanction: Sanction, event: Event): Sanction {
	switch (event.type) {
		case 'measuresProposed':
			return { ...uncomposed, proposal: event.measures };
		case 'measuresDeclared':
			return { ...uncomposed, proposal: event.measures, adopted: true, paper: true };
		case 'ballotClosed':
			if (event.charge !== proposalId) return uncomposed;
			return event.outcome === 'adopter'
				? { ...sanction, adopted: true }
				: { ...sanction, rejected: true };
		case 'outcomeDeclared':
			// The answer to other facts is no answer to these.
			return uncomposed;
		default:
			return sanction;
	}
}

/** The charges that are established: at this hearing, or at the one before; null until all are decided. */
export function establishedCharges({
	file,
	ballot
}: Pick<Reads, 'file' | 'ballot'>): readonly ChargeId[] | null {
	if (file.settled) return file.settled;
	if (file.charges.some(({ id }) => !ballot.outcomes[id])) return null;
	return file.charges.map(({ id }) => id).filter((id) => ballot.outcomes[id] === 'coupable');
}

/** True where nothing is read until the tribunal has said what it orders. */
export const mustCompose = (reads: Pick<Reads, 'file' | 'ballot'>): boolean =>
	reads.file.measures !== undefined &&
	(reads.file.procedure.decides?.includes('sanction') ?? false) &&
	(establishedCharges(reads)?.length ?? 0) > 0;

/** A penalty needs somebody guilty of something, and a court that orders. */
function composable(reads: Reads): Refusal | null {
	if (!reads.file.measures) return 'no-measures';
	const established = establishedCharges(reads);
	if (!established) return 'outcomes-awaited';
	return established.length > 0 ? null : 'nobody-guilty';
}

const short = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const composition = v.strictObject({
	measures: v.pipe(
		v.array(
			v.strictObject({
				id: short,
				quantity: v.exactOptional(v.pipe(v.number(), v.safeInteger())),
				reason: short,
				agreed: v.exactOptional(v.literal(true))
			})
		),
		v.maxLength(20)
	)
});

const forbids = (reads: Reads, measures: readonly Chosen[]): Refusal | null =>
	findUnfounded(reads.file, establishedCharges(reads) ?? [], measures);

/** Proposes a whole answer, in place of the one before; what the law forbids is not proposed. */
export const proposeMeasures = command({
	input: composition,
	by: presiding,
	when: (reads: Reads, actor) =>
		first(
			deliberating(reads),
			presides(reads, actor),
			composable(reads),
			reads.ballot.open ? 'ballot-open' : null,
			reads.sanction.adopted ? 'measures-adopted' : null
		),
	then: (reads, { measures }) =>
		forbids(reads, measures) ?? [{ type: 'measuresProposed', measures }]
});

/** On paper: an adult enters what the tribunal ordered, under the same law; slips are voided. */
export const declareMeasures = command({
	input: composition,
	by: adults,
	when: (reads: Reads) => first(beforeReading(reads), composable(reads)),
	then: (reads, { measures }) =>
		forbids(reads, measures) ?? [
			...voidIfOn(reads, proposalId),
			{ type: 'measuresDeclared', measures }
		]
});

/** What these charges allow; asked at every push, told once. */
function offers(file: CaseFile, established: readonly ChargeId[]): Measure[] {
	const known = offersOf.get(file) ?? new Map<string, Measure[]>();
	offersOf.set(file, known);
	const key = established.join();
	const told = known.get(key) ?? offersFor(file, established);
	known.set(key, told);
	return told;
}
const offersOf = new WeakMap<CaseFile, Map<string, Measure[]>>();

/** Members and adults see what may be composed and what is proposed, while the tribunal judges; the others nothing. */
export function viewSanction(reads: Reads, audience: Audience) {
	const { file, sanction } = reads;
	if (!file.measures || !isJudging(reads)) return null;
	if (!isAdult(audience) && !audience.seats.some((seat) => isMember(reads, seat))) return null;
	const established = establishedCharges(reads);
	const composes = established !== null && established.length > 0;
	return {
		/** The ballot that a vote on the proposal is. */
		question: proposalId,
		/** Guilt is not in question here. */
		settled: file.settled !== undefined,
		/** Without it nothing is read. */
		compulsory: mustCompose(reads),
		...sanction,
		...(composes && {
			offers: offers(file, established),
			barred: file.barred ?? [],
			motives: file.motives ?? []
		})
	};
}
