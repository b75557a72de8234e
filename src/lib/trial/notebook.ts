/** Notebooks: what is written together, who reads it and who writes it. What they hold is nowhere in the record. Rules [NB]. */
import type { Seat, SeatId, Side } from '../casefile/casefile.ts';
import { findSeat, isAdult, type Audience } from './actor.ts';
import type { Decision } from './decision.ts';
import { hasReached, haveLeftRoles, isJudging, type Reads as ScriptReads } from './script.ts';
import { isOpen, type Seats } from './seats.ts';
import { isOutside, type Reads as WitnessReads } from './witness.ts';

export type NotebookKind = 'equipe' | 'camp' | 'delibere' | 'note-audience' | 'mission';
/** `equipe:<seat>`, `camp:<side>`, `mission:<seat>`, `delibere`, `note-audience`. */
export type NotebookId = string;

export interface Notebook {
	id: NotebookId;
	kind: NotebookKind;
	/** Of a team's, and of a mission's. */
	seat?: SeatId;
	/** Of a side's. */
	side?: Side;
	/** The label of its seat, in the words of the case. */
	title?: string;
}

export interface Reads extends ScriptReads, WitnessReads {
	decision: Decision;
}

const pleading: readonly Side[] = ['parquet', 'defense', 'partie-civile'];
const teams: readonly Side[] = [...pleading, 'temoins', 'auxiliaires'];
const listening: readonly Seat['role'][] = ['observateur', 'chronique', 'public', 'presse'];

/** Every notebook of the room, in the order of the case. */
export function notebooksOf({ file, seats }: Pick<Reads, 'file' | 'seats'>): readonly Notebook[] {
	const known = notebooksOfPlan.get(seats.plan);
	if (known) return known;
	const open = file.seats.filter(({ id }) => isOpen(seats, id));
	const made: Notebook[] = [
		...open.filter(isTeam).map((seat) => ofSeat('equipe', seat)),
		...pleading
			.filter((side) => open.filter((seat) => seat.side === side).length > 1)
			.map((side): Notebook => ({ id: `camp:${side}`, kind: 'camp', side })),
		{ id: 'delibere', kind: 'delibere' },
		...(open.some(isClerk) ? [{ id: 'note-audience', kind: 'note-audience' } as const] : []),
		...open.filter(isListening).map((seat) => ofSeat('mission', seat))
	];
	notebooksOfPlan.set(seats.plan, made);
	return made;
}
const notebooksOfPlan = new WeakMap<Seats['plan'], readonly Notebook[]>();

const ofSeat = (kind: 'equipe' | 'mission', { id, label }: Seat): Notebook => ({
	id: `${kind}:${id}`,
	kind,
	seat: id,
	title: label
});
const isClerk = ({ role }: Seat): boolean => role === 'greffier';
const isListening = ({ role }: Seat): boolean => listening.includes(role);
const isTeam = (seat: Seat): boolean =>
	teams.includes(seat.side) && !isClerk(seat) && !isListening(seat);

export const findNotebook = (reads: Reads, id: NotebookId): Notebook | undefined =>
	notebooksOf(reads).find((notebook) => notebook.id === id);

/** True where this audience may read this notebook now. Unknown notebooks and unknown audiences: no. */
export function mayRead(reads: Reads, audience: Audience, id: NotebookId): boolean {
	const notebook = findNotebook(reads, id);
	return notebook !== undefined && mayOpen(reads, audience, notebook);
}

/** True where it may write in it now: whoever may not read never may. */
export function mayWrite(reads: Reads, audience: Audience, id: NotebookId): boolean {
	const notebook = findNotebook(reads, id);
	return notebook !== undefined && writes(reads, audience, notebook);
}

function mayOpen(reads: Reads, audience: Audience, notebook: Notebook): boolean {
	if (isAdult(audience)) return true;
	if (audience.office !== 'tablette' || reads.door.closed) return false;
	const author = authorOf(reads, audience, notebook);
	switch (notebook.kind) {
		case 'delibere':
			return author !== null && hasReached(reads, 'deliberation') && !haveLeftRoles(reads);
		case 'note-audience':
			return (
				author !== null ||
				(hasReached(reads, 'deliberation') && audience.seats.some((seat) => isMember(reads, seat)))
			);
		default:
			return author !== null;
	}
}

function writes(reads: Reads, audience: Audience, notebook: Notebook): boolean {
	if (isAdult(audience) || !mayOpen(reads, audience, notebook)) return false;
	if (authorOf(reads, audience, notebook) === null) return false;
	switch (notebook.kind) {
		case 'mission':
			return true;
		case 'delibere':
			return isJudging(reads) && reads.decision.read === 0;
		case 'note-audience':
			return hasReached(reads, 'opening') && !haveLeftRoles(reads);
		default:
			return !haveLeftRoles(reads);
	}
}

const isMember = ({ script }: Reads, seat: SeatId): boolean => script.members.includes(seat);

/** The seat for which this audience writes in this notebook, when it may be written at all; null for none. */
export function authorOf(reads: Reads, { seats }: Audience, notebook: Notebook): SeatId | null {
	const outside = seats.filter((seat) => isOutside(reads, seat));
	// A tablet shared with a witness outside has that witness's notebook and no other.
	const speaking = outside.length > 0 ? outside : seats;
	const writes = (seat: SeatId): boolean => {
		switch (notebook.kind) {
			case 'equipe':
			case 'mission':
				return seat === notebook.seat;
			case 'camp':
				return findSeat(reads.file, seat)?.side === notebook.side;
			case 'delibere':
				return isMember(reads, seat);
			case 'note-audience':
				return seat.startsWith('greffier/');
		}
	};
	return speaking.find(writes) ?? null;
}

export interface NotebookView extends Notebook {
	writable: boolean;
}

/** The notebooks this audience may open now; for adults, all of them, to read. */
export const viewNotebooks = (reads: Reads, audience: Audience): NotebookView[] =>
	audience.office === 'ecran'
		? []
		: notebooksOf(reads)
				.filter((notebook) => mayOpen(reads, audience, notebook))
				.map((notebook) => ({ ...notebook, writable: writes(reads, audience, notebook) }));
