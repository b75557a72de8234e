/** What the projector shows. Rules [N]. */
import * as v from 'valibot';
import { adults, isAdult, type Audience } from './actor.ts';
import { command } from './command.ts';
import { openRoom, type Door } from './door.ts';
import type { Event } from './event.ts';

export interface Screen {
	neutral: boolean;
}

export interface Reads {
	door: Door;
	screen: Screen;
}

export const lit: Screen = { neutral: false };

export const evolveScreen = (screen: Screen, event: Event): Screen =>
	event.type === 'screenNeutral' ? { neutral: event.neutral } : screen;

/** Paper, the word Prétoire and the time, at one tap. */
export const setNeutral = command({
	input: v.strictObject({ neutral: v.boolean() }),
	by: adults,
	when: openRoom,
	then: ({ screen }: Reads, { neutral }) =>
		screen.neutral === neutral ? [] : [{ type: 'screenNeutral', neutral }]
});

/** For the projector, and for who holds its switch. */
export const viewScreen = ({ screen }: Reads, audience: Audience): Screen | null =>
	isAdult(audience) || audience.office === 'ecran' ? screen : null;
