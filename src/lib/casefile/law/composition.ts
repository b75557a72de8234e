/** Whether what a tribunal composes is lawful; if it is not, why. */
import type { CaseFile, ChargeId, OrderedMeasure } from '../casefile.ts';
import type { Chosen, Measure } from './measure.ts';

/** What keeps a composition from being ordered; each is told in French where it is shown. */
export type Unlawful =
	| 'measure-unknown'
	| 'measure-barred'
	| 'measure-repeated'
	| 'quantity-out-of-bounds'
	| 'measure-not-alone'
	| 'measures-clash'
	| 'measure-compulsory'
	| 'agreement-awaited'
	| 'reason-awaited'
	| 'measures-missing';

type Law = Pick<CaseFile, 'measures' | 'barred'>;

/** The most that may be ordered for these charges, the highest of them; null where none allows it. */
export function mostOf(
	{ bounds, mostBy, onlyFor }: Measure,
	established: readonly ChargeId[]
): number | null {
	if (onlyFor && !established.some((id) => onlyFor.includes(id))) return null;
	if (!bounds || !mostBy) return bounds?.most ?? Infinity;
	const mosts = established.flatMap((id) => mostBy[id] ?? []);
	return mosts.length > 0 ? Math.max(...mosts) : null;
}

/** The measures that the charges established allow, with their bounds for these charges. */
export const offersFor = ({ measures }: Law, established: readonly ChargeId[]): Measure[] =>
	(measures ?? []).flatMap((measure) => {
		const most = mostOf(measure, established);
		if (most === null) return [];
		const { mostBy: _, onlyFor: __, ...offer } = measure;
		const { bounds } = offer;
		if (!bounds) return offer;
		return { ...offer, bounds: { ...bounds, most, first: Math.min(bounds.first, most) } };
	});

/** The same for all the charges in question: what may be ordered before it is known which are established. */
export const offersInAll = (file: Law & Pick<CaseFile, 'charges' | 'settled'>): Measure[] =>
	offersFor(file, file.settled ?? file.charges.map(({ id }) => id));

/** What the law forbids in these measures taken together, whoever composes them. */
export function findUnlawful(
	law: Law,
	established: readonly ChargeId[],
	chosen: readonly OrderedMeasure[]
): Unlawful | null {
	if (chosen.length === 0) return 'measures-missing';
	const ids = chosen.map(({ id }) => id);
	if (new Set(ids).size < ids.length) return 'measure-repeated';
	const offers = offersFor(law, established);
	const found: Measure[] = [];
	for (const { id, quantity } of chosen) {
		const measure = offers.find((it) => it.id === id);
		if (!measure) return isKnown(law, id) ? 'measure-barred' : 'measure-unknown';
		if (!isWithin(measure, quantity)) return 'quantity-out-of-bounds';
		found.push(measure);
	}
	for (const measure of found) {
		const others = ids.filter((id) => id !== measure.id);
		const { beside, requires, alone, clashes } = measure;
		if (beside && !beside.some((id) => others.includes(id))) return 'measure-not-alone';
		if (requires && !requires.every((id) => others.includes(id))) return 'measure-not-alone';
		if (alone && others.some((id) => !alone.but.includes(id))) return 'measures-clash';
		if (clashes?.some((clash) => clash.ids.some((id) => others.includes(id))))
			return 'measures-clash';
	}
	return offers.some(({ id, always }) => always && !ids.includes(id)) ? 'measure-compulsory' : null;
}

const isKnown = ({ measures, barred }: Law, id: string): boolean =>
	[...(measures ?? []), ...(barred ?? [])].some((it) => it.id === id);

function isWithin({ bounds }: Measure, quantity: number | undefined): boolean {
	if (!bounds) return quantity === undefined;
	if (quantity === undefined || !Number.isInteger(quantity)) return false;
	const { least, most, step } = bounds;
	return quantity >= least && quantity <= most && (quantity - least) % step === 0;
}

/** The same, with what a tribunal owes besides: a reason of the right kind, and the person's agreement. */
export function findUnfounded(
	law: Law,
	established: readonly ChargeId[],
	chosen: readonly Chosen[]
): Unlawful | null {
	const unlawful = findUnlawful(law, established, chosen);
	if (unlawful) return unlawful;
	for (const { id, reason, agreed } of chosen) {
		const measure = law.measures?.find((it) => it.id === id);
		if (!measure?.motives.includes(reason)) return 'reason-awaited';
		if (measure.agreement && !agreed) return 'agreement-awaited';
	}
	return null;
}

/** What is ordered where the tribunal composes nothing by itself: the least that the law asks for. */
export const defaultOrder = ({ measures }: Law): OrderedMeasure[] =>
	(measures ?? [])
		.filter(({ byDefault }) => byDefault)
		.map(({ id, bounds }) => ({ id, ...(bounds && { quantity: bounds.first }) }));
