/** An answer being composed on one screen: what is chosen, what cannot be added, and why. The room has the last word. */
import type { Chosen, Measure } from '../../casefile/law/measure.ts';
import { boundsWords } from './words.ts';

type Line = Omit<Chosen, 'agreed'> & { agreed: boolean };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export class Draft {
	lines = $state<Line[]>([]);
	/** Why nothing less than prison would do; asked before any of it is shown. */
	lastResort = $state('');
	#offers: () => readonly Measure[];

	constructor(offers: () => readonly Measure[], chosen: readonly Chosen[] = []) {
		this.#offers = offers;
		this.lines = chosen.map((line) => ({ ...line, agreed: line.agreed === true }));
		this.lastResort = chosen.find(({ id }) => this.#find(id)?.nature === 'prison')?.reason ?? '';
	}

	#find = (id: string): Measure | undefined => this.#offers().find((it) => it.id === id);
	lineOf = (id: string): Line | undefined => this.lines.find((it) => it.id === id);
	has = (id: string): boolean => this.lineOf(id) !== undefined;

	/** Adds a measure, and those it is never ordered without. */
	add = (measure: Measure): void => {
		for (const it of [measure, ...(measure.requires ?? []).flatMap((id) => this.#find(id) ?? [])])
			if (!this.has(it.id)) this.lines.push(this.#begin(it));
	};

	#begin = ({ id, bounds, nature, motives }: Measure): Line => ({
		id,
		reason: nature === 'prison' ? this.lastResort : motives.length === 1 ? (motives[0] ?? '') : '',
		agreed: false,
		...(bounds && { quantity: bounds.first })
	});

	/** Takes a measure away, and those that go only beside it. */
	remove = (id: string): void => {
		this.lines = this.lines.filter((line) => line.id !== id);
		const orphan = this.lines.find((line) => {
			const { beside, requires } = this.#find(line.id) ?? {};
			return (beside && !beside.some(this.has)) || (requires && !requires.every(this.has));
		});
		if (orphan) this.remove(orphan.id);
	};

	answerLastResort = (reason: string): void => {
		this.lastResort = reason;
		for (const line of this.lines)
			if (this.#find(line.id)?.nature === 'prison') line.reason = reason;
	};

	/** Why this measure cannot join the others, in the words of the law. */
	whyNot = (measure: Measure): string | null => {
		if (this.has(measure.id)) return null;
		const { beside, alone, clashes } = measure;
		const others = this.lines.map(({ id }) => id);
		if (alone && others.some((id) => !alone.but.includes(id))) return alone.why;
		const clash = clashes?.find(({ ids }) => ids.some((id) => others.includes(id)));
		if (clash) return clash.why;
		for (const other of others.flatMap((id) => this.#find(id) ?? [])) {
			if (other.alone && !other.alone.but.includes(measure.id)) return other.alone.why;
			const met = other.clashes?.find(({ ids }) => ids.includes(measure.id));
			if (met) return met.why;
		}
		if (!beside || beside.some(this.has)) return null;
		const names = beside.flatMap((id) => this.#find(id)?.name ?? []);
		return `S’ajoute à : ${names.join(', ')}.`;
	};

	/** What is still owed before the answer may be proposed. */
	get missing(): string | null {
		const always = this.#offers().find(({ id, always }) => always && !this.has(id));
		if (always) return `Il manque : ${always.name}.`;
		if (this.lines.length === 0) return 'Rien n’est encore choisi.';
		for (const { id, reason, agreed, quantity } of this.lines) {
			const measure = this.#find(id);
			if (!measure) return 'Une mesure choisie n’est plus possible.';
			const { bounds, agreement, motives } = measure;
			const name = capital(measure.name);
			const isWithin =
				!bounds || (quantity !== undefined && quantity >= bounds.least && quantity <= bounds.most);
			if (bounds && !isWithin) return `${name} : ${boundsWords(bounds)}.`;
			if (agreement && !agreed) return `${name} : l’accord de la personne est à confirmer.`;
			if (!motives.includes(reason)) return `${name} : une raison est à choisir.`;
		}
		return null;
	}

	/** As it is sent. */
	get chosen(): Chosen[] {
		return $state.snapshot(this.lines).map(({ agreed, ...line }) => {
			const asks = this.#find(line.id)?.agreement !== undefined;
			return { ...line, ...(asks && agreed && { agreed: true as const }) };
		});
	}
}
