import { describe, expect, it } from 'vitest';
import { tellElapsed, tellLeft } from '../../../src/lib/ui/kit/clock.ts';

describe('time gone', () => {
	it.each([
		[0, '00:00'],
		[-4, '00:00'],
		[432.9, '07:12'],
		[3599, '59:59'],
		[3840, '1 h 04']
	])('tells %d seconds as %s', (seconds, words) => expect(tellElapsed(seconds)).toBe(words));
});

describe('time left', () => {
	it.each([
		[470, 'reste environ 8 min'],
		[60, 'reste environ 1 min'],
		[59, 'reste moins d’une minute'],
		[0, 'temps prévu atteint'],
		[-59, 'temps prévu atteint'],
		[-130, 'temps prévu dépassé de 2 min']
	])('tells %d seconds as %s', (seconds, words) => expect(tellLeft(seconds)).toBe(words));
});
