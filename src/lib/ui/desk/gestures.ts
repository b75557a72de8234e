/** What the conductor does, in one tap or one key. What can be undone says how. */
import type { ExhibitId, SeatId } from '$lib/casefile/casefile.ts';
import type { StepId } from '$lib/casefile/procedure.ts';
import type { Holder } from '$lib/trial/actor.ts';
import type { SuspensionReason } from '$lib/trial/event.ts';
import type { Desk } from './desk.svelte.ts';
import { tellLoss } from './unsaid.ts';

const asleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
let turning = false;

/** A double tap never turns two pages. */
async function turn(desk: Desk, to: string, act: () => Promise<boolean>): Promise<void> {
	if (turning) return;
	turning = true;
	const before = desk.script?.step ?? null;
	if (await act()) {
		const undo = before ? () => desk.run('jumpToStep', { step: before }) : undefined;
		desk.tell(`Étape : ${to}`, undo);
		await asleep(500);
	}
	turning = false;
}

/** The step this many places away: those done before the session are left out, leaving roles never is. */
export function neighbourOf({ sheet, script }: Desk, by: 1 | -1) {
	const played = sheet.steps.filter(
		({ id, part, minutes }) => minutes > 0 || part === 'role-exit' || id === script?.step
	);
	return played[played.findIndex(({ id }) => id === script?.step) + by];
}

/** Goes on; asks first, once, where the step still owes something. */
export async function goNext(desk: Desk): Promise<void> {
	const loss = tellLoss(desk, neighbourOf(desk, 1)?.part);
	const from = desk.script?.step ?? null;
	if (loss && from) desk.leaving = { from, loss };
	else await goOn(desk);
}

export const goOn = (desk: Desk) =>
	turn(desk, neighbourOf(desk, 1)?.title ?? '', () =>
		desk.run('nextStep', { from: desk.script?.step ?? null })
	);
export const goBack = (desk: Desk) =>
	turn(desk, neighbourOf(desk, -1)?.title ?? '', () =>
		desk.run('previousStep', { from: desk.script?.step ?? null })
	);
export const goTo = (desk: Desk, { id, title }: { id: StepId; title: string }) =>
	turn(desk, title, () => desk.run('jumpToStep', { step: id }));

export async function say(desk: Desk): Promise<void> {
	const cue = desk.script?.cue?.id;
	if (cue) await desk.run('advanceCue', { cue });
}

export const unsay = (desk: Desk) => desk.run('rewindCue', {});

export async function pause(desk: Desk, reason: SuspensionReason): Promise<void> {
	if (await desk.run('suspend', { reason })) desk.tell('Audience suspendue', () => resume(desk));
}

export const resume = (desk: Desk) => desk.run('resume', {});

export async function addTwoMinutes(desk: Desk): Promise<void> {
	const step = desk.step;
	if (step && (await desk.run('addMinutes', { step: step.id, minutes: 2 })))
		desk.tell(`${step.title} : 2 minutes de plus`, () =>
			desk.run('addMinutes', { step: step.id, minutes: -2 })
		);
}

export async function give(desk: Desk, seat: SeatId): Promise<void> {
	const before = desk.view.floor?.holder ?? null;
	if (!(await desk.run('giveFloor', { seat }))) return;
	desk.tell(`Parole donnée : ${desk.labelOf(seat)}`, () =>
		before ? desk.run('giveFloor', { seat: before }) : desk.run('takeFloor', {})
	);
}

export async function giveFirst(desk: Desk): Promise<void> {
	const seat = desk.view.floor?.queue?.[0];
	if (seat) await give(desk, seat);
}

export async function takeBack(desk: Desk): Promise<void> {
	const before = desk.view.floor?.holder ?? null;
	if (before && (await desk.run('takeFloor', {})))
		desk.tell('Parole retirée', () => desk.run('giveFloor', { seat: before }));
}

export async function callToOrder(desk: Desk, seat: SeatId | null): Promise<void> {
	if (await desk.run('callToOrder', { seat }))
		desk.tell(`Rappel à l’ordre : ${seat ? desk.labelOf(seat) : 'toute la salle'}`);
}

export const show = (desk: Desk, exhibit: ExhibitId) => desk.run('showExhibit', { exhibit });

export async function showCalled(desk: Desk): Promise<void> {
	const exhibit = desk.script?.cue?.shows;
	if (exhibit) await show(desk, exhibit);
}

export async function letIn(desk: Desk, seat: SeatId | undefined): Promise<void> {
	if (seat && (await desk.run('callWitness', { seat })))
		desk.tell(`${desk.labelOf(seat)} entre dans la salle`, () =>
			desk.run('sendOutWitness', { seat })
		);
}

export const letInCalled = (desk: Desk) => letIn(desk, desk.script?.cue?.calls);

export const turnNeutral = (desk: Desk, neutral: boolean) => desk.run('setNeutral', { neutral });

export async function free(desk: Desk, seat: SeatId, holder: Holder): Promise<void> {
	if (await desk.run('freeSeat', { seat, holder }))
		desk.tell(`Place libérée : ${desk.labelOf(seat)}`, () =>
			desk.run('assignSeat', { seat, holder })
		);
}

/** Puts a tablet out of the room: it may come in again with the code, while the door is open. */
export async function dismiss(desk: Desk, tablet: Holder): Promise<void> {
	const name = desk.nameOf(tablet);
	if (await desk.run('dismissTablet', { tablet })) {
		desk.moving = null;
		desk.tell(`Hors de la salle : ${name}`);
	}
}

/** Gives a place, and takes the one it leaves from the tablet that moves. */
export async function seatTablet(
	desk: Desk,
	seat: SeatId,
	holder: Holder,
	from: SeatId | null = null
): Promise<void> {
	const before = desk.heldBy(holder);
	if (!(await desk.run('assignSeat', { seat, holder }))) return;
	if (from && from !== seat && desk.heldBy(holder).includes(from))
		await desk.run('freeSeat', { seat: from, holder });
	desk.tell(`${desk.labelOf(seat)} : ${desk.nameOf(holder)}`, async () => {
		await desk.run('freeSeat', { seat, holder });
		for (const held of before)
			if (!desk.heldBy(holder).includes(held)) await desk.run('assignSeat', { seat: held, holder });
	});
}
