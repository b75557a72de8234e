/** The room's door: whether tablets may still come in. Rules [O]. */
import type { Format } from '../casefile/procedure.ts';
import { adults } from './actor.ts';
import { command, nothing } from './command.ts';
import type { Event } from './event.ts';
import type { Refusal } from './refusal.ts';

export interface Door {
	openedAt: number;
	format: Format;
	locked: boolean;
	closed: boolean;
}

export interface Reads {
	door: Door;
}

export const shutDoor: Door = { openedAt: 0, format: '110', locked: false, closed: false };

export function evolveDoor(door: Door, event: Event): Door {
	switch (event.type) {
		case 'trialOpened':
			return { ...door, openedAt: event.at, format: event.format };
		case 'doorLocked':
			return { ...door, locked: true };
		case 'doorUnlocked':
			return { ...door, locked: false };
		case 'roomClosed':
			return { ...door, closed: true };
		default:
			return door;
	}
}

export const openRoom = ({ door }: Reads): Refusal | null => (door.closed ? 'room-closed' : null);

export const lockDoor = command({
	input: nothing,
	by: adults,
	when: openRoom,
	then: ({ door }) => (door.locked ? [] : [{ type: 'doorLocked' }])
});

export const unlockDoor = command({
	input: nothing,
	by: adults,
	when: openRoom,
	then: ({ door }) => (door.locked ? [{ type: 'doorUnlocked' }] : [])
});

/** Ends the room for good: codes, tablets and cards open nothing any more. */
export const closeRoom = command({
	input: nothing,
	by: adults,
	when: openRoom,
	then: () => [{ type: 'roomClosed' }]
});

export const viewDoor = ({ door }: Reads) => door;
