/** What is true of every case: the procedures, and the dated tables of `cases/droit`. */
import type { Term } from './casefile.ts';
import type { Finding } from './finding.ts';
import type { Communes } from './law/communes.ts';
import type { Helpline } from './law/helplines.ts';
import type { MeasureRule } from './law/measures.ts';
import type { Offence } from './law/offences.ts';
import type { RefusedWord } from './law/words.ts';
import type { Procedure } from './procedure.ts';

/** One file of `cases/droit`, checked against its sources as a whole. */
export interface Table<T> {
	/** ISO date. */
	checkedOn: string;
	entries: readonly T[];
}

/** A table read, or every line of it that is wrong. */
export type TableReading<T> = { table: Table<T> } | { findings: Finding[] };

export interface Reference {
	/** ISO date of the day the case is read: what is too old is told by it. */
	today: string;
	procedures: ReadonlyMap<string, Procedure>;
	offences: Table<Offence>;
	measures: Table<MeasureRule>;
	glossary: Table<Term>;
	words: Table<RefusedWord>;
	helplines: Table<Helpline>;
	/** The real towns of France, which no case may name. */
	communes: Communes;
}

const none: Table<never> = { checkedOn: '', entries: [] };

/** The reference of a library whose tables could not be read: nothing but its procedures. */
export function bareReference(
	today: string,
	procedures: ReadonlyMap<string, Procedure>
): Reference {
	return {
		today,
		procedures,
		offences: none,
		measures: none,
		glossary: none,
		words: none,
		helplines: none,
		communes: { has: () => false }
	};
}
