import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { eraseKept } from '../../src/lib/client/kept-notes.ts';
import { fragmentOf, writeQuote } from '../../src/lib/client/note-text.ts';
import { notebookId as id, NoteRoom } from '../support/note-room.ts';
import { closeAll, cut, open, read, rejoin, write } from './note-pages.ts';

const names = async () => (await indexedDB.databases()).map(({ name }) => name);

let room: NoteRoom;
beforeEach(() => {
	room = new NoteRoom();
});
afterEach(closeAll);

describe('a notebook in its tablet', () => {
	test('[NB40] what is typed together reaches the room and the others as one update', async () => {
		const [ours, theirs] = [room.join('a'), room.join('b')];
		const [mine, yours] = [await open(ours), await open(theirs)];
		for (const word of ['Le', 'doute', 'profite']) write(mine, word);
		expect(mine.owes).toBe(true);
		await vi.waitFor(() => expect(read(yours)).toEqual(['Le', 'doute', 'profite']));
		await vi.waitFor(() => expect(mine.owes).toBe(false));
		expect(room.frames.filter((kind) => kind === 'update')).toHaveLength(1);
		expect(room.text).toEqual(read(mine));
	});

	test('[NB41] what is typed on both sides of a cut is merged, each word once, lost answers included', async () => {
		const [ours, theirs] = [room.join('a'), room.join('b')];
		const [mine, yours] = [await open(ours), await open(theirs)];
		cut(ours, mine);
		write(mine, 'écrit hors ligne');
		write(yours, 'écrit pendant ce temps');
		await vi.waitFor(() => expect(yours.owes).toBe(false));
		expect(read(mine)).toEqual(['écrit hors ligne']);
		room.deaf = 1;
		rejoin(ours, mine);
		await vi.waitFor(() => expect(mine.owes).toBe(false), 5_000);
		expect(read(mine)).toEqual(room.text);
		expect(read(yours)).toEqual(room.text);
		expect(room.text.toSorted()).toEqual(['écrit hors ligne', 'écrit pendant ce temps']);
	});

	test('[NB41] a restarted room that lost its last seconds gets them again', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		write(mine, 'au disque');
		await vi.waitFor(() => expect(room.text).toEqual(['au disque']));
		const saved = Y.encodeStateAsUpdate(room.doc);
		write(mine, 'pas encore');
		await vi.waitFor(() => expect(room.text).toEqual(['au disque', 'pas encore']));
		room.doc = new Y.Doc();
		Y.applyUpdate(room.doc, saved);
		room.push('restarted');
		await vi.waitFor(() => expect(room.text).toEqual(['au disque', 'pas encore']));
	});

	test('[NB41] a notebook with nothing to say sends nothing when it opens again', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		write(mine, 'un');
		fragmentOf(mine.doc).delete(0, 1);
		write(mine, 'deux');
		await vi.waitFor(() => expect(mine.owes).toBe(false));
		room.frames = [];
		cut(ours, mine);
		rejoin(ours, mine);
		await new Promise((next) => setTimeout(next, 250));
		expect(room.frames).toEqual(['open']);
	});

	test.each(['full', 'too-large', 'malformed', 'muted'] as const)(
		'[NB42] refused as %s: the room’s text comes back, and the words are shown beside it',
		async (reason) => {
			const ours = room.join('a');
			const mine = await open(ours);
			write(mine, 'partagé');
			await vi.waitFor(() => expect(mine.owes).toBe(false));
			room.refusal = reason;
			write(mine, 'refusé');
			await vi.waitFor(() => expect(mine.lost).toBe('refusé'));
			expect(mine.trouble).toBe(reason);
			expect(read(mine)).toEqual(['partagé']);
			expect(room.text).toEqual(['partagé']);
		}
	);

	test('[NB42] closed while words were on their way: read only, the room’s text, the words beside it', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		cut(ours, mine);
		write(mine, 'trop tard');
		room.writable = false;
		rejoin(ours, mine);
		await vi.waitFor(() => expect(mine.lost).toBe('trop tard'));
		expect(mine.writable).toBe(false);
		expect(read(mine)).toEqual([]);
		write(mine, 'encore');
		await new Promise((next) => setTimeout(next, 150));
		expect(room.text).toEqual([]);
	});

	test('[NB42] closed while an update is unanswered: the refusal that follows loses no word', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		room.writable = false;
		room.late = 100;
		write(mine, 'sous la plume');
		await vi.waitFor(() => expect(room.frames).toContain('update'));
		room.push('rights', Uint8Array.of(0));
		await vi.waitFor(() => expect(mine.lost).toBe('sous la plume'));
		await new Promise((next) => setTimeout(next, 400));
		expect(mine.lost).toBe('sous la plume');
		expect(mine.trouble).toBe('read-only');
		expect(read(mine)).toEqual([]);
		expect(mine.owes).toBe(false);
	});

	test('[NB27] what is taken and not on the disk is said so, until it is, and asked again when it opens again', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		expect(mine.unsaved).toBe(false);
		room.push('disk', Uint8Array.of(0));
		expect(mine.unsaved).toBe(true);
		expect(mine.writable).toBe(true);
		room.push('disk', Uint8Array.of(1));
		expect(mine.unsaved).toBe(false);
		room.push('disk', Uint8Array.of(0));
		cut(ours, mine);
		rejoin(ours, mine);
		await vi.waitFor(() => expect(mine.unsaved).toBe(false));
	});

	test('[NB43] a copy is kept for this room, tablet and notebook, and gives its words back after a reload', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		await vi.waitFor(() => expect(mine.kept).toBe(true));
		expect(await names()).toEqual([`pretoire:carnet:KX74MB:a:${id}`]);
		cut(ours, mine);
		write(mine, 'gardé ici');
		await new Promise((next) => setTimeout(next, 50));
		mine.close();
		const again = await open(room.join('a'));
		await vi.waitFor(() => expect(room.text).toEqual(['gardé ici']));
		expect(read(again)).toEqual(['gardé ici']);
	});

	test('[NB43] erased when it is no longer this place’s, and when the tablet is given back', async () => {
		const mine = await open(room.join('a'));
		const other = await open(room.join('b'));
		await vi.waitFor(() => expect(mine.kept && other.kept).toBe(true));
		room.push('rights');
		await vi.waitFor(async () => expect(await names()).toEqual([]));
		expect(mine.gone && other.gone).toBe(true);
		const back = await open(room.join('c'));
		await vi.waitFor(() => expect(back.kept).toBe(true));
		write(back, 'secret');
		await eraseKept();
		expect(await names()).toEqual([]);
		expect(back.kept).toBe(false);
	});

	test('[NB44] no cursor is told in the deliberation, one at most every 100 ms elsewhere', async () => {
		const secret = await open(room.join('a'), 'delibere');
		const open_ = await open(room.join('b'));
		for (let i = 0; i < 20; i++) {
			secret.cursors.point({ anchor: i, head: i });
			open_.cursors.point({ anchor: i, head: i });
		}
		await new Promise((next) => setTimeout(next, 150));
		expect(room.frames.filter((kind) => kind === 'awareness')).toHaveLength(1);
	});

	test('[NB45] a quotation goes after the paragraph one wrote in, else at the end', async () => {
		const mine = await open(room.join('a'));
		write(mine, 'un');
		write(mine, 'deux');
		const quote = { piece: 'p3', number: 3, paragraph: 2, text: 'Je l’ai vu.' };
		const first = fragmentOf(mine.doc).get(0) as Y.XmlElement;
		const place = Y.createRelativePositionFromTypeIndex(first.get(0) as Y.XmlText, 1);
		writeQuote(mine.doc, quote, place);
		writeQuote(mine.doc, { ...quote, paragraph: null, text: '' }, null);
		const cited = '« Je l’ai vu. » (pièce\u00a03, §\u00a02)';
		expect(read(mine)).toEqual(['un', cited, 'deux', '(pièce\u00a03)']);
	});
});
