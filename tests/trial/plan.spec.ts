import { describe, expect, it } from 'vitest';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import { planClass, type Plan } from '../../src/lib/trial/plan.ts';
import { minimalCase } from '../support/minimal-case.ts';
import { shippedCase } from '../support/shipped-case.ts';

const shipped = await shippedCase();
const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, i) => from + i);
const classes = range(12, 35);
const tablets = range(0, 35);

describe.each([
	['the shipped case', shipped],
	['the minimal case', minimalCase()]
])('the plan of a class, on %s', (_, file: CaseFile) => {
	const sideOf = (id: SeatId) => file.seats.find((seat) => seat.id === id)?.side;
	const everyPlan = function* (): Generator<[Plan, pupils: number, tablets: number]> {
		for (const pupils of classes)
			for (const count of tablets) yield [planClass(file, pupils, count), pupils, count];
	};

	it('[P1] opens every seat that the script names', () => {
		const named = Object.values(file.script).flatMap(({ cues }) =>
			cues.flatMap(({ seat, calls }) => (calls ? [seat, calls] : [seat]))
		);
		expect(named.length).toBeGreaterThan(5);
		for (const pupils of classes)
			expect(Object.keys(planClass(file, pupils, 10).places)).toEqual(
				expect.arrayContaining(named)
			);
	});

	it('[P2] places every pupil, and leaves no place empty', () => {
		for (const [{ places }, pupils] of everyPlan()) {
			expect(Object.values(places).reduce((sum, team) => sum + team, 0)).toBe(pupils);
			expect(Math.min(...Object.values(places))).toBeGreaterThan(0);
		}
	});

	it('[P3] makes teams of three at most, of one in the tribunal', () => {
		for (const [{ places }] of everyPlan())
			for (const { id, side, team } of file.seats)
				expect(places[id] ?? 0).toBeLessThanOrEqual(side === 'tribunal' ? 1 : Math.min(3, team));
	});

	it('[P4] with a tablet for every seat, shares none and puts nothing on paper', () => {
		for (const pupils of classes) {
			const { places, benches, paper } = planClass(file, pupils, 35);
			expect(benches).toHaveLength(Object.keys(places).length);
			expect(paper).toEqual([]);
		}
	});

	it('[P5] shares a tablet between seats of one side only', () => {
		for (const [{ benches }] of everyPlan())
			for (const bench of benches) expect(new Set(bench.map(sideOf)).size).toBe(1);
	});

	it('[P6] never shares a tablet of the tribunal', () => {
		for (const [{ benches }] of everyPlan())
			for (const bench of benches)
				if (sideOf(bench[0] ?? 'juge/nobody') === 'tribunal') expect(bench).toHaveLength(1);
	});

	it('[P7] puts every open seat once, on a tablet or on paper, within the tablets there are', () => {
		for (const [{ places, benches, paper }, , count] of everyPlan()) {
			expect([...benches.flat(), ...paper].sort()).toEqual(Object.keys(places).sort());
			expect(benches.length).toBeLessThanOrEqual(count);
		}
	});

	it('[P8] shares before it puts anything on paper', () => {
		for (const [{ benches, paper }] of everyPlan()) {
			if (paper.length === 0) continue;
			const shared = benches.map((bench) => sideOf(bench[0] ?? 'juge/nobody'));
			const others = shared.filter((side) => side !== 'tribunal');
			expect(new Set(others).size).toBe(others.length);
		}
	});

	it('[P9] seats 28 pupils with 10 tablets, each judge on its own and nobody on paper', () => {
		const { benches, paper } = planClass(file, 28, 10);
		expect(paper).toEqual([]);
		expect(benches).toHaveLength(10);
		expect(benches.filter(([first]) => first && sideOf(first) === 'tribunal')).toEqual([
			['juge/president'],
			['assesseur/premier'],
			['assesseur/second']
		]);
	});

	it('[P10] puts the tribunal on paper last', () => {
		for (const [{ benches, paper }] of everyPlan())
			if (paper.some((id) => sideOf(id) === 'tribunal'))
				for (const [first] of benches) expect(first && sideOf(first)).toBe('tribunal');
		expect(planClass(file, 28, 3).benches).toHaveLength(3);
		expect(planClass(file, 28, 0).benches).toEqual([]);
	});
});
