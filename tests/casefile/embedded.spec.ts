import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEmbedded } from '../../src/lib/casefile/upcast.ts';
import { minimalCase } from '../support/minimal-case.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { openDesk } from '../server/front.ts';

/** As a room of version 0.1.0 embedded it. */
const before = readFileSync(new URL('embedded-before.json', import.meta.url), 'utf8');

describe('a case embedded before the format grew', () => {
	it('[F37] reads as it was, with nothing in the parts it did not have', () => {
		const old = JSON.parse(before) as Record<string, unknown> & { briefs: object[] };
		expect(old).not.toHaveProperty('people');
		expect(old.briefs[0]).not.toHaveProperty('tasks');
		const file = readEmbedded(before);
		expect(file).toEqual({
			...old,
			people: [],
			briefs: old.briefs.map((brief) => ({ ...brief, tasks: {} }))
		});
		expect(file.debrief).toBeUndefined();
	});

	it('[F37] opens its room', async () => {
		const store = new MemoryStore();
		const file = JSON.parse(before);
		const { admission } = openDesk(store);
		const { code } = await admission.open({ file, pupils: 24, tablets: 24, format: '110' });
		const courtroom = await openDesk(store).courtrooms.find(code);
		expect(courtroom?.trial.file.people).toEqual([]);
		expect(courtroom?.trial.file.briefs.every(({ tasks }) => tasks)).toBe(true);
		expect(courtroom?.trial.file.title).toBe(minimalCase().title);
	});

	it('[F37] a case of today comes back as it was', () => {
		const file = minimalCase();
		expect(readEmbedded(JSON.stringify(file))).toEqual(file);
	});
});
