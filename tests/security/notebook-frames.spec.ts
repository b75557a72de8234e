import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { noteLimits } from '../../src/lib/protocol/notebook.ts';
import { Desk } from '../../src/lib/server/notes/desk.ts';
import { House } from '../support/house.ts';
import { NoteBook, sendNote } from '../support/note-book.ts';
import { publish } from '../support/promise.ts';
import { endless, ground, ofAnotherFormat } from './hostile-notes.ts';
import { malformed } from './malformed-notes.ts';
import { lawyer, openNoteRoom, prosecutor, refusedOf, team } from './note-rooms.ts';

let house: House;
beforeAll(async () => {
	house = await House.open();
});
afterAll(() => house.close());

/** In ms: from nothing to the first answer of a thread of notebooks, on this machine as it is now. */
async function timeStart(): Promise<number> {
	const directory = await mkdtemp(join(tmpdir(), 'pretoire-'));
	const deaf = () => {};
	const ears = { moved: deaf, saved: deaf, unsaved: deaf, restarted: deaf, overspent: deaf };
	const desk = new Desk({ directory, late: 300, poll: 500 }, { ...ears, trouble: deaf });
	const at = performance.now();
	await desk.ask('open', ['t', team, Uint8Array.of(0)]);
	const time = performance.now() - at;
	await desk.stop();
	await rm(directory, { recursive: true });
	return time;
}

describe('hostile frames', () => {
	it('[NB12] [NB13] {P25} garbage, truncated, huge, another room’s and replayed frames leave the text as it was', async ({
		task
	}) => {
		const room = await openNoteRoom(house, [lawyer, prosecutor], 'interrogatoire');
		const book = new NoteBook(room.of(lawyer), team);
		await book.open();
		await book.type('intact');
		const frames: [unknown, unknown][] = [
			[null, null],
			[undefined, undefined],
			['update', new Uint8Array(3)],
			[{ notebook: team }, new Uint8Array(3)],
			[{ notebook: team, kind: 'erase' }, new Uint8Array(3)],
			[{ notebook: team, kind: 'update', seat: lawyer }, new Uint8Array(3)],
			[{ notebook: 'x'.repeat(81), kind: 'open' }, new Uint8Array(3)],
			[{ notebook: { toString: team }, kind: 'open' }, new Uint8Array(3)],
			[{ notebook: team, kind: 'update' }, 'text'],
			[{ notebook: team, kind: 'update' }, { length: 3 }],
			[{ notebook: team, kind: 'update' }, [1, 2, 3]],
			[{ notebook: team, kind: 'open' }, Buffer.from('ffffffffffffffffff', 'hex')]
		];
		for (const [frame, bytes] of frames)
			expect(refusedOf(await sendNote(room.of(lawyer), frame, bytes))).toBe('malformed');
		for (const name of ['equipe:nobody/x', '__proto__', 'toString', 'camp:tribunal', ''])
			expect(
				refusedOf(
					await sendNote(room.of(lawyer), { notebook: name, kind: 'open' }, new Uint8Array(1))
				)
			).toMatch(/not-yours|malformed/);
		for (const [name, update] of Object.entries(malformed))
			expect(refusedOf(await book.send('update', update)), name).toBe('malformed');
		expect(refusedOf(await book.send('update', ofAnotherFormat))).toBe('done');
		const huge = await book.send('update', new Uint8Array(noteLimits.update + 1));
		expect(refusedOf(huge)).toBe('too-large');
		// Of another room, and of another notebook: what it stands on is not here.
		const elsewhere = await openNoteRoom(house, [lawyer], 'interrogatoire');
		const theirs = new NoteBook(elsewhere.of(lawyer), team);
		await theirs.open();
		await theirs.type('ailleurs');
		const before = encodeStateVector(theirs.doc);
		await theirs.type(' plus');
		const diff = encodeStateAsUpdate(theirs.doc, before);
		expect(refusedOf(await book.send('update', diff))).toBe('malformed');
		// Replayed: taken, and nothing changes, nobody is told.
		const reader = new NoteBook(room.regie, team);
		await reader.open();
		for (let n = 0; n < 5; n++)
			expect(refusedOf(await book.send('update', encodeStateAsUpdate(book.doc)))).toBe('done');
		await book.type('.');
		await reader.until(({ text }) => text === 'intact.');
		expect(reader.kinds('update')).toHaveLength(1);
		expect(reader.kinds('restarted')).toHaveLength(0);
		publish(task, { 'trames hostiles': frames.length + Object.keys(malformed).length + 8 });
		room.close();
		elsewhere.close();
	});

	it('[NB12] a browser that sends too much is told so, and the next one is not', async () => {
		const room = await openNoteRoom(house, [lawyer, prosecutor], 'interrogatoire');
		const book = new NoteBook(room.of(lawyer), team);
		await book.open();
		const replies = await Promise.all(
			Array.from({ length: 160 }, () => book.send('update', Uint8Array.of(0, 0)))
		);
		expect(replies.map(refusedOf)).toContain('too-fast');
		const other = new NoteBook(room.of(prosecutor), `equipe:${prosecutor}`);
		await other.open();
		expect(refusedOf(await other.type('tranquille'))).toBe('done');
		room.close();
	});

	it('[NB14] {P25} an update that never ends costs the notebooks two seconds, the hearing nothing, its author the pen', async ({
		task
	}) => {
		const room = await openNoteRoom(house, [lawyer, prosecutor], 'interrogatoire');
		const [accomplice, victim, foe] = [
			new NoteBook(room.of(lawyer), 'camp:defense'),
			new NoteBook(room.regie, 'camp:defense'),
			new NoteBook(room.of(prosecutor), `equipe:${prosecutor}`)
		];
		for (const book of [accomplice, victim, foe]) await book.open();
		await foe.type('avant la bombe');
		await new Promise((saved) => setTimeout(saved, 600));
		const starting = await timeStart();
		const hearing: number[] = [];
		let stop = false;
		const judging = (async () => {
			for (let n = 0; !stop; n++) {
				const at = performance.now();
				await room.regie.run('addMinutes', { step: 'interrogatoire', minutes: n % 2 ? 1 : -1 });
				hearing.push(performance.now() - at);
				await new Promise((next) => setTimeout(next, 20));
			}
		})();
		for (const update of ground(50))
			expect(refusedOf(await accomplice.send('update', update))).toBe('done');
		const begun = performance.now();
		// Written while the bomb is at work: neither saved nor lost.
		const typed = new Promise((later) => setTimeout(later, 200)).then(() => foe.type(' pendant'));
		const answered = refusedOf(await accomplice.send('update', endless(51, 50)));
		await typed;
		expect(answered).toBe('muted');
		await foe.until((it) => it.kinds('restarted').length > 0);
		await foe.until((it) => refusedOf(it.reply ?? {}) === 'done');
		const cost = performance.now() - begun;
		stop = true;
		await judging;
		hearing.sort((a, b) => a - b);
		const p95 = hearing[Math.floor(hearing.length * 0.95)] ?? Infinity;
		publish(task, {
			'démarrage d’un fil des carnets (ms)': Math.round(starting),
			'carnets revenus après une trame sans fin (ms)': Math.round(cost),
			'gestes de l’audience pendant ce temps, p95 (ms)': Math.round(p95)
		});
		// The bound that is promised is of an idle machine, and is published; here, that it ends, and that the hearing goes on.
		expect(cost).toBeLessThan(20_000);
		expect(p95).toBeLessThan(2_000);
		const reader = new NoteBook(room.regie, `equipe:${prosecutor}`);
		await reader.until((it) => (void it.open(), it.text === foe.text));
		expect(reader.text).toMatch(/^avant la bombe/);
		expect(refusedOf(await accomplice.type('encore'))).toBe('muted');
		const again = new NoteBook(room.of(lawyer), team);
		expect(await again.open()).toMatchObject({ writable: false });
		expect(refusedOf(await again.type('encore'))).toBe('muted');
		expect(refusedOf(await foe.type('!'))).toBe('done');
		room.close();
	}, 60_000);
});
