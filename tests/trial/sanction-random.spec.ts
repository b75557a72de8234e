import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import { decide } from '../../src/lib/trial/decide.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import type { Trial } from '../../src/lib/trial/trial.ts';
import { view } from '../../src/lib/trial/view.ts';
import { publish } from '../support/promise.ts';
import { atHearing, shippedLaw, type Hearing } from '../support/sentencing.ts';
import { given, regie, seated } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';
import { audiences, hearing, runs, walk } from './walk.ts';

/** Months of prison and euros that an adult incurs for the charges of the wide case, copied from the codes. */
const incurred: Record<string, [months: number, euros: number]> = {
	complicite: [120, 7_500_000],
	recel: [60, 75_000]
};
const kinds: Hearing[] = [
	{ minors: true, decides: ['guilt'], age: 16 },
	{ minors: true, decides: ['guilt', 'sanction'], age: 12 },
	{ minors: true, decides: ['sanction'], age: 15, settled: ['recel'] },
	{ minors: true, decides: ['sanction'], age: 15, ageAtHearing: 16, settled: ['complicite'] },
	{ minors: false, decides: ['guilt', 'sanction'], age: 19 }
];

const educational =
	/^(mesure-educative-judiciaire|avertissement-judiciaire|module-|interdiction-(lieu|contact)$|couvre-feu|compte-en-ligne|remise-objet|stage-civique|reussite-educative|dispense-educative)/;
const provisional =
	/^(mise-a-l-epreuve|mesure-educative-provisoire|module-.*-provisoire|investigation-educative|expertise)$/;

/** The law told a second time, by hand: nothing here reads the tables. */
function breaks(
	kind: Hearing,
	established: readonly string[],
	chosen: readonly Chosen[]
): string[] {
	const found: string[] = [];
	const has = (id: string) => chosen.some((it) => it.id === id);
	const of = (id: string) => chosen.find((it) => it.id === id)?.quantity ?? 0;
	const half = kind.minors ? 2 : 1;
	const months = Math.max(...established.map((id) => (incurred[id]?.[0] ?? 0) / half));
	const euros = Math.max(...established.map((id) => (incurred[id]?.[1] ?? 0) / half));
	const now = kind.ageAtHearing ?? kind.age;
	if (chosen.length === 0) found.push('nothing');
	if (established.length === 0) found.push('nobody is guilty');
	for (const { id, quantity = 0 } of chosen) {
		const isEducational = educational.test(id) && !provisional.test(id);
		if (kind.minors && kind.age < 13 && !isEducational) found.push(`${id} under 13`);
		if (!kind.decides.includes('sanction') && !provisional.test(id)) found.push(`${id} too early`);
		if (kind.decides.includes('sanction') && provisional.test(id)) found.push(`${id} too late`);
		if (!kind.minors && isEducational) found.push(`${id} of an adult`);
		if (/^prison/.test(id) && quantity > months) found.push(`${id}: ${quantity} months`);
	}
	const most = kind.minors ? Math.min(euros, 7500) : euros;
	if (has('amende') && of('amende') > most) found.push(`a fine of ${of('amende')}`);
	if (has('travail-interet-general')) {
		const hours = of('travail-interet-general');
		if (hours < 20 || hours > 400) found.push(`${hours} hours`);
		if (kind.minors && (now < 16 || kind.age < 13)) found.push('work under 16');
		if (!chosen.find(({ id }) => id === 'travail-interet-general')?.agreed)
			found.push('forced work');
		if (chosen.some(({ id }) => /^prison/.test(id))) found.push('work and prison');
	}
	if (has('prison') && of('prison') < 2) found.push('a month of prison');
	for (const { id, reason } of chosen)
		if (/^prison/.test(id) && !/^prison-/.test(reason)) found.push(`${id} without its reason`);
	if (
		chosen.some(({ id }) => /^module-(?!.*provisoire)/.test(id)) &&
		!has('mesure-educative-judiciaire')
	)
		found.push('a module alone');
	if ((has('reussite-educative') || has('dispense-educative')) && chosen.length > 1)
		found.push('a dispense and something else');
	if (has('mise-a-l-epreuve') && (of('mise-a-l-epreuve') < 6 || of('mise-a-l-epreuve') > 9))
		found.push('a second hearing out of time');
	if (!kind.decides.includes('sanction') && !has('mise-a-l-epreuve')) found.push('no date');
	return found;
}

const established = ({ file, ballot }: Trial) =>
	file.settled ??
	file.charges.map(({ id }) => id).filter((id) => ballot.outcomes[id] === 'coupable');
const composes = (event: Event) =>
	event.type === 'measuresProposed' || event.type === 'measuresDeclared' ? event.measures : null;

describe('random deliberations', { timeout: 60_000 }, () => {
	it('[SA15] no sequence of commands composes what the law forbids, or shows a result before the closing', ({
		task
	}) => {
		let proposals = 0;
		let closings = 0;
		const cases = kinds.map((kind): [Hearing, CaseFile] => [kind, atHearing(wideCase(), kind)]);
		fc.assert(
			fc.property(fc.nat(cases.length - 1), hearing, (n, drawn) => {
				const [kind, file] = cases[n] as [Hearing, CaseFile];
				const late = { ...drawn, from: 13, seated: 11 };
				walk(file, late, ({ before, events }, { trial }) => {
					for (const event of events) {
						const measures = composes(event);
						if (measures) {
							proposals++;
							expect(breaks(kind, established(before), measures)).toEqual([]);
						}
						if (event.type === 'ballotClosed') closings++;
						if (event.type === 'seatAnswered')
							expect(Object.keys(event).sort()).toEqual(['at', 'charge', 'seat', 'type']);
					}
					const { open, answered } = trial.ballot;
					if (trial.sanction.adopted)
						expect(breaks(kind, established(trial), trial.sanction.proposal ?? [])).toEqual([]);
					if (open !== ':mesures' || answered.length === 0) return;
					expect(trial.sanction).toMatchObject({ adopted: false, rejected: false });
					for (const audience of audiences(trial))
						expect(JSON.stringify(view(trial, audience))).not.toMatch(/adopter|rejeter/);
				});
			}),
			{ numRuns: runs * 6 }
		);
		expect(proposals).toBeGreaterThan(15);
		publish(task, { réponses: proposals, clôtures: closings });
	});

	it('[SA15] no composition that is accepted breaks the law, whatever is asked', ({ task }) => {
		const ids = shippedLaw().measures.entries.map(({ id }) => id);
		const reasons = [...new Set(shippedLaw().measures.entries.flatMap(({ motives }) => motives))];
		const quantity = fc.oneof(fc.constantFrom(2, 6, 7, 12, 20, 30, 50), fc.nat(500), fc.integer());
		const chosen = fc
			.record({
				id: fc.constantFrom(...ids),
				quantity: fc.option(quantity),
				reason: fc.constantFrom(...reasons.map(({ id }) => id)),
				agreed: fc.boolean()
			})
			.map(({ id, quantity, reason, agreed }): Chosen => ({
				id,
				reason,
				...(quantity !== null && { quantity }),
				...(agreed && { agreed: true })
			}));
		const trials = kinds.flatMap((kind): [Hearing, Trial][] => {
			const file = atHearing(wideCase(), kind);
			const hearing = given
				.on(file, ...seated(28, file))
				.at('ouverture')
				.at('delibere');
			if (kind.settled) return [[kind, hearing.trial]];
			const outcomes = [
				['coupable', 'relaxe'],
				['relaxe', 'coupable']
			] as const;
			return outcomes.map(([complicite, recel]) => [
				kind,
				hearing
					.run(regie, 'declareOutcome', { charge: 'complicite', outcome: complicite })
					.run(regie, 'declareOutcome', { charge: 'recel', outcome: recel }).trial
			]);
		});
		let accepted = 0;
		fc.assert(
			fc.property(fc.nat(trials.length - 1), fc.array(chosen, { maxLength: 3 }), (n, measures) => {
				const [kind, trial] = trials[n] as [Hearing, Trial];
				const request = { type: 'declareMeasures', input: { measures } };
				const decided = decide(trial, request, { now: 0, actor: regie });
				if ('refused' in decided) return;
				accepted++;
				expect(breaks(kind, established(trial), measures)).toEqual([]);
			}),
			{ numRuns: 20_000 }
		);
		expect(accepted).toBeGreaterThan(20);
		publish(task, { compositions: 20_000, acceptées: accepted });
	});

	it('[SA15] the second book sees what is planted', () => {
		const minor = kinds[1] as Hearing;
		const chosen = (id: string, quantity?: number): Chosen => ({
			id,
			reason: 'x',
			...(quantity !== undefined && { quantity })
		});
		expect(breaks(minor, ['recel'], [chosen('amende', 100)])).not.toEqual([]);
		expect(breaks(kinds[2] as Hearing, ['recel'], [chosen('prison-avec-sursis', 31)])).not.toEqual(
			[]
		);
		expect(breaks(kinds[4] as Hearing, ['recel'], [chosen('prison', 2)])).not.toEqual([]);
		expect(breaks(kinds[0] as Hearing, ['recel'], [chosen('stage', 2)])).not.toEqual([]);
	});
});
