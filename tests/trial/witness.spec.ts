import { describe, expect, it } from 'vitest';
import { viewSaid } from '../../src/lib/trial/cue-view.ts';
import { audienceOf } from '../../src/lib/trial/view.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	opened,
	regie,
	screen,
	seated,
	tablet
} from '../support/trial.ts';
import { wholeRead } from './sealing.ts';

const witness = 'temoin/t';
const asking = hearingAt('interrogatoire')
	.run(regie, 'showExhibit', { exhibit: '1' })
	.run(regie, 'callToOrder', { seat: null });
const called = { type: 'witnessCalled', seat: witness } as const;

describe('witnesses', () => {
	it('[W1] are outside from the opening until they are called, at most until roles are left', () => {
		const outside = (hearing = asking) => hearing.sees(as(witness), 'witnesses').outside;
		expect(outside(hearingAt('dossier'))).toEqual([]);
		expect(outside(hearingAt('ouverture'))).toEqual([witness]);
		expect(outside()).toEqual([witness]);
		expect(outside(asking.and(called))).toEqual([]);
		expect(outside(hearingAt('decision'))).toEqual([witness]);
		expect(outside(hearingAt('sortie-de-role'))).toEqual([]);
		// Roles left before the decision was read were a rehearsal.
		expect(outside(hearingAt('sortie-de-role').at('interrogatoire'))).toEqual([witness]);
		expect(outside(wholeRead().at('interrogatoire'))).toEqual([]);
	});

	it('[W2] see nothing of the hearing while they are outside', () => {
		const actor = as(witness);
		expect(asking.sees(actor, 'script')).toEqual({ step: 'interrogatoire' });
		expect(asking.sees(actor, 'floor')).toBe(null);
		expect(asking.sees(actor, 'incidents')).toBe(null);
		expect(asking.sees(actor, 'decision')).toBe(null);
		expect(asking.sees(actor, 'ballot')).toBe(null);
		expect(asking.sees(actor, 'evidence')).toEqual({ onShow: null, lit: null, pieces: [] });
		expect(asking.sees(actor, 'witnesses')).toEqual({ outside: [witness] });
		const said = asking.run(regie, 'advanceCue', { cue: 'interrogatoire.1' });
		expect(viewSaid(said.trial, audienceOf(said.trial, 'tablette', 't-temoin/t'))).toEqual([]);
		const inside = asking.and(called);
		expect(inside.sees(actor, 'script')).toHaveProperty('cue');
		expect(inside.sees(actor, 'evidence')).toMatchObject({ onShow: null, pieces: [{ id: '1' }] });
		const again = inside.run(regie, 'showExhibit', { exhibit: '1' });
		expect(again.sees(actor, 'evidence').onShow).toBe('1');
	});

	it('[W3] hide the hearing from whoever shares their tablet', () => {
		const shared = given(
			...opened(),
			{ type: 'tabletAdmitted', tablet: 'a' },
			{ type: 'seatTaken', seat: 'temoin/t', holder: 'a' },
			{ type: 'seatTaken', seat: 'temoin/u', holder: 'a' },
			{ type: 'seatTaken', seat: 'greffier/g', holder: 'a' }
		)
			.at('interrogatoire')
			.run(regie, 'showExhibit', { exhibit: '1' })
			.and(called);
		expect(shared.sees(tablet('a'), 'script')).toEqual({ step: 'interrogatoire' });
		expect(shared.sees(tablet('a'), 'floor')).toBe(null);
		expect(shared.reads(tablet('a'))).toEqual([]);
		const both = shared.and({ type: 'witnessCalled', seat: 'temoin/u' });
		expect(both.sees(tablet('a'), 'script')).toHaveProperty('cue');
		expect(both.reads(tablet('a')).length).toBeGreaterThan(0);
	});

	it('[W4] are called by adults, the président and the huissier, once, from the opening on', () => {
		for (const actor of [regie, magistrat, as('juge/president'), as('huissier/h')]) {
			const inside = asking.when(actor, 'callWitness', { seat: witness }).then(called);
			inside.when(actor, 'callWitness', { seat: witness }).then();
		}
		for (const actor of [as('greffier/g'), as('procureur/p'), as(witness)])
			asking.when(actor, 'callWitness', { seat: witness }).refused('not-yours');
		hearingAt('dossier').when(regie, 'callWitness', { seat: witness }).refused('hearing-not-begun');
		given(...seated())
			.when(regie, 'callWitness', { seat: witness })
			.refused('hearing-not-begun');
	});

	it('[W5] come in with their own cue', () => {
		const announced = hearingAt('temoins');
		expect(announced.trial.witnesses.called).toEqual([]);
		const deposing = announced.run(as('huissier/h'), 'advanceCue', { cue: 'temoins.1' });
		expect(deposing.trial.witnesses.called).toEqual([witness]);
		expect(deposing.sees(as(witness), 'script').cue?.seat).toBe(witness);
		const left = deposing.at('parents').run(regie, 'sendOutWitness', { seat: witness });
		expect(left.at('temoins').trial.witnesses.called).toEqual([witness]);
	});

	it('[W6] leave the floor and the queue when they are sent out', () => {
		const deposing = hearingAt('temoins').run(regie, 'advanceCue', { cue: 'temoins.1' });
		expect(deposing.trial.floor.holder).toBe(witness);
		const sent = deposing
			.when(magistrat, 'sendOutWitness', { seat: witness })
			.then({ type: 'witnessSentOut', seat: witness });
		expect(sent.trial.floor.holder).toBe(null);
		expect(sent.sees(as(witness), 'witnesses')).toEqual({ outside: [witness] });
		sent.when(regie, 'sendOutWitness', { seat: witness }).then();
		const queued = asking.and(called).run(as(witness), 'askFloor', {});
		expect(queued.trial.floor.queue).toEqual([witness]);
		expect(queued.run(regie, 'sendOutWitness', { seat: witness }).trial.floor.queue).toEqual([]);
		asking
			.and(called)
			.when(as('huissier/h'), 'sendOutWitness', { seat: witness })
			.refused('not-yours');
	});

	it('[W7] outside, neither speak nor point', () => {
		asking.when(as(witness), 'askFloor', {}).refused('witness-outside');
		asking.when(regie, 'giveFloor', { seat: witness }).refused('witness-outside');
		const sent = hearingAt('temoins')
			.run(regie, 'advanceCue', { cue: 'temoins.1' })
			.run(regie, 'showExhibit', { exhibit: '1' })
			.run(regie, 'sendOutWitness', { seat: witness });
		sent.when(as(witness), 'advanceCue', { cue: 'temoins.2' }).refused('witness-outside');
		sent.when(as(witness), 'pointAt', { paragraph: 1 }).refused('cue-not-now');
		expect(sent.may(as(witness))).toEqual([]);
	});

	it('[W8] are witnesses and experts of open seats', () => {
		for (const seat of ['parent/m', 'temoin/nobody'] as const) {
			asking.when(regie, 'callWitness', { seat }).refused('witness-unknown');
			asking.when(regie, 'sendOutWitness', { seat }).refused('witness-unknown');
		}
		given(...seated(12))
			.at('ouverture')
			.when(regie, 'callWitness', { seat: 'temoin/u' })
			.refused('witness-unknown');
	});

	it('[W9] are known to the room: who is called, who waits', () => {
		const inside = asking.and(called);
		for (const actor of [screen, regie, as('observateur/o'), as('prevenu/sacha'), as(witness)])
			expect(inside.sees(actor, 'witnesses')).toEqual({
				outside: [],
				called: [witness],
				waiting: ['temoin/u']
			});
	});
});
