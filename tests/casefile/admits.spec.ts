import { describe, expect, it } from 'vitest';
import { minimalFiles } from '../support/minimal-case.ts';
import { caseOf, findingsOf } from './broken.ts';

const files = minimalFiles();
const brought = [...files.values()].find((text) => text.includes('apportee_par'));
const number = /numero: (\d+)/.exec(brought ?? '')?.[1] ?? '';
/** The case, with one more direction on the defence's improvised cue. */
const withDirection = (direction: string) =>
	new Map(files).set(
		'deroule.md',
		(files.get('deroule.md') ?? '').replace(/^(### avocat\/sacha — .*)$/m, `$1, ${direction}`)
	);

describe('a piece brought during the hearing', () => {
	it('[F23] is brought by the cue that says so', () => {
		const steps = Object.values(caseOf(withDirection(`verse ${number}`)).script);
		const admits = steps.flatMap(({ cues }) => cues.flatMap((cue) => cue.admits ?? []));
		expect(admits).toEqual([number]);
	});

	it('[F23] must be a piece that a side brings', () => {
		const problems = findingsOf(withDirection('verse 1')).map(({ problem }) => problem);
		expect(problems).toEqual([expect.stringContaining('verse 1')]);
	});
});
