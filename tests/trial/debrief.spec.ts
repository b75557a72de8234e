import { describe, expect, it } from 'vitest';
import { debriefPhases } from '../../src/lib/casefile/debrief-sheet.ts';
import type { DebriefPhaseId } from '../../src/lib/casefile/debrief-sheet.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	minutes,
	regie,
	screen,
	seated
} from '../support/trial.ts';
import type { Hearing } from '../support/trial.ts';
import { mayWrite, notebooksOf } from '../../src/lib/trial/notebook.ts';
import { throughThree, wholeRead } from './sealing.ts';
import { wideCase } from '../support/wide-case.ts';

const debrief = hearingAt('debrief');
const asking = hearingAt('interrogatoire');
const phaseOf = (hearing: Hearing) => hearing.trial.debrief.phase;
const seen = (hearing: Hearing, actor = screen) => {
	const view = hearing.sees(actor, 'debrief');
	if (!view || !('phase' in view)) throw new Error('no phase');
	return view;
};
const written = wideCase().debrief;
const room = [screen, as('juge/president'), as('prevenu/sacha'), as('public/p')];
const show = (claim: number) => ({ material: { kind: 'claim' as const, claim } });

describe('the debrief', () => {
	it('[DE1] goes through the six phases, forth, back and by a jump, and is found where it was left', () => {
		expect(phaseOf(hearingAt('sortie-de-role'))).toBe(null);
		expect(phaseOf(debrief)).toBe('ressenti');
		debrief.when(regie, 'previousPhase', {}).refused('no-previous-phase');
		let now = debrief;
		const met: (DebriefPhaseId | null)[] = [phaseOf(now)];
		while (now.may(regie).includes('nextPhase')) {
			now = now.run(regie, 'nextPhase', {});
			met.push(phaseOf(now));
		}
		expect(met).toEqual([...debriefPhases]);
		now.when(regie, 'nextPhase', {}).refused('no-next-phase');
		const back = now.run(regie, 'previousPhase', {});
		expect(phaseOf(back)).toBe('et-si');
		expect(phaseOf(back.at('ressources').at('debrief'))).toBe('et-si');
		back
			.when(regie, 'jumpToPhase', { phase: 'bascules' })
			.then({ type: 'phaseEntered', phase: 'bascules' });
		back.when(regie, 'jumpToPhase', { phase: 'et-si' }).then();
		const { debrief: six, ...rest } = wideCase();
		const few = { ...rest, debrief: { phases: [], questions: [], claims: [], ...six } };
		const two = { ...few, debrief: { ...few.debrief, phases: few.debrief.phases.slice(0, 2) } };
		given
			.on(two, ...seated(28, two))
			.at('sortie-de-role')
			.at('debrief')
			.when(regie, 'jumpToPhase', { phase: 'aides' })
			.refused('phase-unknown');
	});

	it('[DE2] is conducted by adults, from the phase they name', () => {
		const twice = { from: 'ressenti' as const };
		const moved = debrief.when(regie, 'nextPhase', twice).done();
		moved.when(magistrat, 'nextPhase', twice).refused('phase-passed');
		moved.when(magistrat, 'previousPhase', twice).refused('phase-passed');
		debrief.when(magistrat, 'nextPhase', {}).then({ type: 'phaseEntered', phase: 'bascules' });
		for (const actor of [as('juge/president'), as('avocat/sacha')])
			debrief.when(actor, 'nextPhase', {}).refused('not-yours');
	});

	it('[DE3] is nothing before roles are left, nor in another step', () => {
		const judging = hearingAt('delibere');
		judging.when(regie, 'jumpToStep', { step: 'debrief' }).refused('roles-not-left');
		for (const step of ['delibere', 'sortie-de-role', 'ressources']) {
			const elsewhere = step === 'ressources' ? debrief.at(step) : hearingAt(step);
			elsewhere.when(regie, 'nextPhase', {}).refused('not-debriefing');
			elsewhere.when(regie, 'jumpToPhase', { phase: 'et-si' }).refused('not-debriefing');
			elsewhere.when(regie, 'showMaterial', show(0)).refused('not-debriefing');
			for (const actor of room) expect(elsewhere.sees(actor, 'debrief')).toBe(null);
		}
	});

	it('[DE4] counts its time by phase, suspensions and other steps left out, and never closes by itself', () => {
		const second = debrief.later(minutes(4)).run(regie, 'nextPhase', {});
		expect(second.trial.debrief.elapsed).toEqual({ ressenti: minutes(4) });
		const later = second
			.later(minutes(1))
			.run(regie, 'suspend', { reason: 'recess' })
			.later(minutes(30))
			.run(regie, 'resume', {})
			.later(minutes(1))
			.at('ressources')
			.later(minutes(10))
			.at('debrief')
			.later(minutes(1));
		const back = later.run(regie, 'previousPhase', {}).later(minutes(2));
		expect(back.trial.debrief.elapsed).toEqual({ ressenti: minutes(4), bascules: minutes(3) });
		const { elapsed } = back.run(regie, 'nextPhase', {}).trial.debrief;
		expect(elapsed).toEqual({ ressenti: minutes(6), bascules: minutes(3) });
		expect(debrief.later(minutes(600)).may(regie)).toEqual(debrief.may(regie));
	});

	it('[DE5] tells the room the sentence of its phase, and nothing ahead nor beside', () => {
		const sentences = written?.phases.map(({ say }) => say) ?? [];
		debriefPhases.forEach((phase, rank) => {
			const now = debrief.run(regie, 'jumpToPhase', { phase });
			for (const actor of room) {
				expect(seen(now, actor)).toMatchObject({
					phase: { id: phase, say: sentences[rank] },
					place: rank + 1,
					count: 6
				});
				const told = JSON.stringify(now.sees(actor, 'debrief'));
				expect(sentences.filter((say) => told.includes(say))).toEqual([sentences[rank]]);
				expect(told).not.toMatch(/prompts|chosen|material|spent/);
			}
			expect(seen(now, magistrat)).toHaveProperty('chosen');
		});
	});

	it('[DE6] shows a claim, then its answer', () => {
		const [first] = written?.claims ?? [];
		if (!first) throw new Error('no claim');
		debrief.when(regie, 'revealClaim', { claim: 0 }).refused('claim-not-shown');
		debrief.when(regie, 'showMaterial', show(9)).refused('claim-unknown');
		debrief.when(regie, 'revealClaim', { claim: 9 }).refused('claim-unknown');
		const shown = debrief.run(regie, 'showMaterial', show(0));
		shown.when(regie, 'showMaterial', show(0)).then();
		shown.when(regie, 'revealClaim', { claim: 1 }).refused('claim-not-shown');
		const revealed = shown
			.when(magistrat, 'revealClaim', { claim: 0 })
			.then({ type: 'claimRevealed', claim: 0 });
		revealed.when(regie, 'revealClaim', { claim: 0 }).then();
		const { text, ...answer } = first;
		for (const actor of [regie, ...room]) {
			expect(seen(shown, actor).shown).toEqual({ kind: 'claim', text });
			expect(seen(revealed, actor).shown).toEqual({ kind: 'claim', text, answer });
		}
		// Another one is hidden again, and the first is found as it was left.
		const other = revealed.run(regie, 'showMaterial', show(1));
		expect(seen(other).shown).not.toHaveProperty('answer');
		expect(seen(other.run(regie, 'showMaterial', show(0))).shown).toHaveProperty('answer');
	});

	it('[DE7] keeps axes in the order chosen, and shows their questions one at a time', () => {
		const axesOf = (hearing: Hearing) => hearing.sees(regie, 'debrief')?.chosen?.axes;
		const before = hearingAt('accueil');
		expect(axesOf(before)).toEqual(wideCase().axes);
		const chosen = before
			.when(regie, 'chooseAxes', { axes: [5, 2] })
			.then({ type: 'axesChosen', axes: [5, 2] });
		chosen.when(magistrat, 'chooseAxes', { axes: [5, 2] }).then();
		expect(axesOf(chosen)).toEqual([5, 2]);
		chosen.whenever(regie, 'chooseAxes', { axes: [1, 1] }).refused('malformed');
		chosen.whenever(regie, 'chooseAxes', { axes: [7] }).refused('malformed');
		const ask = (question: number) => ({ material: { kind: 'question' as const, question } });
		const asked = debrief.run(regie, 'showMaterial', ask(4));
		expect(seen(asked).shown).toEqual({ kind: 'question', text: written?.questions[4]?.text });
		expect(seen(asked.run(regie, 'showMaterial', { material: null })).shown).toBe(null);
		expect(seen(asked.run(regie, 'nextPhase', {})).shown).toBe(null);
		debrief.when(regie, 'showMaterial', ask(99)).refused('question-unknown');
	});

	it('[DE8] of a case written before has its step and no phase', () => {
		const { debrief: _, ...old } = wideCase();
		const plain = given
			.on(old, ...seated(28, old))
			.at('sortie-de-role')
			.at('debrief');
		for (const actor of [regie, ...room]) expect(plain.sees(actor, 'debrief')).toBe(null);
		for (const type of ['nextPhase', 'jumpToPhase', 'chooseAxes', 'showMaterial'])
			plain.whenever(regie, type, {}).refused('no-debrief');
		expect(plain.trial.debrief.phase).toBe(null);
	});

	it('[DE11] begins again after a rehearsal, in which nobody left their role for good', () => {
		const rehearsed = given(...seated())
			.at('sortie-de-role')
			.at('debrief')
			.run(regie, 'jumpToPhase', { phase: 'et-si' });
		const real = wholeRead([...rehearsed.events.slice(seated().length)]);
		const { debrief: counted } = real.trial;
		expect(counted).toMatchObject({ phase: 'et-si', entered: [] });
		const begun = real.at('debrief');
		expect(phaseOf(begun)).toBe('ressenti');
		begun.when(regie, 'openSealed', {}).refused('phases-not-past');
		throughThree(begun).run(regie, 'openSealed', {});
		// Found where it was left: the real one begins once.
		expect(phaseOf(throughThree(begun).at('interrogatoire').at('debrief'))).toBe('vrai-faux');

		const team = { office: 'tablette', holder: 't-avocat/sacha', seats: ['avocat/sacha'] } as const;
		const writable = (hearing: Hearing) =>
			notebooksOf(hearing.trial).filter(({ id }) => mayWrite(hearing.trial, team, id)).length;
		const away = hearingAt('sortie-de-role');
		expect([writable(away), writable(away.at('interrogatoire'))]).toEqual([0, writable(asking)]);
		expect(writable(asking)).toBeGreaterThan(0);
		expect(writable(real.at('interrogatoire'))).toBe(0);
		const debated = away.at('interrogatoire');
		debated.when(regie, 'openSealed', {}).refused('roles-not-left');
		debated.when(as('public/p'), 'askFloor', {}).refused('room-listens');
	});
});
