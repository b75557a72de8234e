/** Evidence follows the adversarial principle: the parties hold the whole file, the room sees what is shown. Rules [E]. */
import * as v from 'valibot';
import { roles, type Exhibit, type ExhibitId, type Side } from '../casefile/casefile.ts';
import {
	adults,
	findSeat,
	isAdult,
	isWitness,
	presiding,
	roleOf,
	type Actor,
	type Audience,
	type Party
} from './actor.ts';
import { whileRunning } from './clock.ts';
import { command, exhibitId, first, nothing } from './command.ts';
import { openRoom } from './door.ts';
import type { Event } from './event.ts';
import type { Refusal } from './refusal.ts';
import type { Reads as FloorReads } from './floor.ts';
import { hasReached, isDebating, isJudging } from './script.ts';
import { isPresent, letsIn, type Witnesses } from './witness.ts';

export interface Evidence {
	onShow: ExhibitId | null;
	/** The paragraph of the piece on show that somebody points at. */
	lit: number | null;
	/** Everything the room has seen. */
	shown: readonly ExhibitId[];
	/** Pieces brought during the hearing and communicated to all parties. */
	admitted: readonly ExhibitId[];
}

export interface Reads extends FloorReads {
	evidence: Evidence;
}

export const untouched: Evidence = { onShow: null, lit: null, shown: [], admitted: [] };

/** `witnesses` is who was called before this event: the last piece is not there when a witness comes in (CPP 436). */
export function evolveEvidence(evidence: Evidence, event: Event, witnesses: Witnesses): Evidence {
	if (event.type === 'stepEntered' || letsIn(witnesses, event)) return withdraw(evidence);
	switch (event.type) {
		case 'exhibitShown': {
			const others = evidence.shown.filter((id) => id !== event.exhibit);
			return { ...evidence, onShow: event.exhibit, lit: null, shown: [...others, event.exhibit] };
		}
		case 'exhibitHidden':
			return withdraw(evidence);
		case 'exhibitAdmitted':
			return { ...evidence, admitted: [...evidence.admitted, event.exhibit] };
		case 'paragraphLit':
			return event.exhibit === evidence.onShow ? { ...evidence, lit: event.paragraph } : evidence;
		default:
			return evidence;
	}
}

const withdraw = (evidence: Evidence): Evidence =>
	evidence.onShow === null ? evidence : { ...evidence, onShow: null, lit: null };

const parties: readonly Side[] = ['tribunal', 'parquet', 'defense', 'partie-civile'];

/** True where this audience may read this piece now. Unknown audiences, and a tablet with a witness outside, read nothing. */
export function mayRead(reads: Reads, audience: Audience, exhibit: Exhibit): boolean {
	if (isAdult(audience)) return true;
	const { evidence } = reads;
	if (audience.office === 'ecran') return evidence.onShow === exhibit.id;
	if (!isPresent(reads, audience)) return false;
	return (
		evidence.shown.includes(exhibit.id) ||
		audience.seats.some((seat) => holdsFile(reads, seat, exhibit))
	);
}

function holdsFile(reads: Reads, seat: Audience['seats'][number], exhibit: Exhibit): boolean {
	const side = findSeat(reads.file, seat)?.side;
	if (!side || !isFileOpen(reads)) return false;
	if (!isInFile(reads, exhibit)) return exhibit.broughtBy === side;
	if (parties.includes(side) || roleOf(seat) === 'greffier') return true;
	return exhibit.first.includes(seat) && side !== 'salle' && !isWitness(seat);
}

/** From the reading step on; from the first step on in a format where the file was read before the session. */
const isFileOpen = (reads: Reads): boolean =>
	hasReached(reads, 'reading') ||
	(reads.script.step !== null &&
		reads.file.procedure.steps.every(
			({ part, minutes }) => part !== 'reading' || minutes[reads.door.format] === 0
		));

const isInFile = ({ evidence }: Reads, { id, broughtBy }: Exhibit): boolean =>
	!broughtBy || evidence.admitted.includes(id);

/** Shown in the room, so debated: only such a piece may found a decision (CPP 427). */
export const isDebated = ({ evidence }: Reads, id: ExhibitId): boolean =>
	evidence.shown.includes(id);

const findExhibit = ({ file }: Reads, id: ExhibitId): Exhibit | undefined =>
	file.exhibits.find((exhibit) => exhibit.id === id);

const inHearing = (reads: Reads): Refusal | null =>
	first(whileRunning(reads), hasReached(reads, 'opening') ? null : 'exhibit-not-yet');

/** Whether this actor may know that the piece exists: a refusal tells no more than a view. */
const knows = (reads: Reads, { office, holder, seat }: Actor, exhibit: Exhibit): boolean =>
	isAdult({ office }) ||
	mayRead(reads, { office: 'tablette', holder, seats: seat ? [seat] : [] }, exhibit);

const clerks: Party[] = [...presiding, 'greffier'];

export const showExhibit = command({
	input: v.strictObject({ exhibit: exhibitId }),
	by: clerks,
	when: inHearing,
	then: (reads: Reads, { exhibit: id }, { actor }) => {
		const exhibit = findExhibit(reads, id);
		if (!exhibit || !knows(reads, actor, exhibit)) return 'exhibit-unknown';
		if (!isInFile(reads, exhibit)) return 'exhibit-not-admitted';
		if (isJudging(reads) && !isDebated(reads, id)) return 'exhibit-not-debated';
		return reads.evidence.onShow === id ? [] : [{ type: 'exhibitShown', exhibit: id }];
	}
});

export const hideExhibit = command({
	input: nothing,
	by: clerks,
	when: (reads: Reads) =>
		first(openRoom(reads), reads.evidence.onShow ? null : 'exhibit-not-on-show'),
	then: () => [{ type: 'exhibitHidden' }]
});

/** Versée aux débats: given to every party in one gesture, by the side that brings it, the président or an adult. */
export const admitExhibit = command({
	input: v.strictObject({ exhibit: exhibitId }),
	by: [...presiding, 'procureur', 'avocat', 'partie-civile'],
	when: (reads: Reads) => first(inHearing(reads), isDebating(reads) ? null : 'exhibit-not-yet'),
	then: (reads, { exhibit: id }, { actor }) => {
		const exhibit = findExhibit(reads, id);
		if (!exhibit) return 'exhibit-unknown';
		if (isInFile(reads, exhibit)) return 'exhibit-admitted';
		if (brings(reads, actor, exhibit)) return [{ type: 'exhibitAdmitted', exhibit: id }];
		return knows(reads, actor, exhibit) ? 'exhibit-not-yours' : 'exhibit-unknown';
	}
});

const brings = ({ file }: Reads, { seat }: Actor, { broughtBy }: Exhibit): boolean =>
	!seat || roleOf(seat) === 'juge' || findSeat(file, seat)?.side === broughtBy;

/** Points at a paragraph of the piece on show, for whoever has the floor. */
export const pointAt = command({
	input: v.strictObject({ paragraph: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
	by: [...adults, ...roles],
	when: (reads: Reads, { seat }) =>
		first(
			inHearing(reads),
			reads.evidence.onShow ? null : 'exhibit-not-on-show',
			seat && reads.floor.holder !== seat ? 'cue-not-now' : null
		),
	then: (reads, { paragraph }) => {
		const exhibit = findExhibit(reads, reads.evidence.onShow ?? '');
		if (!exhibit) return 'exhibit-not-on-show';
		const known = paragraph === null || exhibit.paragraphs.some((p) => p.number === paragraph);
		return known ? [{ type: 'paragraphLit', exhibit: exhibit.id, paragraph }] : 'paragraph-unknown';
	}
});

/** The pieces this audience may open, what is on show, and for the adults who sees what. */
export function viewEvidence(reads: Reads, audience: Audience) {
	const { evidence, file } = reads;
	const present = isPresent(reads, audience);
	return {
		...(isAdult(audience) && { fileOpen: isFileOpen(reads) }),
		onShow: present ? evidence.onShow : null,
		lit: present ? evidence.lit : null,
		pieces: file.exhibits
			.filter((exhibit) => mayRead(reads, audience, exhibit))
			.map((exhibit) => ({
				id: exhibit.id,
				number: exhibit.number,
				title: exhibit.title,
				kind: exhibit.kind,
				shown: present && evidence.shown.includes(exhibit.id),
				first: isFirst(reads, audience, exhibit),
				...(exhibit.broughtBy && { broughtBy: exhibit.broughtBy }),
				admitted: isInFile(reads, exhibit)
			}))
	};
}

const isFirst = ({ file }: Reads, { seats }: Audience, { first }: Exhibit): boolean =>
	seats.some(
		(seat) => first.includes(seat) || first.some((it) => it === findSeat(file, seat)?.side)
	);
