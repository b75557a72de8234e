import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteStore } from '../../../src/lib/server/notes/note-store.ts';

const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const page = (trial: string, notebook: string, ...numbers: number[]) => ({
	trial,
	notebook,
	bytes: bytes(...numbers)
});

/** What every store of notebooks must do, whatever it is made of; `make` gives two processes on the same texts. */
export function describeNotes(name: string, make: () => Promise<[NoteStore, NoteStore]>): void {
	describe(`${name} keeps the contract of notebooks`, () => {
		let store: NoteStore;
		let other: NoteStore;

		beforeEach(async () => {
			[store, other] = await make();
		});
		afterEach(async () => {
			await store.stop();
			await other.stop();
		});
		const read = async (...asked: Parameters<NoteStore['read']>) =>
			(await store.read(...asked)).map(({ seq, notebook, whole, bytes: it }) => [
				seq,
				notebook,
				whole,
				...it
			]);

		it('[NB21] gives pages in order, numbered within the trial, whoever wrote', async () => {
			const three = [page('a', 'x', 1), page('b', 'x', 9), page('a', 'y', 2)];
			expect(await store.add(three)).toEqual([1, 1, 2]);
			expect(await other.add([page('a', 'x', 3)])).toEqual([3]);
			expect(await read('b', 0)).toEqual([[1, 'x', false, 9]]);
			expect(await read('a', 0)).toEqual([
				[1, 'x', false, 1],
				[2, 'y', false, 2],
				[3, 'x', false, 3]
			]);
			expect(await read('a', 1, 'x')).toEqual([[3, 'x', false, 3]]);
			expect(await read('nobody', 0)).toEqual([]);
		});

		it('[NB21] puts a whole text in the place of its pages alone, unless somebody wrote after', async () => {
			await store.add([page('a', 'x', 1), page('a', 'y', 2)]);
			await other.add([page('a', 'x', 3)]);
			expect(await store.replace('a', 'x', 1, bytes(7))).toBeNull();
			expect(await read('a', 0, 'x')).toHaveLength(2);
			expect(await store.replace('a', 'x', 3, bytes(7))).toBe(4);
			expect(await read('a', 0)).toEqual([
				[2, 'y', false, 2],
				[4, 'x', true, 7]
			]);
			await other.add([page('a', 'x', 8)]);
			expect(await read('a', 4)).toEqual([[5, 'x', false, 8]]);
		});

		it('[NB21] [NB31] keeps extracts of a seat, as many as it is told', async () => {
			const extract = { seat: 'avocat/a', text: 'l’été — « ça »' };
			expect(await store.addExtract('a', 'one', extract, 2)).toBe(true);
			expect(await other.addExtract('a', 'two', extract, 2)).toBe(true);
			expect(await store.addExtract('a', 'three', extract, 2)).toBe(false);
			expect(await store.addExtract('a', 'four', { ...extract, seat: 'avocat/b' }, 2)).toBe(true);
			expect(await other.extract('a', 'one')).toEqual(extract);
			expect(await store.extract('b', 'one')).toBeNull();
			expect(await store.extract('a', 'three')).toBeNull();
			await expect(store.addExtract('a', 'one', extract, 9)).rejects.toThrow();
		});

		it('[NB21] [NB18] erases texts and keeps the extracts named, or nothing at all', async () => {
			const extract = { seat: 'avocat/a', text: 'texte' };
			await store.add([page('a', 'x', 1)]);
			await store.add([page('b', 'x', 1)]);
			for (const id of ['one', 'two']) await store.addExtract('a', id, extract, 9);
			await store.addExtract('c', 'one', extract, 9);
			expect(await store.trials()).toEqual(['a', 'b', 'c']);
			await store.erase([
				{ trial: 'a', kept: ['one'] },
				{ trial: 'c', kept: null }
			]);
			expect(await read('a', 0)).toEqual([]);
			expect(await other.extract('a', 'one')).toEqual(extract);
			expect(await other.extract('a', 'two')).toBeNull();
			expect(await store.trials()).toEqual(['a', 'b']);
			// A number is never given twice: whoever reads on from it would miss a page.
			await store.add([page('a', 'x', 1)]);
			expect(await read('a', 0)).toEqual([[2, 'x', false, 1]]);
			expect(await read('b', 0)).toHaveLength(1);
			await store.erase([{ trial: 'a', kept: [] }]);
			expect(await store.extract('a', 'one')).toBeNull();
		});

		it('[NB21] [NB29] remembers since when a trial is unknown, until it no longer is', async () => {
			expect([...(await store.sinceUnknown(['a', 'b'], 5))]).toEqual([
				['a', 5],
				['b', 5]
			]);
			expect([...(await other.sinceUnknown(['b', 'c'], 7))].sort()).toEqual([
				['b', 5],
				['c', 7]
			]);
			expect([...(await store.sinceUnknown(['a'], 9))]).toEqual([['a', 9]]);
			expect((await store.sinceUnknown([], 9)).size).toBe(0);
		});

		it('[NB21] says whether somebody else has written', async () => {
			await store.changed();
			await store.add([page('a', 'x', 1)]);
			expect(await store.changed()).toBe(false);
			await other.add([page('a', 'x', 1)]);
			expect(await store.changed()).toBe(true);
			expect(await store.changed()).toBe(false);
		});
	});
}
