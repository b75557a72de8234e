/**
 * Prometheus' text format: the few kinds we count. Ours rather than prom-client, whose labels are free: here they
 * are a closed list, so that none can name a room or a seat.
 */
type Labels = Readonly<Record<string, string>>;
interface Sample {
	/** Added to the family's name: « _bucket ». */
	suffix?: string;
	labels?: Labels;
	value: number;
}

/** One metric and all its samples. */
export interface Family {
	name: string;
	help: string;
	kind: 'counter' | 'gauge' | 'histogram';
	samples: readonly Sample[];
}

/** Counts by one label, whose values are a closed union. */
export class Counter<Value extends string> {
	#label: string;
	#counts = new Map<Value, number>();

	constructor(label: string, known: readonly Value[] = []) {
		this.#label = label;
		for (const value of known) this.#counts.set(value, 0);
	}

	add(value: Value): void {
		this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
	}

	samples(): Sample[] {
		return [...this.#counts].map(([value, count]) => ({
			labels: { [this.#label]: value },
			value: count
		}));
	}
}

const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long something takes, in seconds. */
export class Timer {
	#buckets: number[] = bounds.map(() => 0);
	#count = 0;
	#sum = 0;

	observe(seconds: number): void {
		const place = bounds.findIndex((bound) => seconds <= bound);
		if (place >= 0) this.#buckets[place] = (this.#buckets[place] ?? 0) + 1;
		this.#count++;
		this.#sum += seconds;
	}

	samples(): Sample[] {
		let below = 0;
		const buckets = bounds.map((bound, place) => {
			below += this.#buckets[place] ?? 0;
			return { suffix: '_bucket', labels: { le: String(bound) }, value: below };
		});
		return [
			...buckets,
			{ suffix: '_bucket', labels: { le: '+Inf' }, value: this.#count },
			{ suffix: '_sum', value: this.#sum },
			{ suffix: '_count', value: this.#count }
		];
	}
}

/** The page a Prometheus server reads. */
export function writeMetrics(families: readonly Family[]): string {
	const lines = families.flatMap(({ name, help, kind, samples }) => [
		`# HELP ${name} ${help}`,
		`# TYPE ${name} ${kind}`,
		...samples.map(
			({ suffix = '', labels = {}, value }) => `${name}${suffix}${writeLabels(labels)} ${value}`
		)
	]);
	return `${lines.join('\n')}\n`;
}

function writeLabels(labels: Labels): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
	return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

const escape = (value: string): string =>
	value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
