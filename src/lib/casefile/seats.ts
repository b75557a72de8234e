import * as v from 'valibot';
import { roles, sides } from './casefile.ts';
import type { Role, Seat, SeatId } from './casefile.ts';
import { quote, suggest } from './finding.ts';
import { flag, oneOf, record, slip, text, whole } from './shape.ts';

/** The class sizes every case must fit. */
export const smallestClass = 12;
export const largestClass = 35;

const seatName = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const seatId = v.pipe(
	v.string(
		slip('place-attendue', 'place attendue', 'écrire rôle/nom, par exemple temoin/habitant')
	),
	v.rawCheck(({ dataset, addIssue }) => {
		if (!dataset.typed) return;
		const [role = '', name = '', ...rest] = dataset.value.split('/');
		if (!isRole(role)) {
			const problem = `rôle ${quote(role)} inconnu`;
			addIssue({ message: slip('role-inconnu', problem, suggest(role, roles)) });
		} else if (rest.length > 0 || !seatName.test(name)) {
			const remedy = `écrire ${quote(`${role}/nom`)}, en minuscules sans accent`;
			const problem = `${quote(dataset.value)} n’est pas une place`;
			addIssue({ message: slip('place-attendue', problem, remedy) });
		}
	}),
	v.transform((id) => id as SeatId)
);

/** One line of `places`. */
export const seatShape = record({
	id: seatId,
	camp: oneOf(sides),
	nom: text,
	a_la_barre: text,
	equipe: v.optional(whole(1, 3), 1),
	ouvre_a: v.optional(whole(smallestClass, largestClass), smallestClass),
	confirmation: v.optional(flag),
	mission: v.optional(text)
});

/** The seat of a line of `places`. */
export function toSeat(line: v.InferOutput<typeof seatShape>): Seat {
	const role = roleOf(line.id);
	return {
		id: line.id,
		role,
		side: line.camp,
		label: line.nom,
		spoken: line.a_la_barre,
		team: line.equipe,
		opensAt: line.ouvre_a,
		confirmed: line.confirmation ?? role === 'prevenu',
		...(line.mission === undefined ? {} : { mission: line.mission })
	};
}

/** The names in `places`, whatever else is wrong there; none when a name itself is. */
export function seatNames(places: unknown): string[] {
	const names = v.safeParse(v.array(v.object({ id: seatId })), places);
	return names.success ? names.output.map(({ id }) => id) : [];
}

function roleOf(id: SeatId): Role {
	const role = id.slice(0, id.indexOf('/'));
	return isRole(role) ? role : 'observateur';
}

function isRole(word: string): word is Role {
	return (roles as readonly string[]).includes(word);
}
