import { describe, expect, it } from 'vitest';
import {
	answersOf,
	sum,
	tellCounts,
	type Counts,
	type PollAnswer,
	type PollId
} from '../../src/lib/trial/poll.ts';
import { publish } from '../support/promise.ts';
import { avis, moment } from '../support/opinion.ts';

/** Every way in which so many may have answered. */
function tallies(poll: PollId, all: number): Counts[] {
	const found: Counts[] = [];
	for (let oui = 0; oui <= all; oui++)
		if (poll === avis) found.push({ oui, non: all - oui });
		else for (let non = 0; oui + non <= all; non++) found.push({ oui, non, nsp: all - oui - non });
	return found;
}

/** Results that tell a count of some answer to whoever knows how many answered. */
function findTelling(poll: PollId, all: number, tell: typeof tellCounts): string[] {
	const cells = Map.groupBy(tallies(poll, all), (counts) => JSON.stringify(tell(poll, counts)));
	const isTold = (answer: PollAnswer, cell: readonly Counts[]) =>
		new Set(cell.map((counts) => counts[answer])).size < 2;
	return [...cells]
		.filter(([, cell]) => answersOf(poll).some((answer) => isTold(answer, cell)))
		.map(([told]) => told);
}

describe('what is told of the answers', () => {
	it('[AV7] {P17} is nothing under five, nor under ten for the baromètre', () => {
		for (const [poll, fewest] of [
			[avis, 5],
			[moment, 10]
		] as const)
			for (let all = 0; all <= 40; all++)
				for (const counts of tallies(poll, all))
					expect(tellCounts(poll, counts) === null).toBe(all < fewest);
	});

	it('[AV8] {P17} never gives a count of any answer, even to who knows how many answered', ({
		task
	}) => {
		let results = 0;
		for (const poll of [avis, moment])
			for (let all = poll === avis ? 5 : 10; all <= 40; all++) {
				expect(findTelling(poll, all, tellCounts), `${poll}, ${all}`).toEqual([]);
				results += tallies(poll, all).length;
			}
		publish(task, { décomptes: results });
	});

	it('[AV8] which plain tenths, or the counts, would not hold', () => {
		const plain: typeof tellCounts = (_, counts) => ({
			of: 10,
			shares: { oui: Math.round(((counts.oui ?? 0) * 10) / sum(counts)) },
			atLeast: 0
		});
		expect(findTelling(avis, 5, plain)).not.toEqual([]);
		expect(findTelling(avis, 10, plain)).not.toEqual([]);
		expect(
			findTelling(avis, 12, (_, counts) => ({ shares: counts, of: 10, atLeast: 0 }))
		).not.toEqual([]);
	});

	it('[AV8] is shares that make a whole, near the counts, and a multiple of five', () => {
		for (const poll of [avis, moment])
			for (let all = 10; all <= 40; all++)
				for (const counts of tallies(poll, all)) {
					const told = tellCounts(poll, counts);
					if (!told) throw new Error('nothing told');
					expect(sum(told.shares)).toBe(told.of);
					expect(told.of).toBe(all < 11 ? 2 : all < 21 ? 5 : 10);
					expect(Object.keys(told.shares)).toEqual(answersOf(poll));
					expect(told.atLeast).toBe(all - (all % 5));
					for (const answer of answersOf(poll)) {
						const exact = ((counts[answer] ?? 0) * told.of) / all;
						expect(Math.abs((told.shares[answer] ?? 0) - exact)).toBeLessThan(1);
					}
				}
		expect(tellCounts(avis, { oui: 4, non: 1 })).toEqual({
			shares: { oui: 2, non: 0 },
			of: 2,
			atLeast: 5
		});
		expect(tellCounts(avis, { oui: 9, non: 15 })?.shares).toEqual({ oui: 4, non: 6 });
	});
});
