import { describe, expect, it } from 'vitest';
import { drawCode } from '../../../src/lib/server/door/secret.ts';
import { findConfused, readCode, showCode } from '../../../src/lib/ui/kit/code.ts';

describe('a room code as it is typed', () => {
	it.each([
		['kx74mp', 'KX74MP'],
		[' KX7-4MP ', 'KX74MP'],
		['kx7 4mp', 'KX74MP'],
		['http://192.168.1.20:3000/salle/KX74MP?tablette=2', 'KX74MP'],
		['https://pretoire.example/salle/KX7-4MP', 'KX74MP'],
		['KX74MPAA', 'KX74MP'],
		['KO', 'K'],
		['', '']
	])('reads %j as %j', (typed, code) => expect(readCode(typed)).toBe(code));

	it('lets through every code that is drawn', () => {
		for (let n = 0; n < 200; n++) {
			const code = drawCode();
			expect(readCode(showCode(code).toLowerCase())).toBe(code);
			expect(findConfused(showCode(code))).toBeNull();
		}
	});

	it('names the sign that no code holds', () => {
		expect(findConfused('kx7-o')).toBe('O');
		expect(findConfused('KX7-8')).toBe('8');
		expect(findConfused('KX7-4MP')).toBeNull();
	});

	it('is shown in two halves, without a dash while it is short', () => {
		expect(showCode('KX74MP')).toBe('KX7-4MP');
		expect(showCode('KX7')).toBe('KX7');
		expect(showCode('KX74')).toBe('KX7-4');
	});

	it('reads back what it shows', () => expect(readCode(showCode('KX74MP'))).toBe('KX74MP'));
});
