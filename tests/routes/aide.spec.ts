import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkHelplines, isStale, parseHelplines } from '../../src/lib/casefile/law/helplines.ts';
import { tellChecked } from '../../src/routes/aide/numbers.ts';

const shipped = () => {
	const path = new URL('../../cases/droit/aides.yaml', import.meta.url);
	const read = parseHelplines('aides.yaml', readFileSync(path, 'utf8'));
	if ('findings' in read) throw new Error(read.findings.map(({ problem }) => problem).join(', '));
	return read.table;
};
const told = (checkedOn: string | undefined, today: string) => {
	const line = checkedOn === undefined ? {} : { checkedOn };
	return tellChecked(line, isStale(line, today));
};

describe('the help numbers', () => {
	it('say when they were checked', () => {
		expect(told('2025-11', '2025-12-01')).toBe('vérifié en novembre 2025');
	});

	it('[LI51] ask to be checked again after six months', () => {
		expect(told('2025-11', '2026-05-31')).toBe('vérifié en novembre 2025');
		expect(told('2025-11', '2026-06-01')).toBe('vérifié en novembre 2025, à revérifier');
		const stale = checkHelplines('aides.yaml', shipped(), '2026-11-24');
		expect(stale).toMatchObject([{ code: 'aide-a-relire', severity: 'warning' }]);
		const fresh = shipped().entries.map((line) => ({ ...line, checkedOn: '2026-09' }));
		const table = { checkedOn: '2026-09-01', entries: fresh };
		expect(checkHelplines('aides.yaml', table, '2026-11-24')).toEqual([]);
	});

	it('never pass for checked when nobody did', () => {
		expect(told(undefined, '2025-12-01')).toBe('à revérifier');
	});

	it('put danger first, and dial what they print', () => {
		const { entries } = shipped();
		expect(entries.slice(0, 5).map(({ dial }) => dial)).toEqual(['15', '17', '18', '112', '114']);
		expect(entries.filter(({ urgent }) => urgent)).toHaveLength(5);
		for (const { number, dial } of entries) expect(number.replaceAll(' ', '')).toBe(dial);
	});
});
