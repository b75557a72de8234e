/** Incidents in French terms; there is no "objection" here. Rules [I]. */
import * as v from 'valibot';
import type { SeatId } from '../casefile/casefile.ts';
import { presiding, type Audience } from './actor.ts';
import { whileRunning } from './clock.ts';
import { command, first, seatId } from './command.ts';
import type { Event, Fact, IncidentKind } from './event.ts';
import { isProtected, type Reads as FloorReads } from './floor.ts';
import { hasBegun, isDebating } from './script.ts';
import { isPresent } from './witness.ts';
import { isOpen } from './seats.ts';

export interface Incident {
	id: number;
	kind: IncidentKind;
	seat: SeatId;
}

export interface Incidents {
	open: readonly Incident[];
	raised: number;
	/** The last call to order: to a seat, or to the whole room. */
	order: { seat: SeatId | null; at: number } | null;
}

export interface Reads extends FloorReads {
	incidents: Incidents;
}

export const orderly: Incidents = { open: [], raised: 0, order: null };

export function evolveIncidents(incidents: Incidents, event: Event): Incidents {
	switch (event.type) {
		case 'incidentRaised': {
			const { incident: id, kind, seat } = event;
			return { ...incidents, open: [...incidents.open, { id, kind, seat }], raised: id };
		}
		case 'incidentSettled':
			return { ...incidents, open: incidents.open.filter(({ id }) => id !== event.incident) };
		case 'calledToOrder':
			return { ...incidents, order: { seat: event.seat, at: event.at } };
		default:
			return incidents;
	}
}

/** A party asks the président for the floor on an incident, files conclusions, or asks for a recess. */
export const raiseIncident = command({
	input: v.strictObject({ kind: v.picklist(['parole', 'conclusions', 'suspension']) }),
	by: ['procureur', 'avocat', 'partie-civile'],
	when: (reads: Reads) =>
		first(
			whileRunning(reads),
			hasBegun(reads) ? null : 'hearing-not-begun',
			isDebating(reads) ? null : 'debates-closed'
		),
	then: (reads, { kind }, { now, actor: { seat } }) => {
		if (!seat) return 'not-yours';
		if (reads.floor.holder !== seat && isProtected(reads, now)) return 'turn-protected';
		const waiting = reads.incidents.open.some((it) => it.seat === seat && it.kind === kind);
		const incident = reads.incidents.raised + 1;
		return waiting ? [] : [{ type: 'incidentRaised', incident, kind, seat }];
	}
});

/** Granted, a demande de parole gives the floor and a demande de suspension suspends; of conclusions the tribunal always « donne acte » (CPP 459). */
export const settleIncident = command({
	input: v.strictObject({ incident: v.number(), granted: v.boolean() }),
	by: presiding,
	when: whileRunning,
	then: (reads: Reads, { incident: id, granted: yes }) => {
		const incident = reads.incidents.open.find((it) => it.id === id);
		if (!incident) return 'incident-unknown';
		const granted = yes || incident.kind === 'conclusions';
		const settled: Fact = { type: 'incidentSettled', incident: id, granted };
		return granted ? [settled, ...consequence(incident)] : [settled];
	}
});

function consequence({ kind, seat }: Incident): Fact[] {
	if (kind === 'parole') return [{ type: 'floorGiven', seat, protectedMinutes: 0 }];
	return kind === 'suspension' ? [{ type: 'hearingSuspended', reason: 'recess' }] : [];
}

export const callToOrder = command({
	input: v.strictObject({ seat: v.nullable(seatId) }),
	by: presiding,
	when: whileRunning,
	then: (reads: Reads, { seat }) =>
		seat && !isOpen(reads.seats, seat) ? 'seat-not-open' : [{ type: 'calledToOrder', seat }]
});

export const viewIncidents = (reads: Reads, audience: Audience) =>
	isPresent(reads, audience) ? { open: reads.incidents.open, order: reads.incidents.order } : null;
