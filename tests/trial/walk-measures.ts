/** Answers that a random tribunal composes. */
import { mostOf } from '../../src/lib/casefile/law/composition.ts';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import type { Trial } from '../../src/lib/trial/trial.ts';

/** What a tribunal would compose, more or less within the law. */
export function compose({ file }: Trial, first: number, second: number): Chosen[] {
	const { measures = [] } = file;
	const charges = file.charges.map(({ id }) => id);
	const always = measures.filter(({ always }) => always);
	const wanted = [0, 1, 2].flatMap((n) =>
		n <= second % 4 ? (measures[(first * (n + 3) + second * n) % measures.length] ?? []) : []
	);
	const others = wanted.flatMap((measure) => [
		...(second % 5 ? measures.filter(({ id }) => measure.requires?.includes(id)) : []),
		...(first % 5 ? measures.filter(({ id }) => id === measure.beside?.[0]) : []),
		measure
	]);
	return [...new Set([...(first % 7 ? always : []), ...others])].map((measure, n) => {
		const { id, bounds, motives, agreement } = measure;
		const most = Math.min(mostOf(measure, charges) ?? 1, 1_000_000);
		const steps = bounds
			? Math.floor((most - bounds.least) / bounds.step) + (first % 9 ? 1 : 3)
			: 1;
		return {
			id,
			...(bounds && { quantity: bounds.least + (second % steps) * bounds.step }),
			reason: motives[(first + n) % motives.length] ?? 'none',
			...(agreement && second % 6 > 0 && { agreed: true as const })
		};
	});
}
