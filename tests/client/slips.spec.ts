import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Courtroom } from '../../src/lib/client/courtroom.svelte.ts';
import { Slips } from '../../src/lib/client/slips.svelte.ts';
import type { Reply } from '../../src/lib/protocol/wire.ts';

const seat = 'assesseur/premier' as const;

/** The room as the tablet last heard of it, and what it was sent. */
class Room {
	connection = 'joined';
	view: { ballot?: object | null } = {};
	sent: string[] = [];
	replies: Reply[] = [];
	/** Of each slip, as it was sent. */
	bytes: number[] = [];
	run = async (_: string, input: { choice: string }): Promise<Reply> => {
		this.sent.push(input.choice);
		this.bytes.push(JSON.stringify(input).length);
		return this.replies.shift() ?? { done: true, receipt: `RECU${this.sent.length}` };
	};
	says(open: string | null, answered: boolean, round = 1) {
		this.view = { ballot: { open, round, mine: [{ seat, answered }] } };
	}
}

class Memory {
	kept = new Map<string, string>();
	read = (name: string) => this.kept.get(name) ?? null;
	keep = (name: string, value: string | null) =>
		void (value === null ? this.kept.delete(name) : this.kept.set(name, value));
}

const settle = () => vi.advanceTimersByTimeAsync(3_000);
let room: Room;
let memory: Memory;
const wake = () => new Slips(room as unknown as Courtroom, memory);

beforeEach(() => {
	vi.useFakeTimers();
	room = new Room();
	memory = new Memory();
	room.says('complicite', false);
});

describe('a secret answer on its tablet', () => {
	test('is sent, kept, and erased when the question closes', async () => {
		const slips = wake();
		slips.choose(seat, 'relaxe');
		await settle();
		expect(room.sent).toEqual(['relaxe']);
		expect(slips.choiceOf(seat)).toBe('relaxe');
		room.says(null, false);
		slips.watch();
		expect([...memory.kept]).toEqual([]);
		expect(slips.choiceOf(seat)).toBeNull();
	});

	test('goes again by itself when the room has lost it, even after a reload', async () => {
		wake().choose(seat, 'coupable');
		await settle();
		room.says('complicite', false);
		const reloaded = wake();
		reloaded.watch();
		await settle();
		expect(room.sent).toEqual(['coupable', 'coupable']);
	});

	test('is not sent twice while the room has it', async () => {
		const slips = wake();
		slips.choose(seat, 'coupable');
		await settle();
		room.says('complicite', true);
		slips.watch();
		await settle();
		expect(room.sent).toEqual(['coupable']);
	});

	test('changed while the network is cut, the change goes when it is back', async () => {
		const slips = wake();
		slips.choose(seat, 'coupable');
		await settle();
		room.says('complicite', true);
		room.connection = 'cut';
		room.replies = [{ refused: 'cut' }];
		slips.choose(seat, 'relaxe');
		await settle();
		expect(slips.receiptOf(seat)).toBeUndefined();
		room.connection = 'joined';
		slips.watch();
		await settle();
		expect(room.sent.at(-1)).toBe('relaxe');
		expect(slips.receiptOf(seat)).toBe('RECU3');
	});

	test('[B25] {P18} has its receipt, kept through a reload, and another once it was sent again', async () => {
		wake().choose(seat, 'coupable');
		await settle();
		room.says('complicite', true);
		const reloaded = wake();
		reloaded.watch();
		expect(reloaded.receiptOf(seat)).toBe('RECU1');
		room.says('complicite', false);
		reloaded.watch();
		await settle();
		expect(reloaded.receiptOf(seat)).toBe('RECU2');
		room.says(null, false);
		reloaded.watch();
		expect(reloaded.receiptOf(seat)).toBeUndefined();
	});

	test('[B23] leaves in as many bytes whatever it says', async () => {
		const slips = wake();
		for (const choice of ['coupable', 'relaxe', 'adopter', 'rejeter'] as const) {
			slips.choose(seat, choice);
			await settle();
		}
		expect(room.sent).toHaveLength(4);
		expect(new Set(room.bytes).size).toBe(1);
	});

	test('damaged where it was kept, is nothing, and the page works', async () => {
		for (const kept of ['{', '"a"', '[]', '{"charge":"complicite"}', 'null']) {
			memory.keep('slip', kept);
			const slips = wake();
			slips.watch();
			expect([slips.choiceOf(seat), slips.receiptOf(seat)]).toEqual([null, undefined]);
			slips.choose(seat, 'relaxe');
			await settle();
			expect(slips.choiceOf(seat)).toBe('relaxe');
		}
	});

	test('of another question is never sent', async () => {
		wake().choose(seat, 'coupable');
		await settle();
		room.says('association', false);
		const reloaded = wake();
		reloaded.watch();
		await settle();
		expect(room.sent).toEqual(['coupable']);
		expect([...memory.kept]).toEqual([]);
	});

	test('a first view that has not come yet erases nothing', async () => {
		wake().choose(seat, 'coupable');
		await settle();
		room.view = {};
		wake().watch();
		expect(memory.kept.size).toBe(1);
	});

	test('[B26] of an earlier question of the same name is never sent, and is erased', async () => {
		const slips = wake();
		slips.choose(seat, 'adopter');
		await settle();
		room.says('complicite', false, 2);
		for (const tablet of [slips, wake()]) {
			expect(tablet.choiceOf(seat)).toBeNull();
			tablet.watch();
			await settle();
		}
		expect(room.sent).toEqual(['adopter']);
		expect([...memory.kept]).toEqual([]);
	});

	test('[B26] refused because its question is over, is erased whatever this page has heard', async () => {
		room.replies = [{ refused: 'ballot-not-open' }];
		wake().choose(seat, 'coupable');
		await settle();
		expect([...memory.kept]).toEqual([]);
	});

	test('[B18] waits while the hearing stands at another step, and goes once it is back', async () => {
		room.replies = [{ refused: 'not-deliberating' }];
		const slips = wake();
		slips.choose(seat, 'relaxe');
		await settle();
		slips.watch();
		await settle();
		expect(room.sent).toEqual(['relaxe', 'relaxe']);
		expect(slips.receiptOf(seat)).toBe('RECU2');
	});
});
