import { describe, expect, it } from 'vitest';
import type { Role, Seat, Side } from '../../../src/lib/casefile/casefile.ts';
import { tellPlace } from '../../../src/lib/ui/kit/place.ts';
import { tellAddress, tellPieces, tellSide } from '../../../src/lib/ui/screen/words.ts';

const seat = (role: Role, side: Side): Seat => ({
	id: `${role}/un`,
	role,
	side,
	label: '',
	spoken: '',
	team: 1,
	opensAt: 12,
	confirmed: false
});

describe('the words of the projector', () => {
	it('says the side, or the office where one side gathers several', () => {
		expect(tellSide(seat('avocat', 'defense'))).toBe('Défense');
		expect(tellSide(seat('temoin', 'temoins'))).toBe('Témoin');
		expect(tellSide(seat('greffier', 'auxiliaires'))).toBe('Greffe');
	});

	it('brings to the bar who is heard, not who pleads', () => {
		expect(tellPlace(seat('prevenu', 'defense'))).toBe('À la barre');
		expect(tellPlace(seat('avocat', 'defense'))).toBe('Prend la parole');
	});

	it('lists pieces as one says them', () => {
		expect(tellPieces([4])).toBe('la pièce 4');
		expect(tellPieces(['1', '2', '5'])).toBe('les pièces 1, 2 et 5');
	});

	it('shows the address as one types it', () => {
		expect(tellAddress('http://192.168.1.20:3000/')).toBe('192.168.1.20:3000');
	});
});
