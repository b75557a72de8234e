/** The one big gesture of a tablet: what the hearing awaits from it now. */
import type { SeatId } from '../../casefile/casefile.ts';
import type { Courtroom } from '../../client/courtroom.svelte.ts';
import { seatIn } from '../../client/sheet.ts';
import type { RoomSheet } from '../../protocol/sheet.ts';
import type { Input } from '../../trial/decide.ts';

type Asked =
	| 'admitExhibit'
	| 'showExhibit'
	| 'callWitness'
	| 'advanceCue'
	| 'readLine'
	| 'yieldFloor'
	| 'takeFloor'
	| 'withdrawFloor'
	| 'askFloor';

export type Gesture =
	| { [Name in Asked]: { act: Name; input: Input<Name>; seat: SeatId; label: string } }[Asked]
	/** Not asked of the room: it opens the tribunal's questions. */
	| { act: 'deliberate'; seat: SeatId; label: string };

type Room = Pick<Courtroom, 'view' | 'may' | 'seat' | 'seats'>;
type Sheet = Pick<RoomSheet, 'seats'>;

/** The first that applies: what others wait for goes before what one may wish. */
export function chooseGesture(room: Room, sheet: Sheet): Gesture | null {
	if (!room.seat) return null;
	return assist(room, sheet) ?? speak(room) ?? deliberate(room) ?? wish(room, room.seat);
}

/** The greffe shows, the huissier lets in: whoever may, without presiding, when the cue calls for it. */
function assist({ view, may, seats }: Room, sheet: Sheet): Gesture | null {
	const cue = view.script?.cue;
	const pieceOf = (id: string | undefined) =>
		view.evidence?.pieces.find((piece) => piece.id === id);
	const brought = pieceOf(cue?.admits);
	const bringer = seats.find((seat) => seat === cue?.seat && may('admitExhibit', seat));
	if (brought && !brought.admitted && bringer) {
		const label = `Verser la pièce ${brought.number} aux débats`;
		return { act: 'admitExhibit', input: { exhibit: brought.id }, seat: bringer, label };
	}
	const clerk = (command: 'showExhibit' | 'callWitness') =>
		seats.find((seat) => may(command, seat) && !may('giveFloor', seat));
	const shown = pieceOf(cue?.shows);
	const shower =
		shown?.admitted && view.evidence?.onShow !== shown.id ? clerk('showExhibit') : undefined;
	if (shown && shower) {
		const label = `Montrer la pièce ${shown.number}`;
		return { act: 'showExhibit', input: { exhibit: shown.id }, seat: shower, label };
	}
	const calls = cue?.calls;
	const usher =
		calls && view.witnesses?.waiting?.includes(calls) ? clerk('callWitness') : undefined;
	if (!calls || !usher) return null;
	const label = `Faire entrer ${seatIn(sheet, calls)?.spoken ?? 'le témoin'}`;
	return { act: 'callWitness', input: { seat: calls }, seat: usher, label };
}

function speak({ view, may, seats }: Room): Gesture | null {
	const cue = view.script?.cue;
	const holder = view.floor?.holder ?? null;
	const mine = cue && seats.includes(cue.seat) && may('advanceCue', cue.seat) ? cue : null;
	if (mine && (holder === null || holder === mine.seat))
		return {
			act: 'advanceCue',
			input: { cue: mine.id },
			seat: mine.seat,
			label: 'J’ai dit : suite'
		};
	const reader = seats.find((seat) => may('readLine', seat));
	const read = view.decision?.read ?? 0;
	if (reader)
		return {
			act: 'readLine',
			input: { line: read + 1 },
			seat: reader,
			label: 'J’ai lu : suite'
		};
	const guest = holder && seats.includes(holder) ? holder : null;
	if (guest && may('yieldFloor', guest))
		return { act: 'yieldFloor', input: {}, seat: guest, label: 'J’ai fini : rendre la parole' };
	const chair = seats.find((seat) => may('takeFloor', seat));
	return chair && (guest || mine)
		? { act: 'takeFloor', input: {}, seat: chair, label: 'Reprendre la parole' }
		: null;
}

function deliberate({ view, may, seats }: Room): Gesture | null {
	const awaited = view.ballot?.mine.find(
		({ seat, answered }) => !answered && may('castSlip', seat)
	);
	if (awaited) return { act: 'deliberate', seat: awaited.seat, label: 'Répondre à la question' };
	const chair = seats.find((seat) => may('openBallot', seat) || may('closeBallot', seat));
	if (!chair) return null;
	if (may('closeBallot', chair))
		return { act: 'deliberate', seat: chair, label: 'Clore la question' };
	// Guilt is known: what is left is to say what the tribunal orders.
	const label = view.sanction?.offers ? 'Composer la réponse' : 'Poser les questions au tribunal';
	return { act: 'deliberate', seat: chair, label };
}

function wish({ may }: Room, seat: SeatId): Gesture | null {
	if (may('withdrawFloor', seat))
		return { act: 'withdrawFloor', input: {}, seat, label: 'Retirer ma demande' };
	if (may('askFloor', seat))
		return { act: 'askFloor', input: {}, seat, label: 'Demander la parole' };
	return null;
}
