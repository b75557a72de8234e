import { describe, expect, it } from 'vitest';
import {
	as,
	given,
	hearingAt,
	magistrat,
	opened,
	regie,
	screen,
	seated,
	server,
	tablet
} from '../support/trial.ts';

const admitted = (holder: string) => ({ type: 'tabletAdmitted', tablet: holder }) as const;

describe('the door', () => {
	it('[O1] opens unlocked, in its format, for so many pupils and tablets', () => {
		const hearing = given({ type: 'trialOpened', pupils: 24, tablets: 9, format: '2x55' });
		expect(hearing.sees(regie, 'door')).toMatchObject({
			format: '2x55',
			locked: false,
			closed: false,
			openedAt: hearing.now
		});
		expect(hearing.sees(regie, 'seats')).toMatchObject({ pupils: 24, tablets: 9 });
	});

	it('[O2] is locked, unlocked and closed by adults', () => {
		const hearing = given(...seated());
		hearing.when(regie, 'lockDoor', {}).then({ type: 'doorLocked' });
		hearing
			.and({ type: 'doorLocked' })
			.when(magistrat, 'unlockDoor', {})
			.then({ type: 'doorUnlocked' });
		hearing.when(magistrat, 'closeRoom', {}).then({ type: 'roomClosed' });
		for (const name of ['lockDoor', 'unlockDoor', 'closeRoom'] as const)
			for (const actor of [as('juge/president'), tablet('t-juge/president'), screen, server])
				hearing.when(actor, name, {}).refused('not-yours');
	});

	it('[O3] locked, lets nobody in, and leaves everybody where they are', () => {
		const locked = given(...opened(), admitted('a'), admitted('b'), {
			type: 'seatTaken',
			seat: 'greffier/g',
			holder: 'a'
		}).and({ type: 'doorLocked' });
		locked.when(server, 'admitTablet', { tablet: 'c' }).refused('door-locked');
		locked.when(tablet('b'), 'takeSeat', { seat: 'huissier/h' }).refused('door-locked');
		expect(locked.sees(tablet('a'), 'me').seats).toMatchObject([{ seat: 'greffier/g', rank: 1 }]);
		const unlocked = locked.run(regie, 'unlockDoor', {});
		unlocked.when(server, 'admitTablet', { tablet: 'c' }).then(admitted('c'));
		unlocked.run(tablet('b'), 'takeSeat', { seat: 'huissier/h' });
	});

	it('[O4] locked, still opens to a printed card', () => {
		given(...opened(), { type: 'doorLocked' })
			.when(server, 'presentCard', { seat: 'greffier/g', holder: 'n' })
			.then(admitted('n'), { type: 'seatTaken', seat: 'greffier/g', holder: 'n' });
	});

	it('[O5] closed, refuses every command and leaves what was decided to be read', () => {
		const hearing = hearingAt('decision')
			.and({ type: 'outcomeDeclared', charge: 'complicite', outcome: 'relaxe' })
			.and({ type: 'outcomeDeclared', charge: 'recel', outcome: 'relaxe' })
			.and({ type: 'lineRead', line: 2 });
		const closed = hearing.run(regie, 'closeRoom', {});
		expect(closed.sees(as('observateur/o'), 'decision')).toEqual(
			hearing.sees(as('observateur/o'), 'decision')
		);
		for (const actor of [regie, magistrat, server, tablet('t-greffier/g'), as('juge/president')]) {
			expect(closed.may(actor)).toEqual([]);
			for (const name of hearing.may(actor))
				closed.whenever(actor, name, {}).refused('room-closed');
		}
	});
});
