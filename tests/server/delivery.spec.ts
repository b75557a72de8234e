import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Push } from '../../src/lib/protocol/wire.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import { Delivery, type Outlet } from '../../src/lib/server/wire/delivery.ts';
import { write } from '../../src/lib/server/wire/frames.ts';
import { shareFor } from '../../src/lib/server/wire/patience.ts';
import { RoomViews } from '../../src/lib/server/wire/views.ts';
import { fold, type Trial } from '../../src/lib/trial/trial.ts';
import { mayRun } from '../../src/lib/trial/decide.ts';
import { audienceOf, chapterNames, view } from '../../src/lib/trial/view.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { wideCase } from '../support/wide-case.ts';
import { bring } from '../bench/rooms.ts';
import { audiences, hearing, walk } from '../trial/walk.ts';

/** A room that a test moves by hand. */
function openRoom(trial: Trial, wait = 0) {
	const room = { trial, moved: () => {} };
	const courtroom = {
		get trial() {
			return room.trial;
		},
		now: () => 1_764_000_000_000,
		watch: (moved: () => void) => void (room.moved = moved)
	} as Courtroom;
	const patience = { wait: () => wait };
	return Object.assign(room, { delivery: new Delivery(courtroom, undefined, patience) });
}

/** A browser that reads when it is told to. */
class Reader implements Outlet {
	office: Outlet['office'];
	holder: Outlet['holder'];
	pushes: Push[] = [];
	busy = false;
	gone = false;
	view: object = {};

	constructor({ office, holder }: Pick<Outlet, 'office' | 'holder'>) {
		this.office = office;
		this.holder = holder;
	}

	push(...[n, content]: Parameters<Outlet['push']>): void {
		const push = JSON.parse(write(n, content)) as Push;
		this.pushes.push(push);
		this.view = push.whole ? push.chapters : { ...this.view, ...push.chapters };
	}
	isBusy = () => this.busy;
	dismiss(): void {
		this.gone = true;
	}
}

afterEach(() => void vi.useRealTimers());

const turn = () => new Promise((next) => setImmediate(() => setImmediate(next)));

describe('the pushes of a room', () => {
	it('[G26] at any moment of a random hearing, every browser shows its own view and no other', async () => {
		await fc.assert(
			fc.asyncProperty(hearing, fc.infiniteStream(fc.nat(9)), async (drawn, chance) => {
				const trials: Trial[] = [];
				walk(wideCase(), drawn, (_, { trial }) => trials.push(trial));
				const room = openRoom(trials[0] ?? fold(wideCase(), []));
				const readers = audiences(room.trial).map((audience) => new Reader(audience));
				for (const reader of readers) room.delivery.add(reader);
				for (const trial of trials) {
					room.trial = trial;
					room.moved();
					await turn();
					for (const reader of readers.filter(({ gone }) => !gone)) check(reader, trial);
					for (const reader of readers) {
						const drains = reader.busy;
						reader.busy = chance.next().value === 0;
						if (drains && !reader.busy) room.delivery.drain(reader);
					}
				}
				for (const { pushes } of readers)
					expect(pushes.map(({ n }) => n)).toEqual(pushes.map((_, i) => i + 1));
			}),
			{ numRuns: 8 }
		);
	}, 60_000);

	it('[G31] the places are drawn up once for all tablets, until one asks for a seat', async () => {
		const { trial: quiet } = bring(await shippedCase(), false);
		const place = chapterNames.indexOf('seats');
		for (const asks of [[], [{ holder: 't-0', seat: 'avocat/sacha' }]] as const) {
			const trial = { ...quiet, seats: { ...quiet.seats, asks } };
			const views = new RoomViews(trial);
			const [one, other] = ['t-0', 't-20'].map((holder) =>
				views.describe(audienceOf(trial, 'tablette', holder))
			);
			if (!one || !other) throw new Error('two tablets');
			expect(views.see(place, one).value).toMatchObject({ asked: asks[0]?.seat ?? null });
			expect(views.isShared(place, other)).toBe(asks.length === 0);
			expect(views.see(place, other).value).toMatchObject({ asked: null });
		}
	});

	it('[M8] what is offered to one of a team is what each of it may run, an adult among them', async () => {
		const { trial: begun } = bring(await shippedCase(), false);
		const seat = 'avocat/sacha';
		const team = ['regie', ...(begun.seats.holders[seat] ?? [])];
		expect(team).toHaveLength(4);
		const holders = { ...begun.seats.holders, [seat]: team };
		const trial = { ...begun, seats: { ...begun.seats, holders } };
		for (const holder of team) {
			const office = holder === 'regie' ? 'regie' : 'tablette';
			expect(view(trial, audienceOf(trial, office, holder)).may).toEqual({
				self: mayRun(trial, { office, holder }),
				seats: { [seat]: mayRun(trial, { office, holder, seat }) }
			});
		}
		expect(mayRun(trial, { office: 'tablette', holder: team[2] ?? '', seat })).toContain(
			'askFloor'
		);
	});

	it('[G29] who comes in is told everything at once, busy process or not, and the others nothing', async () => {
		const { trial } = bring(await shippedCase(), false);
		const room = openRoom(trial, 40);
		const first = new Reader({ office: 'tablette', holder: 't-0' });
		room.delivery.add(first);
		await expect.poll(() => first.pushes.length).toBe(1);
		for (let i = 1; i < 34; i++) {
			const reader = new Reader({ office: 'tablette', holder: `t-${i}` });
			room.delivery.add(reader);
			expect(reader.pushes.map(({ n, whole }) => [n, whole])).toEqual([[1, true]]);
			check(reader, trial);
		}
		expect(first.pushes).toHaveLength(1);
		// What has moved and is not yet delivered is delivered to everybody together.
		room.trial = { ...trial };
		const late = new Reader({ office: 'ecran', holder: 'ecran' });
		room.delivery.add(late);
		expect(late.pushes).toEqual([]);
		await expect.poll(() => late.pushes.length).toBe(1);
	});

	it('[G29] who is there reaches the adults at once, then four times a second', async () => {
		vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
		const { trial } = bring(await shippedCase(), false);
		const room = openRoom(trial);
		const regie = new Reader({ office: 'regie', holder: 'regie' });
		const away = () =>
			Object.values((regie.view as { presence: object }).presence).filter((it) => it === 'away');
		room.delivery.add(regie);
		await turn();
		expect(away()).toHaveLength(35);
		vi.advanceTimersByTime(1_000);
		for (let i = 0; i < 34; i++) {
			room.delivery.add(new Reader({ office: 'tablette', holder: `t-${i}` }));
			await turn();
			if (i === 0) expect(away()).toHaveLength(34);
			vi.advanceTimersByTime(20);
			await turn();
		}
		vi.advanceTimersByTime(250);
		await turn();
		expect(away()).toEqual(['away']);
		expect(regie.pushes.length).toBeLessThanOrEqual(6);
	});

	it('[G27] of a busy process, what is born within its wait leaves as one', async () => {
		const trial = fold(wideCase(), []);
		const room = openRoom(trial, 30);
		const screen = new Reader({ office: 'ecran', holder: 'ecran' });
		room.delivery.add(screen);
		for (const neutral of [true, false, true]) {
			await turn();
			room.trial = { ...room.trial, screen: { neutral } };
			room.moved();
		}
		expect(screen.pushes).toEqual([]);
		await expect.poll(() => screen.pushes.length).toBe(1);
		expect(screen.pushes[0]?.chapters.screen).toEqual({ neutral: true });
	});

	it('[G27] a push waits for nothing while the process has time', () => {
		expect(
			[0, 0.5, 0.75, 0.85, 0.95, 1].map(shareFor).map((share) => Math.round(share * 100))
		).toEqual([0, 0, 0, 50, 100, 100]);
	});

	it('[G27] a push asks to wait 50 ms at most', async () => {
		let asked = 0;
		const courtroom = { trial: fold(wideCase(), []), watch: () => {}, now: () => 0 };
		const wait = (longest: number) => ((asked = longest), 0);
		new Delivery(courtroom as unknown as Courtroom, undefined, { wait }).move();
		expect(asked).toBe(50);
	});
});

function check(reader: Reader, trial: Trial): void {
	if (reader.busy) return;
	const { presence, ...seen } = reader.view as Record<string, unknown>;
	const audience = audienceOf(trial, reader.office, reader.holder);
	expect(seen).toEqual(JSON.parse(JSON.stringify(view(trial, audience))));
	expect(presence !== undefined).toBe(['regie', 'magistrat'].includes(reader.office));
}
