import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lib/trial/decide.ts';
import {
	as,
	dawn,
	given,
	hearingAt,
	magistrat,
	minutes,
	regie,
	screen,
	seated,
	server,
	tablet
} from '../support/trial.ts';

const asking = hearingAt('interrogatoire');

describe('the clock', () => {
	it('[H1] counts each step, all its visits added', () => {
		const visited = asking
			.later(minutes(2))
			.at('temoins')
			.later(minutes(5))
			.at('interrogatoire')
			.later(minutes(1))
			.at('parents');
		expect(visited.sees(regie, 'clock')).toMatchObject({
			step: 'parents',
			elapsed: { interrogatoire: minutes(3), temoins: minutes(5) },
			since: visited.now
		});
	});

	it('[H2] stops for a suspension, and starts again after it', () => {
		const suspended = asking.later(minutes(2)).run(regie, 'suspend', { reason: 'another-day' });
		expect(suspended.sees(screen, 'clock')).toMatchObject({
			since: null,
			suspended: 'another-day',
			elapsed: { interrogatoire: minutes(2) }
		});
		const left = suspended
			.later(minutes(60 * 24))
			.run(regie, 'resume', {})
			.later(minutes(1))
			.at('temoins');
		expect(left.trial.clock.elapsed['interrogatoire']).toBe(minutes(3));
	});

	it('[H3] counts nothing while suspended, wherever the script goes', () => {
		const moved = asking
			.run(regie, 'suspend', { reason: 'recess' })
			.later(minutes(1))
			.at('temoins')
			.later(minutes(2))
			.at('interrogatoire')
			.later(minutes(4));
		expect(moved.trial.clock).toMatchObject({ since: null, suspended: 'recess' });
		expect(moved.run(regie, 'resume', {}).at('parents').trial.clock.elapsed).toEqual({
			ouverture: 0,
			interrogatoire: 0
		});
	});

	it('[H4] takes minutes more or less in any step, from adults', () => {
		const added = asking
			.when(magistrat, 'addMinutes', { step: 'plaidoirie', minutes: 2 })
			.then({ type: 'minutesAdded', step: 'plaidoirie', minutes: 2 })
			.run(regie, 'addMinutes', { step: 'plaidoirie', minutes: -5 });
		expect(added.sees(as('greffier/g'), 'clock').added).toEqual({ plaidoirie: -3 });
		asking.when(regie, 'addMinutes', { step: 'nowhere', minutes: 2 }).refused('step-unknown');
		for (const minutes of [31, -31, 1.5])
			asking.when(regie, 'addMinutes', { step: 'plaidoirie', minutes }).refused('malformed');
		asking
			.when(as('juge/president'), 'addMinutes', { step: 'temoins', minutes: 2 })
			.refused('not-yours');
	});

	it('[H5] closes nothing by itself, however late it is', () => {
		const hearings = [
			asking,
			hearingAt('requisitions'),
			hearingAt('delibere'),
			hearingAt('debrief')
		];
		for (const hearing of hearings) {
			const late = hearing.later(minutes(60 * 24 * 30));
			for (const actor of [regie, as('procureur/p'), as('juge/president'), as('observateur/o')]) {
				expect(late.may(actor)).toEqual(hearing.may(actor));
				expect(late.sees(actor, 'floor')).toEqual(hearing.sees(actor, 'floor'));
				expect(late.sees(actor, 'clock')).toEqual(hearing.sees(actor, 'clock'));
			}
		}
	});

	it('[H6] is suspended and resumed by adults and the président', () => {
		for (const actor of [regie, magistrat, as('juge/president')]) {
			const suspended = asking
				.when(actor, 'suspend', { reason: 'recess' })
				.then({ type: 'hearingSuspended', reason: 'recess' });
			suspended.when(actor, 'suspend', { reason: 'another-day' }).refused('hearing-suspended');
			suspended.when(actor, 'resume', {}).then({ type: 'hearingResumed' });
		}
		asking.when(regie, 'resume', {}).refused('hearing-running');
		asking.when(as('procureur/p'), 'suspend', { reason: 'recess' }).refused('not-yours');
		asking.when(as('huissier/h'), 'resume', {}).refused('not-yours');
	});

	it('[H7] never dates a fact before the one that precedes it', () => {
		const later = asking.later(minutes(10)).at('temoins');
		const context = { now: dawn, actor: regie };
		const decided = decide(later.trial, { type: 'lockDoor', input: {} }, context);
		expect(decided).toEqual({ events: [{ type: 'doorLocked', at: dawn + minutes(10) }] });
	});

	it('[H8] is the same for everybody', () => {
		const hearing = given(...seated())
			.run(server, 'admitTablet', { tablet: 'n' })
			.at('temoins')
			.later(minutes(1))
			.run(regie, 'addMinutes', { step: 'temoins', minutes: 2 });
		const seen = hearing.sees(regie, 'clock');
		for (const actor of [magistrat, screen, tablet('n'), as('temoin/t'), as('juge/president')])
			expect(hearing.sees(actor, 'clock')).toEqual(seen);
	});
});
