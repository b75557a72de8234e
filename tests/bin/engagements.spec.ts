import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	describePromises,
	judgePromises,
	proofsOfPlaywright,
	proofsOfVitest
} from '../../bin/engagements.ts';
import { promises } from '../../bin/promises.ts';

const test = (fullName: string, status: string, figures?: Record<string, number>) => ({
	fullName,
	status,
	...(figures && { meta: { figures } })
});
const vitest = (...tests: ReturnType<typeof test>[]) => ({
	testResults: [{ assertionResults: tests }]
});
const all = vitest(
	...promises
		.filter(({ missing }) => missing === undefined)
		.map(({ id }) => test(`[D1] {${id}} holds`, 'passed'))
);

describe('the promises', () => {
	it('[R13] are kept when every test that names them passed', () => {
		const { kept, broken } = judgePromises(proofsOfVitest(all));
		expect(broken).toEqual([]);
		expect(kept.length).toBeGreaterThan(20);
	});

	it('[R13] are broken by a failure, by silence, and by a number nobody wrote', () => {
		const [first, second] = proofsOfVitest(all);
		const failed = proofsOfVitest(vitest(test('a {P2} b', 'failed'), test('{P99} c', 'passed')));
		const { kept, broken } = judgePromises([...proofsOfVitest(all), ...failed]);
		expect(broken).toEqual(['P2', 'P99']);
		expect(kept).not.toContain('P2');
		expect([first?.promise, second?.promise]).toEqual(['P1', 'P2']);
		expect(judgePromises(proofsOfVitest(vitest())).kept).toEqual([]);
		expect(proofsOfVitest(vitest(test('{P1} not run', 'skipped')))).toEqual([]);
	});

	it('[R13] are published with the sum of what their tests counted, and the worst of what they measured', () => {
		const seeds = vitest(
			test('{P1} seed 1', 'passed', { graines: 1, 'retour, ms': 40 }),
			test('{P1} seed 2', 'passed', { graines: 1, 'retour, ms': 30 })
		);
		const played = proofsOfPlaywright({
			suites: [
				{
					suites: [
						{
							specs: [
								{
									title: '{P12} polling',
									ok: true,
									tests: [{ annotations: [{ type: 'figures', description: '{"gestes":57}' }] }]
								}
							]
						}
					]
				}
			]
		});
		const page = describePromises([...proofsOfVitest(seeds), ...played], {
			on: '23 novembre 2026',
			commit: 'abc1234'
		});
		expect(page).toMatch(/\| P1 \| .* \| 2 \| graines : 2 ; retour, ms : 40 \|/);
		expect(page).toMatch(/\| P12 \| .* \| 1 \| gestes : 57 \|/);
		expect(page).toContain('- **P2** Rien n’est confirmé');
		expect(page).toContain('Un essai a échoué, ou manque.');
	});

	it('[R13] are all in docs/engagements.md, with what is missing', () => {
		const page = readFileSync(new URL('../../docs/engagements.md', import.meta.url), 'utf8');
		expect(page, 'written by « npm test -- --publier »').toMatch(/révision `[0-9a-f]{7,}`/);
		for (const { id, sentence, missing = '' } of promises) {
			expect(page, id).toContain(sentence);
			expect(page, id).toContain(missing);
		}
	});
});
