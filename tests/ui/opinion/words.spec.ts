import { describe, expect, it } from 'vitest';
import {
	answersOf,
	sum,
	tellCounts,
	type Counts,
	type PollId
} from '../../../src/lib/trial/poll.ts';
import { tellBriefly, tellShare, tellTotals } from '../../../src/lib/ui/opinion/words.ts';

/** What each sentence says of so many answers out of all, read as a pupil would. */
const meanings: [RegExp, (count: number, all: number, said: number[]) => boolean][] = [
	[/^(?:moins d’un tiers|< 1\/3)$/, (count, all) => count * 3 < all],
	[/^une partie$/, (count, all) => count > 0 && count < all],
	[/^(?:plus des deux tiers|> 2\/3)$/, (count, all) => count * 3 > all * 2],
	[/^(?:moins de 1 sur |< 1\/)(\d+)$/, (count, all, [of = 0]) => count * of < all],
	[
		/^(?:plus de |> )(\d+)(?: sur |\/)(\d+)$/,
		(count, all, [n = 0, of = 0]) => count * of > all * n
	],
	[
		/^(?:environ (?=\d+ sur))?(\d+)(?: sur |\/)(\d+)$/,
		(count, all, [n = 0, of = 0]) => count > 0 && Math.abs(count * of - all * n) < all
	]
];

function isTrue(sentence: string, count: number, all: number): boolean {
	for (const [form, holds] of meanings) {
		const said = form.exec(sentence);
		if (said) return holds(count, all, said.slice(1).map(Number));
	}
	return false;
}

function* tallies(poll: PollId): Generator<Counts> {
	for (let oui = 0; oui <= 40; oui++)
		for (let non = 0; oui + non <= 40; non++)
			if (poll.startsWith('avis')) yield { oui, non };
			else for (let nsp = 0; oui + non + nsp <= 40; nsp++) yield { oui, non, nsp };
}

describe('what is said of a result', () => {
	it('[AV21] is true of every count of a class of forty', () => {
		const said = new Set<string>();
		for (const poll of ['avis:recel', 'barometre:1'] as const)
			for (const counts of tallies(poll)) {
				const told = tellCounts(poll, counts);
				if (!told) continue;
				for (const answer of answersOf(poll))
					for (const say of [tellShare, tellBriefly]) {
						const sentence = say(told.shares[answer] ?? 0, told.of);
						said.add(sentence);
						if (!isTrue(sentence, counts[answer] ?? 0, sum(counts)))
							expect.fail(`« ${sentence} » of ${JSON.stringify(counts)}`);
					}
			}
		// In words and briefly: thirds, of which one is said the same way, then fifths, then tenths.
		expect(said.size).toBe(2 * (3 + 6 + 11) - 1);
	});

	it('[AV21] where « presque personne » or a third for a quarter would not be', () => {
		expect(isTrue('presque personne', 2, 8)).toBe(false);
		expect(isTrue('moins d’un tiers', 3, 9)).toBe(false);
		expect(isTrue('moins de 1 sur 5', 3, 15)).toBe(false);
	});

	it('repeats the totals of a paper count before they are entered', () => {
		const totals = { oui: 3, non: 14, nsp: 2 };
		expect(tellTotals(['oui', 'non'], totals)).toBe('Oui : 3. Non : 14. En tout, 17 réponses.');
	});
});
