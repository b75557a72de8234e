/** Who is in the fiction, and which days: `personnes` and `calendrier` of `affaire.md`. */
import * as v from 'valibot';
import { ties } from './casefile.ts';
import type { Person } from './casefile.ts';
import { quote } from './finding.ts';
import { seatId } from './seats.ts';
import { oneOf, record, slip, text, whole } from './shape.ts';

export const weekdays = [
	'lundi',
	'mardi',
	'mercredi',
	'jeudi',
	'vendredi',
	'samedi',
	'dimanche'
] as const;
export type Weekday = (typeof weekdays)[number];

/** The days of the fiction: which weekday the facts fall on, and when they are heard. */
export interface Calendar {
	/** Of J0, the day of the facts. */
	weekday: Weekday;
	/** Days from J0 to the hearing. */
	hearing: number;
}

export const personShape = record({
	nom: text,
	age: v.optional(whole(0, 120)),
	age_audience: v.optional(whole(0, 120)),
	place: v.optional(seatId),
	lien: v.optional(oneOf(ties)),
	poursuite: v.optional(oneOf(['ici', 'ailleurs']))
});

export const calendarShape = record({
	j0: oneOf(weekdays),
	audience: v.pipe(
		text,
		v.regex(/^J\+\d{1,3}$/, ({ input }) =>
			slip('jour-mal-ecrit', `${quote(input)} n’est pas un jour`, 'l’écrire J+61')
		)
	)
});

/** The person of a line of `personnes`. */
export function toPerson(line: v.InferOutput<typeof personShape>): Person {
	return {
		name: line.nom,
		...(line.age === undefined ? {} : { age: line.age }),
		...(line.age_audience === undefined ? {} : { ageAtHearing: line.age_audience }),
		...(line.place && { seat: line.place }),
		...(line.lien && { tie: line.lien }),
		...(line.poursuite && { prosecuted: line.poursuite === 'ici' ? 'here' : 'apart' })
	};
}

/** The days of `calendrier`. */
export function toCalendar({ j0, audience }: v.InferOutput<typeof calendarShape>): Calendar {
	return { weekday: j0, hearing: Number(audience.slice(2)) };
}
