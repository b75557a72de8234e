import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	countWords,
	fragmentOf,
	missingLines,
	readBlocks
} from '../../src/lib/client/note-text.ts';
import type { RoomSheet } from '../../src/lib/protocol/sheet.ts';
import type { WireView } from '../../src/lib/protocol/wire.ts';
import { stampNow } from '../../src/lib/ui/notebook/hearing-time.ts';
import { speechOf, tellAloud } from '../../src/lib/ui/notebook/speaking.ts';

function page(...lines: [name: string, text: string][]): Y.Doc {
	const doc = new Y.Doc();
	for (const [name, text] of lines) {
		const block = new Y.XmlElement(name === 'item' ? 'paragraph' : name);
		block.insert(0, [new Y.XmlText(text)]);
		const list = new Y.XmlElement('bulletList');
		const item = new Y.XmlElement('listItem');
		if (name === 'item') {
			item.insert(0, [block]);
			list.insert(0, [item]);
		}
		fragmentOf(doc).push([name === 'item' ? list : block]);
	}
	return doc;
}

describe('a notebook as plain text', () => {
	test('reads its titles, paragraphs and items in order, without the empty ones', () => {
		const doc = page(['heading', 'Les faits'], ['paragraph', ' '], ['item', 'Il pleuvait.']);
		expect(readBlocks(doc).map(({ kind, text }) => [kind, text])).toEqual([
			['heading', 'Les faits'],
			['item', 'Il pleuvait.']
		]);
	});

	test('a block keeps its key whatever is written before it', () => {
		const doc = page(['paragraph', 'deux']);
		const [before] = readBlocks(doc);
		const first = new Y.XmlElement('paragraph');
		first.insert(0, [new Y.XmlText('un')]);
		fragmentOf(doc).insert(0, [first]);
		expect(readBlocks(doc).at(1)?.key).toBe(before?.key);
	});

	test('counts what is said: « l’audience » is two words, a stamp and a citation none', () => {
		const words = (text: string) => countWords([{ key: '', kind: 'paragraph', text }]);
		expect(words('L’audience commence – enfin.')).toBe(4);
		expect(words('[Interrogatoire, 12 min] Il dit oui (pièce 3, § 2).')).toBe(3);
	});

	test('what one document says and the other does not', () => {
		const mine = page(['paragraph', 'commun'], ['paragraph', 'à moi']);
		expect(missingLines(mine, page(['paragraph', 'commun']))).toBe('à moi');
	});
});

describe('how long it takes to say', () => {
	test.each([
		[10, 'quelques secondes à voix haute'],
		[65, 'environ 30 s à voix haute'],
		[325, 'environ 2 min 30 à voix haute'],
		[390, 'environ 3 min à voix haute']
	])('%i words: %s', (words, said) => expect(tellAloud(words)).toBe(said));

	const steps = [
		{ id: 'requisitions', title: 'Réquisitions', part: 'debates', minutes: 5 },
		{ id: 'plaidoirie', title: 'Plaidoirie', part: 'debates', minutes: 6 }
	] as RoomSheet['steps'];

	test('against the minutes of its own side', () => {
		expect(speechOf(steps, 'defense')).toBe(6);
		expect(speechOf(steps, 'parquet')).toBe(5);
		expect(speechOf(steps, 'temoins')).toBeNull();
	});
});

test('a line of the hearing’s note says the step and the time spent in court, reading left out', () => {
	const steps = [
		{ id: 'dossier', title: 'Lecture', part: 'reading', minutes: 10 },
		{ id: 'ouverture', title: 'Ouverture', part: 'opening', minutes: 4 },
		{ id: 'interrogatoire', title: 'Interrogatoire', part: 'debates', minutes: 10 }
	] as RoomSheet['steps'];
	const at = (step: string | null) =>
		({
			script: { step },
			clock: { step, since: 60_000, elapsed: { dossier: 600_000, ouverture: 240_000 }, added: {} }
		}) as unknown as Partial<WireView>;
	expect(stampNow(steps, at('interrogatoire'), 180_000)).toEqual({ step: 'Interrogatoire', at: 6 });
	expect(stampNow(steps, at('dossier'), 180_000)).toBeNull();
});
