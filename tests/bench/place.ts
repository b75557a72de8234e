/** What passes between the bench, its server and its load. */
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Holder, Office } from '../../src/lib/trial/actor.ts';

export const kinds = ['ws', 'socketio', 'pretoire'] as const;
export type Kind = (typeof kinds)[number];

/** What a browser needs to join: as what, with which cookie, in which seat. */
export interface Place {
	office: Office;
	holder: Holder;
	token: string;
	seat?: SeatId;
	/** Outside the courtroom: a witness waits, and sees only what every tablet sees. */
	outside?: boolean;
}

/** One room: its régie first, its screen, then its tablets. */
export interface Room {
	code: string;
	places: Place[];
	deliberating: boolean;
	/** The cue said first, two pieces of the file and a charge, for whoever commands. */
	cue: string;
	exhibits: string[];
	charge: string;
}

/** What a process has used since it started: microseconds of processor, bytes of memory. */
export interface Usage {
	cpu: number;
	/** Of which its main thread; the rest is the thread of the record, and the collector's. */
	main: number;
	rss: number;
	heap: number;
	external: number;
}

/** The id of a command on the wire, receipts included. */
export const nameOf = (command: number): string => `bench-${String(command).padStart(8, '0')}`;
