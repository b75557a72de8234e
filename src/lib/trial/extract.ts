/** Extracts of notebooks: proposed by a seat, read by an adult, then shown to the room or not. Never their text. Rules [NB]. */
import * as v from 'valibot';
import { roles, type SeatId } from '../casefile/casefile.ts';
import { adults, findSeat, isAdult, type Audience } from './actor.ts';
import { command, first, nothing } from './command.ts';
import { openRoom } from './door.ts';
import type { Event } from './event.ts';
import type { Refusal } from './refusal.ts';
import { isOutside, isPresent, type Reads as WitnessReads } from './witness.ts';

/** Drawn by the server when the passage was sent: its text is kept beside the notebooks. */
export type ExtractId = string;

export interface Extract {
	extract: ExtractId;
	seat: SeatId;
}

export interface Extracts {
	waiting: readonly Extract[];
	onShow: Extract | null;
	/** Those that an adult has shown: they last as long as the room. */
	kept: readonly Extract[];
}

export interface Reads extends WitnessReads {
	extracts: Extracts;
}

export const noExtract: Extracts = { waiting: [], onShow: null, kept: [] };
/** Of one side at once. */
const mostWaiting = 3;

export function evolveExtracts(extracts: Extracts, event: Event): Extracts {
	switch (event.type) {
		case 'extractProposed': {
			const { extract, seat } = event;
			return { ...extracts, waiting: [...extracts.waiting, { extract, seat }] };
		}
		case 'extractShown': {
			const shown = findExtract(extracts, event.extract);
			if (!shown) return extracts;
			return {
				waiting: drop(extracts.waiting, event.extract),
				onShow: shown,
				kept: [...drop(extracts.kept, event.extract), shown]
			};
		}
		case 'extractRefused':
			return { ...extracts, waiting: drop(extracts.waiting, event.extract) };
		case 'extractHidden':
		case 'stepEntered':
		case 'exhibitShown':
			return hide(extracts);
		case 'screenNeutral':
			return event.neutral ? hide(extracts) : extracts;
		default:
			return extracts;
	}
}

const hide = (extracts: Extracts): Extracts =>
	extracts.onShow ? { ...extracts, onShow: null } : extracts;
const drop = (extracts: readonly Extract[], id: ExtractId): Extract[] =>
	extracts.filter(({ extract }) => extract !== id);
/** One that waits, or that was shown. */
export const findExtract = ({ waiting, kept }: Extracts, id: ExtractId): Extract | undefined =>
	[...waiting, ...kept].find(({ extract }) => extract === id);

const extractId = v.pipe(v.string(), v.regex(/^[\w-]{16}$/));
const input = v.strictObject({ extract: extractId });

const hasRoom = ({ file, extracts }: Reads, seat: SeatId): boolean => {
	const sideOf = (id: SeatId) => findSeat(file, id)?.side;
	return extracts.waiting.filter((it) => sideOf(it.seat) === sideOf(seat)).length < mostWaiting;
};

export const proposeExtract = command({
	input,
	by: roles,
	when: (reads: Reads, { seat }): Refusal | null =>
		first(
			openRoom(reads),
			seat && isOutside(reads, seat) ? 'witness-outside' : null,
			seat && !hasRoom(reads, seat) ? 'extracts-waiting' : null
		),
	then: ({ extracts }, { extract }, { actor: { seat } }) => {
		const known = findExtract(extracts, extract);
		if (!seat || (known && known.seat !== seat)) return 'extract-unknown';
		return known ? [] : [{ type: 'extractProposed', extract, seat }];
	}
});

export const showExtract = command({
	input,
	by: adults,
	when: openRoom,
	then: ({ extracts }: Reads, { extract }) => {
		if (!findExtract(extracts, extract)) return 'extract-unknown';
		return extracts.onShow?.extract === extract ? [] : [{ type: 'extractShown', extract }];
	}
});

export const refuseExtract = command({
	input,
	by: adults,
	when: openRoom,
	then: ({ extracts }: Reads, { extract }) =>
		extracts.waiting.some((it) => it.extract === extract)
			? [{ type: 'extractRefused', extract }]
			: 'extract-unknown'
});

export const hideExtract = command({
	input: nothing,
	by: adults,
	when: (reads: Reads) =>
		first(openRoom(reads), reads.extracts.onShow ? null : 'extract-not-on-show'),
	then: () => [{ type: 'extractHidden' }]
});

/** True where this audience may read the text of this extract: the room the one on show, adults those proposed. */
export function mayReadExtract(reads: Reads, audience: Audience, id: ExtractId): boolean {
	if (isAdult(audience)) return findExtract(reads.extracts, id) !== undefined;
	return isPresent(reads, audience) && reads.extracts.onShow?.extract === id;
}

export interface ExtractsView {
	onShow: Extract | null;
	/** For the adults. */
	waiting?: readonly Extract[];
	kept?: readonly Extract[];
}

/** What is on show, for the room; what waits, for the adults. */
export function viewExtracts(reads: Reads, audience: Audience): ExtractsView {
	const { onShow, waiting, kept } = reads.extracts;
	if (isAdult(audience)) return { onShow, waiting, kept };
	return { onShow: isPresent(reads, audience) ? onShow : null };
}
