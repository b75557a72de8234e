import { describe, expect, it } from 'vitest';
import { danger, listening, tellChecked } from '../../src/routes/aide/numbers.ts';

const line = (checkedOn?: string) => ({
	number: '119',
	dial: '119',
	name: '',
	what: '',
	when: '',
	...(checkedOn ? { checkedOn } : {})
});

describe('the help numbers', () => {
	it('say when they were checked', () => {
		expect(tellChecked(line('2025-11'), new Date('2025-12-01'))).toBe('vérifié en novembre 2025');
	});

	it('ask to be checked again after six months', () => {
		expect(tellChecked(line('2025-11'), new Date('2026-05-31'))).toBe('vérifié en novembre 2025');
		expect(tellChecked(line('2025-11'), new Date('2026-06-01'))).toBe(
			'vérifié en novembre 2025, à revérifier'
		);
	});

	it('never pass for checked when nobody did', () => {
		expect(tellChecked(line(), new Date('2025-12-01'))).toBe('à revérifier');
	});

	it('dial what they print', () => {
		for (const { number, dial } of [...danger, ...listening])
			expect(number.replaceAll(' ', '')).toBe(dial);
	});
});
