/** How a class of any size fits the seats of a case, and the seats its tablets. Rules [P]. */
import type { CaseFile, Seat, SeatId, Side } from '../casefile/casefile.ts';

export interface Plan {
	/** Pupils of each open seat's team. */
	places: Readonly<Record<SeatId, number>>;
	/** Seats of one side that share a tablet; most benches hold one seat. */
	benches: readonly (readonly SeatId[])[];
	/** Open seats left without a tablet: they play on paper. */
	paper: readonly SeatId[];
}

/** Which side shares a tablet first, and goes on paper first. The tribunal never shares: its voices are secret. */
const sharesFirst: readonly Side[] = [
	'salle',
	'auxiliaires',
	'temoins',
	'defense',
	'partie-civile',
	'parquet'
];
const papersFirst: readonly Side[] = [
	'salle',
	'temoins',
	'auxiliaires',
	'partie-civile',
	'defense',
	'parquet',
	'tribunal'
];

/** The plan of a class: every open seat has at least one pupil, nobody is left over where the teams allow it. */
export function planClass(file: CaseFile, pupils: number, tablets: number): Plan {
	const open = file.seats.filter((seat) => seat.opensAt <= pupils);
	return { places: fillTeams(open, pupils), ...shareTablets(open, tablets) };
}

function fillTeams(open: readonly Seat[], pupils: number): Record<SeatId, number> {
	const places = Object.fromEntries(open.map((seat) => [seat.id, 1])) as Record<SeatId, number>;
	let left = pupils - open.length;
	for (let team = 2; team <= 3; team++)
		for (const seat of open)
			if (left > 0 && seat.team >= team) {
				places[seat.id] = team;
				left--;
			}
	return places;
}

function shareTablets(open: readonly Seat[], tablets: number): Pick<Plan, 'benches' | 'paper'> {
	let benches = open.map((seat) => [seat]);
	for (const side of sharesFirst)
		while (benches.length > tablets && benches.filter(of(side)).length > 1) {
			const [smallest = [], next] = benches
				.filter(of(side))
				.toSorted((a, b) => a.length - b.length);
			benches = benches.filter((bench) => bench !== next);
			smallest.push(...(next ?? []));
		}
	const paper: Seat[] = [];
	for (const side of papersFirst)
		while (benches.length > tablets && benches.some(of(side))) {
			const last = benches.findLast(of(side)) ?? [];
			benches = benches.filter((bench) => bench !== last);
			paper.push(...last);
		}
	return { benches: benches.map((bench) => bench.map(idOf)), paper: paper.map(idOf) };
}

const of = (side: Side) => (bench: readonly Seat[]) => bench[0]?.side === side;
const idOf = (seat: Seat): SeatId => seat.id;
