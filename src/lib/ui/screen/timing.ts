/** Time as the room is told it, from the clock and the floor; the server's time now is given. */
import type { StepTime } from '../../client/step-time.ts';
import type { WireView } from '../../protocol/wire.ts';

/** How full the ring is, from 0 to 1: the protected turn where there is one, else the step. */
export function fillRing(
	floor: WireView['floor'] | undefined,
	step: StepTime,
	now: number
): number {
	if (floor?.protectedUntil && floor.since !== null && now < floor.protectedUntil)
		return (now - floor.since) / (floor.protectedUntil - floor.since);
	const gone = step.planned > 0 ? step.elapsed / (step.planned * 60) : 0;
	return gone < 0.015 ? 0 : gone;
}

/** « reste environ 8 min »; a room is never told by how much it is late. */
export function tellRoomLeft({ planned, left }: StepTime): string {
	if (planned === 0) return '';
	if (left <= 0) return 'temps prévu atteint';
	return left < 60 ? 'reste moins d’une minute' : `reste environ ${Math.round(left / 60)} min`;
}

/** « 09:41 », the hour on the wall. */
export function tellHour(now: number): string {
	return new Date(now).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });
}
