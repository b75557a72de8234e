/** One sentence from all the rows, and what to do first. */
import type { Row } from './judge.ts';

export interface Verdict {
	kind: 'measuring' | 'fit' | 'reserved' | 'unfit';
	sentence: string;
	/** The row to begin with. */
	first?: Row;
	/** How many more there are to settle after it. */
	more: number;
}

/** The verdict, once every row has its answer. */
export function decideVerdict(rows: readonly Row[]): Verdict {
	const of = (state: Row['state']) => rows.filter((row) => row.state === state);
	if (of('waiting').length > 0)
		return { kind: 'measuring', sentence: 'La mesure est en cours, quelques secondes.', more: 0 };
	const failures = of('failure');
	const warnings = of('warning');
	const [first] = [...failures, ...warnings];
	if (failures.length === 0 && of('unmeasured').length > 0) {
		const sentence = 'La mesure n’a pas pu se finir.';
		return { kind: 'reserved', sentence, ...(first && { first }), more: 0 };
	}
	if (!first) return { kind: 'fit', sentence: 'Cette tablette et ce réseau conviennent.', more: 0 };
	const more = failures.length + warnings.length - 1;
	if (failures.length === 0) {
		const sentence = `Cette tablette et ce réseau conviennent, avec ${more === 0 ? 'une réserve' : 'des réserves'}.`;
		return { kind: 'reserved', sentence, first, more };
	}
	const isBroken = (part: Row['of']) => failures.some((row) => (row.blames ?? row.of) === part);
	const sentence = !isBroken('tablet')
		? 'Ce réseau ne convient pas encore.'
		: !isBroken('network')
			? 'Cette tablette ne convient pas encore.'
			: 'Ni cette tablette ni ce réseau ne conviennent encore.';
	return { kind: 'unfit', sentence, first, more };
}
