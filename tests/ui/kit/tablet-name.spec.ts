import { describe, expect, it } from 'vitest';
import { nameAmong, nameTablet } from '../../../src/lib/ui/kit/tablet-name.ts';

const ids = Array.from({ length: 2_000 }, (_, n) => `tablet-${n}`);

describe('the short name of a tablet', () => {
	it('depends on its id alone, and reads without doubt', () => {
		for (const id of ids) {
			expect(nameTablet(id)).toEqual(nameTablet(id));
			expect(nameTablet(id).name).toMatch(/^[A-HJ-NPR-Z][2-9][A-HJ-NPR-Z]$/);
		}
	});

	it('is spread over the names there are', () => {
		expect(new Set(ids.map((id) => nameTablet(id).name)).size).toBeGreaterThan(1_200);
	});

	it('is longer between two tablets of one room that share it', () => {
		const names = ids.map((id) => nameTablet(id).name);
		const twin = names.findIndex((name, n) => names.indexOf(name) !== n);
		const first = names.indexOf(names[twin] ?? '');
		const [a = '', b = ''] = [ids[first], ids[twin]];
		expect(nameAmong(a, [a])).toBe(names[first]);
		expect(nameAmong(a, [a, b])).toBe(`${names[first]}-${nameTablet(a).rest}`);
		expect(nameAmong(a, [a, b])).not.toBe(nameAmong(b, [a, b]));
	});
});
