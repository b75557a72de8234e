import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from '../../../src/lib/server/notes/turns.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
	vi.useRealTimers();
});

describe('the turns of those who write', () => {
	it('[NB25] one question of each browser is with the thread at a time, whoever asks how much', () => {
		const turns = new Turns(() => {});
		const asked: string[] = [];
		for (let n = 0; n < 120; n++) turns.take('flood', () => asked.push(`flood ${n}`));
		turns.take('other', () => asked.push('other'));
		expect(asked).toEqual(['flood 0', 'other']);
		turns.give('flood');
		expect(asked).toEqual(['flood 0', 'other', 'flood 1']);
		turns.dropAll('unavailable');
		expect(asked).toHaveLength(121);
	});

	it('[NB25] who costs the thread two seconds is slowed, then overspent; who types feels nothing', () => {
		const overspent: string[] = [];
		const turns = new Turns((browser) => overspent.push(browser));
		/** So many frames, one after the other, each costing so much; gives what each was told. */
		const write = (browser: string, frames: number, cost: number, pause: number) => {
			const told: (string | null)[] = [];
			for (let n = 0; n < frames; n++) {
				turns.take(browser, (refused) => {
					told.push(refused);
					if (refused) return;
					turns.spend(browser, cost, true);
					turns.give(browser);
				});
				vi.advanceTimersByTime(pause);
			}
			return told;
		};
		// Twelve frames a second for ten minutes, a busy machine's five milliseconds each.
		expect(write('pupil', 7_200, 5, 83).every((it) => it === null)).toBe(true);
		// Those of a hundred and twenty-four milliseconds that held everybody fifteen seconds.
		const told = write('flood', 121, 124, 1);
		const spent = told.filter((it) => it === null).length * 124;
		expect(spent).toBeLessThan(2_500);
		expect(told.at(-1)).toBe('too-fast');
		expect(overspent).toEqual([]);
		// Slowed, and at it again.
		write('flood', 200, 124, 100);
		expect(new Set(overspent)).toEqual(new Set(['flood']));
	});

	it('[NB25] reading costs too, and mutes nobody', () => {
		const overspent: string[] = [];
		const turns = new Turns((browser) => overspent.push(browser));
		turns.spend('adult', 5_000, false);
		const told: (string | null)[] = [];
		turns.take('adult', (refused) => told.push(refused));
		vi.advanceTimersByTime(60_000);
		turns.take('adult', (refused) => told.push(refused));
		expect(told).toEqual(['too-fast', null]);
		expect(overspent).toEqual([]);
	});
});
