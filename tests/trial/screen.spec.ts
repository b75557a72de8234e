import { describe, expect, it } from 'vitest';
import { audienceOf } from '../../src/lib/trial/view.ts';
import { as, given, hearingAt, magistrat, opened, regie, screen } from '../support/trial.ts';

describe('the screen', () => {
	it('[N1] is made neutral, and lit again, by an adult', () => {
		const lobby = given(...opened());
		expect(lobby.sees(screen, 'screen')).toEqual({ neutral: false });
		for (const adult of [regie, magistrat]) {
			const neutral = lobby
				.when(adult, 'setNeutral', { neutral: true })
				.then({ type: 'screenNeutral', neutral: true });
			for (const actor of [screen, regie, magistrat])
				expect(neutral.sees(actor, 'screen')).toEqual({ neutral: true });
			neutral.when(adult, 'setNeutral', { neutral: true }).then();
			neutral.when(adult, 'setNeutral', { neutral: false }).done();
		}
		hearingAt('temoins')
			.when(as('juge/president'), 'setNeutral', { neutral: true })
			.refused('not-yours');
		for (const pupil of [as('juge/president'), as('greffier/g')])
			expect(hearingAt('temoins').sees(pupil, 'screen')).toBeNull();
	});

	it('[N2] sees what the room sees, and holds no seat', () => {
		const hearing = hearingAt('interrogatoire').run(regie, 'showExhibit', { exhibit: '1' });
		for (const chapter of ['script', 'floor', 'incidents', 'decision', 'clock', 'door'] as const)
			expect(hearing.sees(screen, chapter)).toEqual(hearing.sees(as('observateur/o'), chapter));
		expect(hearing.sees(screen, 'ballot')).toBe(null);
		expect(audienceOf(hearing.trial, 'ecran', 't-juge/president').seats).toEqual([]);
		expect(hearing.sees(screen, 'may')).toEqual({ self: [], seats: {} });
	});
});
