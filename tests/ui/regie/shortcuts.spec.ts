import { describe, expect, it } from 'vitest';
import { commandNames, type CommandName } from '../../../src/lib/trial/commands.ts';
import type { Desk } from '../../../src/lib/ui/desk/desk.svelte.ts';
import { findShortcut, shortcuts } from '../../../src/lib/ui/regie/shortcuts.ts';

const deskThat = (...allowed: CommandName[]) =>
	({ may: (name: CommandName) => allowed.includes(name) }) as unknown as Desk;
const everything = deskThat(...commandNames);
const press = (key: string, over: Partial<KeyboardEvent> = {}) =>
	({ key, target: null, ...over }) as KeyboardEvent;

describe('the conductor’s keys', () => {
	it('read the character, so that AZERTY and QWERTY agree, in capitals or not', () => {
		expect(findShortcut(press('n', { code: 'KeyB' }), everything)?.needs).toBe('setNeutral');
		expect(findShortcut(press('N'), everything)?.needs).toBe('setNeutral');
	});

	it('do nothing where the courtroom does not allow the gesture', () => {
		expect(findShortcut(press('s'), deskThat('setNeutral'))).toBeUndefined();
	});

	it('leave the browser’s own shortcuts alone', () => {
		for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
			expect(findShortcut(press('p', held), everything)).toBeUndefined();
	});

	it('are letters like any other while one writes', () => {
		const target = { closest: (list: string) => (list.includes('input') ? {} : null) };
		const typed = { target: target as unknown as EventTarget };
		expect(findShortcut(press('s', typed), everything)).toBeUndefined();
	});

	it('leave the arrows to a list that scrolls, and act from a button inside it', () => {
		const on = (matches: boolean) =>
			({ target: { closest: () => null, matches: () => matches } }) as unknown as KeyboardEvent;
		expect(findShortcut(press('ArrowRight', on(true)), everything)).toBeUndefined();
		expect(findShortcut(press('ArrowRight', on(false)), everything)?.needs).toBe('advanceCue');
		expect(findShortcut(press('s', on(true)), everything)?.needs).toBe('nextStep');
	});

	it('act once for a key held down', () => {
		expect(findShortcut(press('s', { repeat: true }), everything)).toBeUndefined();
	});

	it('pause or resume by the same key, whichever is allowed', () => {
		expect(findShortcut(press('p'), deskThat('suspend'))?.needs).toBe('suspend');
		expect(findShortcut(press('p'), deskThat('resume'))?.needs).toBe('resume');
	});

	it('never share a key between two gestures that may both be allowed', () => {
		const either = new Set(['suspend', 'resume']);
		const keys = shortcuts.filter(({ needs }) => !either.has(needs)).flatMap(({ keys }) => keys);
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys).not.toContain('p');
	});
});
