import { describe, expect, it } from 'vitest';
import { audienceOf } from '../../src/lib/trial/view.ts';
import { viewSaid } from '../../src/lib/trial/cue-view.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import { canary } from '../support/canary.ts';
import {
	as,
	given,
	hearingAt,
	regie,
	screen,
	seated,
	server,
	tablet,
	type Hearing
} from '../support/trial.ts';

const asking = hearingAt('interrogatoire');
const said = (hearing: Hearing, { office, holder }: Actor) =>
	office === 'system' ? [] : viewSaid(hearing.trial, audienceOf(hearing.trial, office, holder));

describe('cues', () => {
	it('[C1] are said by their seat, or by an adult in its place', () => {
		const moved = {
			type: 'cueReached',
			step: 'interrogatoire',
			cue: 1,
			speaker: 'prevenu/sacha'
		} as const;
		asking.when(as('juge/president'), 'advanceCue', { cue: 'interrogatoire.1' }).then(moved);
		asking.when(regie, 'advanceCue', { cue: 'interrogatoire.1' }).then(moved);
		asking
			.when(as('prevenu/sacha'), 'advanceCue', { cue: 'interrogatoire.1' })
			.refused('cue-not-now');
		const debrief = hearingAt('debrief');
		debrief.when(as('observateur/o'), 'advanceCue', { cue: 'debrief.1' }).done();
	});

	it('[C2] are named: two taps never skip one', () => {
		const once = asking.run(as('juge/president'), 'advanceCue', { cue: 'interrogatoire.1' });
		once
			.when(as('juge/president'), 'advanceCue', { cue: 'interrogatoire.1' })
			.refused('cue-not-now');
		const twice = once
			.when(regie, 'advanceCue', { cue: 'interrogatoire.1' })
			.refused('cue-not-now');
		expect(twice.sees(regie, 'script')).toMatchObject({ index: 1, count: 3 });
	});

	it('[C3] give the floor to the next speaker, then to nobody', () => {
		let hearing = asking;
		const holders = [1, 2, 3].map((n) => {
			hearing = hearing.run(regie, 'advanceCue', { cue: `interrogatoire.${n}` });
			return hearing.trial.floor.holder;
		});
		expect(asking.trial.floor.holder).toBe('juge/president');
		expect(holders).toEqual(['prevenu/sacha', 'greffier/g', null]);
		hearing.when(regie, 'advanceCue', { cue: 'interrogatoire.3' }).refused('no-cue');
		expect(hearing.sees(screen, 'script')).toMatchObject({ cue: null, index: 3, count: 3 });
	});

	it('[C4] go back by one, by an adult, and stay readable', () => {
		const second = asking.run(regie, 'advanceCue', { cue: 'interrogatoire.1' });
		const back = second
			.when(regie, 'rewindCue', {})
			.then({ type: 'cueReached', step: 'interrogatoire', cue: 0, speaker: 'juge/president' });
		second.when(as('juge/president'), 'rewindCue', {}).refused('not-yours');
		asking.when(regie, 'rewindCue', {}).refused('no-cue');
		expect(said(back, as('parent/m'))).toEqual(said(second, as('parent/m')));
	});

	it('[C5] wait for the hearing to begin, and for it to resume', () => {
		given(...seated())
			.when(regie, 'advanceCue', { cue: 'ouverture.1' })
			.refused('hearing-not-begun');
		const suspended = asking.run(regie, 'suspend', { reason: 'recess' });
		suspended.when(regie, 'advanceCue', { cue: 'interrogatoire.1' }).refused('hearing-suspended');
		suspended
			.run(as('juge/president'), 'resume', {})
			.run(as('juge/president'), 'advanceCue', { cue: 'interrogatoire.1' });
	});

	it('[C6] are for the room when spoken, for the speaker when they only prompt', () => {
		const opening = hearingAt('ouverture');
		for (const actor of [as('observateur/o'), as('avocat/sacha'), screen])
			expect(opening.sees(actor, 'script').cue?.text).toContain(canary('ouverture.1'));
		const prompts = (actor: Actor) => asking.sees(actor, 'script').cue?.prompts;
		expect(prompts(as('juge/president'))?.[0]).toContain(canary('interrogatoire.1'));
		expect(prompts(regie)?.[0]).toContain(canary('interrogatoire.1'));
		for (const actor of [as('prevenu/sacha'), as('assesseur/premier'), screen])
			expect(prompts(actor)).toEqual([]);
	});

	it('[C7] to come are for their speaker and adults; the others learn who', () => {
		const next = (actor: Actor) => asking.sees(actor, 'script').next;
		const prompted = expect.stringContaining(canary('interrogatoire.2'));
		expect(next(as('prevenu/sacha'))).toMatchObject({ prompts: [prompted] });
		expect(next(regie)).toMatchObject({ prompts: [prompted] });
		const who = { id: 'interrogatoire.2', seat: 'prevenu/sacha' };
		for (const actor of [as('juge/president'), as('avocat/sacha'), screen])
			expect(next(actor)).toEqual(who);
		const last = hearingAt('ouverture');
		expect(last.sees(as('juge/president'), 'script').next).toEqual({
			id: 'ouverture.2',
			seat: 'greffier/g'
		});
	});

	it('[C8] are looked back upon, never ahead', () => {
		const hearing = hearingAt('ouverture').run(regie, 'advanceCue', { cue: 'ouverture.1' });
		const words = JSON.stringify(said(hearing, as('observateur/o')));
		expect(words).toContain(canary('ouverture.1'));
		expect(words).not.toContain(canary('ouverture.2'));
		expect(said(asking, as('observateur/o'))).toEqual([]);
		const told = said(
			asking.run(regie, 'advanceCue', { cue: 'interrogatoire.1' }).at('temoins'),
			as('observateur/o')
		);
		expect(told).toEqual([
			{
				step: 'interrogatoire',
				cues: [{ id: 'interrogatoire.1', seat: 'juge/president', prompts: [] }]
			}
		]);
	});

	it('[C9] are hidden from a browser without a seat', () => {
		const unseated = asking.run(server, 'admitTablet', { tablet: 'n' });
		expect(unseated.sees(tablet('n'), 'script')).toEqual({ step: 'interrogatoire' });
		expect(said(unseated, tablet('n'))).toEqual([]);
	});
});
