/** What time it is on a tablet: the server's, whatever the tablet's own date says. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Countdown } from '../../src/lib/client/countdown.svelte.ts';
import { Courtroom } from '../../src/lib/client/courtroom.svelte.ts';
import type { Push } from '../../src/lib/protocol/wire.ts';

const line = vi.hoisted(() => ({
	push: (_: unknown): void => {},
	asked: [] as string[]
}));
vi.mock('../../src/lib/client/line.ts', () => ({
	connect(_: string, __: string, listener: { push(push: unknown): void }) {
		line.push = listener.push;
		const note = (name: string) => (n?: number) => void line.asked.push([name, n].join(' ').trim());
		return { send: () => {}, snapshot: note('snapshot'), tell: note('tell'), close: () => {} };
	}
}));

const noon = Date.UTC(2026, 10, 23, 12);
const steps = [{ id: 'plaidoirie', minutes: 10 }] as never;
let [wall, steady] = [0, 0];
let courtroom: Courtroom;
let n = 0;

beforeEach(() => {
	[wall, steady, n] = [noon, 5_000, 0];
	line.asked.length = 0;
	vi.spyOn(Date, 'now').mockImplementation(() => wall);
	vi.spyOn(performance, 'now').mockImplementation(() => steady);
	courtroom = new Courtroom('ABCDEF', 'tablette');
	receive(noon + 60_000);
});
afterEach(() => vi.restoreAllMocks());

/** A push that left the server at this time; a whole one is the first of its line. */
function receive(now: number, whole = n === 0): void {
	n = whole ? 1 : n + 1;
	const clock = { step: 'plaidoirie', since: noon, elapsed: {}, added: {}, suspended: null };
	line.push({ n, whole, now, chapters: { clock } } satisfies Push);
}

function pass(ms: number): void {
	wall += ms;
	steady += ms;
}

it('[U12] {P7} a date set forward, back or to another year moves no count', () => {
	const countdown = new Countdown(courtroom, { steps });
	for (const jump of [7_200_000, -7_200_000, -86_400_000, 31_536_000_000]) {
		const before = courtroom.now();
		wall += jump;
		pass(1_000);
		expect(courtroom.now()).toBe(before + 1_000);
		countdown.run()();
		expect(countdown.left).toBe(600 - (courtroom.now() - noon) / 1_000);
	}
});

it('[U12] {P7} a push that comes late takes no time back; one that comes sooner says better', () => {
	pass(10_000);
	receive(noon + 60_000 + 10_000 - 3_000);
	expect(courtroom.now()).toBe(noon + 70_000);
	receive(noon + 70_000 + 200);
	expect(courtroom.now()).toBe(noon + 70_200);
	receive(noon + 65_000, true);
	expect(courtroom.now()).toBe(noon + 70_200);
});

it('[U12] {P7} a tablet that slept is right again with the first push', () => {
	wall += 180_000;
	receive(noon + 60_000 + 180_000, true);
	expect(courtroom.now()).toBe(noon + 240_000);
});

it('[U12] {P7} a server set back and started again is believed', () => {
	receive(noon - 3_600_000, true);
	expect(courtroom.now()).toBe(noon - 3_600_000);
});

it('[U8] says every eight pushes what it has read, from the start again on each line', () => {
	for (let i = 0; i < 16; i++) receive(noon + 60_000);
	receive(noon + 60_000, true);
	for (let i = 0; i < 8; i++) receive(noon + 60_000);
	expect(line.asked).toEqual(['tell 8', 'tell 16', 'tell 8']);
});

it('[U9] {P15} a gap in the count asks for everything, and shows nothing of what follows it', () => {
	const { view } = courtroom;
	n++;
	receive(noon + 90_000);
	expect(line.asked).toEqual(['snapshot']);
	expect(courtroom.view).toBe(view);
});
