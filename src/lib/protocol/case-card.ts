/** What may be told of a case to whoever chooses one: nothing that would spoil its hearing. */
import type { Html } from '../casefile/casefile.ts';
import type { Format } from '../casefile/procedure.ts';

export interface CaseCard {
	id: string;
	version: number;
	title: string;
	level: string;
	court: string;
	hearing: string;
	summary: Html;
	axes: readonly number[];
	/** ISO date of the last check of its law; `stale` once it has to be checked again. */
	law: string;
	stale: boolean;
	reviewed: boolean;
	seats: number;
	/** In all, debrief included, by format. */
	minutes: Record<Format, number>;
	simplifications: readonly string[];
	/** Added to this instance, rather than shipped. */
	added: boolean;
}
