import { describe, expect, it } from 'vitest';
import { writeSealed, type SealedDecision } from '../../src/lib/casefile/sealed.ts';
import { decide } from '../../src/lib/trial/decide.ts';
import { readOwn } from '../../src/lib/trial/sealed.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	regie,
	screen,
	seated,
	server
} from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';
import { ask, everybody, mine, ofCase, opened, past, sealer, sha, wholeRead } from './sealing.ts';

describe('the decision kept closed', () => {
	it('[J7] is opened by an adult: the tribunal’s read, roles left, the first three phases past', () => {
		const left = wholeRead();
		hearingAt('delibere').when(regie, 'openSealed', {}).refused('roles-not-left');
		hearingAt('sortie-de-role').when(regie, 'openSealed', {}).refused('decision-not-read');
		left.when(regie, 'openSealed', {}).refused('phases-not-past');
		const entered = left.at('debrief');
		// Jumped over, they are not past.
		for (const phase of ['vrai-faux', 'points-de-vue', 'vrai-faux'] as const)
			entered
				.run(regie, 'jumpToPhase', { phase })
				.when(regie, 'openSealed', {})
				.refused('phases-not-past');
		const third = entered.run(regie, 'nextPhase', {}).run(regie, 'nextPhase', {});
		third.when(regie, 'openSealed', {}).refused('phases-not-past');
		const fourth = third.run(regie, 'nextPhase', {});
		for (const adult of [regie, magistrat])
			fourth
				.when(adult, 'openSealed', {})
				.done()
				.when(adult, 'openSealed', {})
				.refused('sealed-opened');
		// What was past stays past.
		fourth.run(regie, 'jumpToPhase', { phase: 'ressenti' }).run(regie, 'openSealed', {});
		for (const actor of [as('juge/president'), server])
			fourth.when(actor, 'openSealed', {}).refused('not-yours');
		const { debrief: _, ...old } = wideCase();
		wholeRead([], old).run(regie, 'openSealed', {});
	});

	it('[J8] [J10] has its digest for the room while it is closed, and is whole for everybody once open', () => {
		const fact = ofCase();
		const closed = past(wholeRead([fact]));
		const { decision } = wideCase();
		for (const actor of everybody) {
			const view = closed.sees(actor, 'sealed');
			expect(view).toEqual({
				seal: { digest: 'digest' in fact && fact.digest, by: 'case' },
				opened: null
			});
			expect(JSON.stringify(view)).not.toContain('"sel"');
			const { hearing } = ask(closed, 'openSealed', {});
			expect(opened(hearing, actor)?.decision).toEqual(decision.sealed);
		}
	});

	it('[J11] is the magistrate’s own, where they seal one before the opening step', () => {
		const lobby = given(...seated(), ofCase());
		const { facts, hearing } = ask(lobby, 'sealDecision', mine);
		expect(facts).toMatchObject([{ type: 'decisionSealed', salt: 'sel', by: 'magistrate' }]);
		expect(hearing.trial.sealed.seal?.by).toBe('magistrate');
		const again = ask(hearing.at('dossier'), 'sealDecision', { ...mine, outcome: 'Autre.' });
		expect(again.hearing.trial.sealed.seal?.digest).not.toBe(hearing.trial.sealed.seal?.digest);
		for (const actor of [regie, as('juge/president')])
			lobby.when(actor, 'sealDecision', mine).refused('not-yours');
		for (const step of ['ouverture', 'interrogatoire', 'debrief'])
			hearingAt(step).when(magistrat, 'sealDecision', mine).refused('hearing-begun');
	});

	it('[J12] is sanitised, names pieces of the file and orders what the law allows', () => {
		const hostile = readOwn({
			...mine,
			reasons: '<script>alert(1)</script><img src=x onerror=alert(1)>\n\n**Fort** [a](javascript:b)'
		});
		expect(hostile?.reasons).toBe('<p><strong>Fort</strong> a</p>');
		expect(readOwn({ ...mine, reasons: '<script>x</script>' })).toBe(null);
		const lobby = given(...seated());
		const refusalOf = (input: object, file = wideCase()) => {
			const { trial, now } = given.on(file, ...seated(28, file));
			const context = { now, actor: magistrat, sealer: sealer() };
			const decided = decide(trial, { type: 'sealDecision', input }, context);
			return 'refused' in decided ? decided.refused : null;
		};
		expect(refusalOf({ ...mine, exhibits: ['99'] })).toBe('exhibit-unknown');
		expect(refusalOf({ ...mine, measures: [{ id: 'bagne' }] })).toBe('measure-unknown');
		expect(refusalOf({ ...mine, outcome: ' ' })).toBe('malformed');
		expect(refusalOf({ ...mine, reasons: '> '.repeat(3_000) })).toBe('malformed');
		const { measures: _, ...bare } = wideCase();
		expect(refusalOf({ ...mine, measures: [{ id: 'x' }] }, bare)).toBe('no-measures');
		lobby
			.whenever(magistrat, 'sealDecision', { ...mine, reasons: 'x'.repeat(6_001) })
			.refused('malformed');
	});

	it('[J13] is compared with its digest as it opens: another text, or none, is told and hides nothing', () => {
		const { hearing: sealed } = ask(given(...seated()), 'sealDecision', mine);
		const seal = sealed.events.filter(({ type }) => type === 'decisionSealed');
		const closed = past(wholeRead(seal));
		const kept = readOwn(mine);
		const after = (lent: SealedDecision | null) =>
			opened(ask(closed, 'openSealed', {}, sealer(lent)).hearing);
		expect(after(kept)).toMatchObject({ check: 'intact', decision: kept });
		const forged = kept && { ...kept, outcome: 'Condamnation.' };
		expect(after(forged)).toMatchObject({ check: 'altered', decision: forged });
		expect(after(null)).toMatchObject({ check: 'lost', decision: wideCase().decision.sealed });
		const { decision } = wideCase();
		const edited = {
			...wideCase(),
			decision: { ...decision, sealed: { ...decision.sealed, outcome: 'Autre.' } }
		};
		const other = ask(past(wholeRead([ofCase()], edited)), 'openSealed', {}).hearing;
		expect(opened(other)).toMatchObject({ check: 'altered', decision: { outcome: 'Autre.' } });
	});

	it('[J14] is checked by anybody: the digest is that of the salt, then the text', () => {
		const own = ask(given(...seated()), 'sealDecision', mine).hearing.events.slice(-1);
		for (const [seal, kept] of [
			[ofCase(), null],
			[own[0], readOwn(mine)]
		] as const) {
			if (!seal) throw new Error('nothing sealed');
			const { hearing } = ask(past(wholeRead([seal])), 'openSealed', {}, sealer(kept));
			for (const actor of everybody) {
				const view = hearing.sees(actor, 'sealed');
				const { salt = '', text = '' } = view?.opened?.proof ?? {};
				expect(sha(salt + text)).toBe(view?.seal?.digest);
				expect(JSON.parse(text)).toEqual(view?.opened?.decision);
			}
		}
		const shuffled = { exhibits: ['1'], outcome: 'o', reasons: 'r' };
		expect(writeSealed(shuffled)).toBe('{"exhibits":["1"],"outcome":"o","reasons":"r"}');
		expect(writeSealed({ reasons: 'r', outcome: 'o', exhibits: ['1'] })).toBe(
			writeSealed(shuffled)
		);
	});

	it('[J16] of a room opened before seals existed is opened as it was', () => {
		const hearing = past(wholeRead()).when(regie, 'openSealed', {}).then({ type: 'sealedOpened' });
		expect(hearing.sees(screen, 'sealed')).toMatchObject({
			seal: null,
			opened: { check: null, proof: null, decision: wideCase().decision.sealed }
		});
	});

	it('[J17] stands beside the tribunal’s: what each says, and the pieces of both, of one alone, never debated', () => {
		const seal = ask(given(...seated()), 'sealDecision', { ...mine, exhibits: ['1', '4'] });
		const closed = past(wholeRead(seal.facts));
		const kept = readOwn({ ...mine, exhibits: ['1', '4'] });
		const view = opened(ask(closed, 'openSealed', {}, sealer(kept)).hearing);
		expect(view?.tribunal).toMatchObject({
			settled: false,
			outcomes: [
				{ charge: 'complicite', outcome: 'coupable' },
				{ charge: 'recel', outcome: 'relaxe' }
			],
			exhibits: ['1', '6']
		});
		expect(view?.exhibits).toEqual({
			both: ['1'],
			tribunal: ['6'],
			magistrate: ['4'],
			undebated: ['4']
		});
	});
});
