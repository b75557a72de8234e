/** Editors that write at one place, whatever the order in which they hear each other: no word is cut in two. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pen } from '../support/note-pen.ts';
import { publish } from '../support/promise.ts';

/** With letters in common, one right after the other: the worst for whoever compares texts. */
const words = ['zircon-quatre', 'basalte-quatre', 'cobalt-quatre'];
const runs = 100;
const happening = fc.record({
	who: fc.nat(2),
	what: fc.constantFrom('key', 'key', 'key', 'send', 'hear')
});
const schedule = fc.record({
	clients: fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 }), { minLength: 3, maxLength: 3 }),
	happenings: fc.array(happening, { maxLength: 90 })
});

class Table {
	readonly pens: Pen[];
	#typed: number[];
	#mail: Uint8Array[][];

	constructor(clients: readonly number[], before: readonly string[]) {
		this.pens = clients.map((client) => new Pen(client));
		this.#typed = clients.map(() => 0);
		this.#mail = clients.map(() => []);
		for (const key of before) this.pens[0]?.press(key);
		this.settle();
		for (const pen of this.pens) pen.goToEnd();
	}

	key(who: number): boolean {
		const typed = this.#typed[who] ?? 0;
		this.#typed[who] = typed + 1;
		const key = words[who]?.charAt(typed);
		if (key) this.pens[who]?.press(key);
		return Boolean(key);
	}

	send(who: number): void {
		const update = this.pens[who]?.send();
		if (update) for (const [to, mail] of this.#mail.entries()) if (to !== who) mail.push(update);
	}

	hear(who: number): void {
		for (const update of this.#mail[who]?.splice(0) ?? []) this.pens[who]?.hear(update);
	}

	/** Everything sent and heard, and what hearing made them write too. */
	settle(): void {
		for (let round = 0; round < 3; round++)
			for (const act of ['send', 'hear'] as const)
				for (const who of this.pens.keys()) this[act](who);
	}
}

describe('written at one place at once', () => {
	it.for([
		['an empty notebook', []],
		['the end of a line', ['Au début.']],
		['a paragraph that nobody has begun', ['Au début.', 'Enter']]
	] as const)('[NB51] {P1} each word once and whole, from %s', ([, before], { task }) => {
		fc.assert(
			fc.property(schedule, ({ clients, happenings }) => {
				const table = new Table(clients, before);
				for (const { who, what } of happenings) table[what](who);
				for (const who of table.pens.keys()) while (table.key(who));
				table.settle();
				const [text = '', ...same] = table.pens.map((pen) => pen.text);
				for (const other of same) expect(other).toBe(text);
				expect(words.map((word) => text.split(word).length - 1)).toEqual([1, 1, 1]);
			}),
			{ numRuns: runs }
		);
		publish(task, { 'ordres de frappe': runs });
	});

	it('[NB51] a letter typed right before the same one of somebody else stays in its own word', () => {
		const table = new Table([2, 1, 3], []);
		const [theirs, mine] = table.pens as [Pen, Pen];
		const press = (pen: Pen, keys: string) => [...keys].forEach((key) => pen.press(key));
		press(mine, '. ');
		table.settle();
		theirs.goToEnd();
		press(mine, 'co');
		press(theirs, 'b');
		table.settle();
		expect(mine.text).toBe('. cob');
		press(mine, 'b');
		table.settle();
		press(mine, 'alt');
		press(theirs, 'asalte');
		table.settle();
		expect(table.pens.map((pen) => pen.text)).toEqual(Array(3).fill('. cobaltbasalte'));
	});

	it.each([
		['before', [1, 2, 3]],
		['after', [2, 1, 3]]
	])(
		'[NB51] two who begin one empty paragraph lose no key, mine coming %s theirs',
		(_, clients) => {
			const table = new Table(clients, ['Au début.', 'Enter']);
			const [mine, theirs] = table.pens as [Pen, Pen];
			mine.press('o');
			theirs.press('à');
			table.send(0);
			table.send(1);
			// One of them knows of the other, who does not know yet.
			table.hear(0);
			mine.press('u');
			theirs.press('n');
			table.settle();
			mine.press('i');
			theirs.press('.');
			table.settle();
			expect(mine.text.split('\n')[1]).toMatch(/^(ouiàn\.|àn\.oui)$/);
			expect(theirs.text).toBe(mine.text);
		}
	);

	it('[NB51] one’s own letter goes when it is taken back or replaced, the same one of somebody else stays', () => {
		const table = new Table([1, 2, 3], ['.']);
		const [mine, theirs] = table.pens as [Pen, Pen];
		mine.press('\u{1F600}');
		theirs.press('\u{1F600}');
		table.settle();
		mine.press('Backspace');
		mine.press('\u{1F601}');
		theirs.press('Backspace');
		table.settle();
		expect(table.pens.map((pen) => pen.text)).toEqual(Array(3).fill('.\u{1F601}'));
	});

	it('[NB51] a caret put inside a word under way cuts it, and no letter is lost', () => {
		const table = new Table([2, 1, 3], ['Le doute pro']);
		const [theirs, mine] = table.pens as [Pen, Pen];
		mine.goToEnd();
		for (const key of ' Alors') mine.press(key);
		for (const key of 'fite') theirs.press(key);
		table.settle();
		expect(table.pens.map((pen) => pen.text)).toEqual(Array(3).fill('Le doute pro Alorsfite'));
	});
});
