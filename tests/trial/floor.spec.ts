import { describe, expect, it } from 'vitest';
import {
	as,
	given,
	hearingAt,
	magistrat,
	minutes,
	regie,
	screen,
	seated,
	tablet
} from '../support/trial.ts';

const asking = hearingAt('interrogatoire');
const pleading = hearingAt('requisitions');
const seatOf = (seat: Parameters<typeof as>[0]) => ({ seat });

describe('the floor', () => {
	it('[L1] is asked for once, in order, by any seat but the président', () => {
		const asked = asking
			.when(as('procureur/p'), 'askFloor', {})
			.then({ type: 'floorAsked', seat: 'procureur/p' })
			.run(as('avocat/sacha'), 'askFloor', {})
			.run(as('assesseur/second'), 'askFloor', {});
		expect(asked.sees(regie, 'floor')?.queue).toEqual([
			'procureur/p',
			'avocat/sacha',
			'assesseur/second'
		]);
		asked.when(as('procureur/p'), 'askFloor', {}).refused('floor-already-asked');
		asking
			.run(regie, 'giveFloor', seatOf('procureur/p'))
			.when(as('procureur/p'), 'askFloor', {})
			.refused('floor-yours');
		for (const actor of [as('juge/president'), regie, tablet('t-procureur/p')])
			asking.when(actor, 'askFloor', {}).refused('not-yours');
	});

	it('[L2] is not for those who listen until roles are left', () => {
		for (const seat of ['public/p', 'observateur/o'] as const) {
			asking.when(as(seat), 'askFloor', {}).refused('room-listens');
			hearingAt('sortie-de-role').when(as(seat), 'askFloor', {}).then({ type: 'floorAsked', seat });
		}
		const full = given(...seated(35)).at('decision');
		full.when(as('chronique/c'), 'askFloor', {}).refused('room-listens');
	});

	it('[L3] is no longer wanted by who withdraws', () => {
		const asked = asking.run(as('procureur/p'), 'askFloor', {}).run(as('parent/m'), 'askFloor', {});
		const left = asked
			.when(as('procureur/p'), 'withdrawFloor', {})
			.then({ type: 'floorWithdrawn', seat: 'procureur/p' });
		expect(left.trial.floor.queue).toEqual(['parent/m']);
		left.when(as('procureur/p'), 'withdrawFloor', {}).refused('floor-not-asked');
	});

	it('[L4] is given by adults and the président to any open seat of the room', () => {
		const asked = asking.run(as('parent/m'), 'askFloor', {});
		for (const actor of [regie, magistrat, as('juge/president')]) {
			const given = asked
				.when(actor, 'giveFloor', seatOf('parent/m'))
				.then({ type: 'floorGiven', seat: 'parent/m', protectedMinutes: 0 });
			expect(given.sees(regie, 'floor')).toMatchObject({ holder: 'parent/m', queue: [] });
		}
		asked.when(as('greffier/g'), 'giveFloor', seatOf('parent/m')).refused('not-yours');
		asked.when(regie, 'giveFloor', seatOf('chronique/c')).refused('seat-not-open');
		asked.when(regie, 'giveFloor', seatOf('temoin/t')).refused('witness-outside');
	});

	it('[L5] is taken back by adults and the président, yielded by who has it', () => {
		const given = asking.run(regie, 'giveFloor', seatOf('parent/m'));
		for (const actor of [regie, magistrat, as('juge/president')]) {
			const taken = given.when(actor, 'takeFloor', {}).then({ type: 'floorTaken' });
			taken.when(actor, 'takeFloor', {}).refused('floor-free');
		}
		given.when(as('parent/m'), 'yieldFloor', {}).then({ type: 'floorTaken' });
		given.when(as('procureur/p'), 'yieldFloor', {}).refused('floor-free');
		given.when(as('procureur/p'), 'takeFloor', {}).refused('not-yours');
	});

	it('[L6] is protected in a step that says so, whoever gave it, except for the bench', () => {
		const until = pleading.now + minutes(3);
		expect(pleading.trial.floor).toMatchObject({ holder: 'procureur/p', protectedUntil: until });
		const given = pleading
			.when(as('juge/president'), 'giveFloor', seatOf('parent/m'))
			.then({ type: 'floorGiven', seat: 'parent/m', protectedMinutes: 3 });
		expect(given.sees(screen, 'floor')).toMatchObject({
			holder: 'parent/m',
			protectedUntil: until
		});
		expect(asking.trial.floor.protectedUntil).toBe(null);
		const same = pleading.later(minutes(1)).at('plaidoirie');
		expect(same.trial.floor.protectedUntil).toBe(same.now + minutes(3));
		const file = pleading.trial.file;
		const passage = file.script['requisitions'];
		if (!passage) throw new Error('no such passage');
		const opening = { id: 'requisitions.0', seat: 'juge/president', text: 'À vous.' } as const;
		const cues = [
			opening,
			...passage.cues,
			{ ...opening, id: 'requisitions.2', seat: 'procureur/p' } as const
		];
		const announced = spokenOn(file, { requisitions: { ...passage, cues } });
		expect(announced.trial.floor).toMatchObject({ holder: 'juge/president', protectedUntil: null });
		const begun = announced.run(regie, 'advanceCue', { cue: 'requisitions.0' });
		expect(begun.trial.floor.protectedUntil).toBe(until);
		const going = begun.later(minutes(1)).run(regie, 'advanceCue', { cue: 'requisitions.1' });
		expect(going.trial.floor.protectedUntil).toBe(until);
	});

	it('[L7] is taken from nobody by the end of a protected turn', () => {
		const over = pleading.later(minutes(10));
		expect(over.sees(screen, 'floor')).toEqual(pleading.sees(screen, 'floor'));
		over.when(as('avocat/sacha'), 'raiseIncident', { kind: 'parole' }).done();
	});

	it('[L8] is counted, by side and by turn', () => {
		const counted = asking
			.run(regie, 'giveFloor', seatOf('avocat/sacha'))
			.later(minutes(2))
			.run(regie, 'giveFloor', seatOf('procureur/p'))
			.later(minutes(1))
			.run(regie, 'giveFloor', seatOf('prevenu/sacha'))
			.later(minutes(4))
			.run(regie, 'takeFloor', {});
		const seen = counted.sees(regie, 'floor');
		expect(seen?.spoken).toEqual([
			{ side: 'parquet', ms: minutes(1) },
			{ side: 'defense', ms: minutes(6) }
		]);
		expect(seen?.turns).toMatchObject({ 'avocat/sacha': 1, 'procureur/p': 1, 'prevenu/sacha': 1 });
		const again = counted.run(regie, 'giveFloor', seatOf('avocat/sacha')).at('plaidoirie');
		expect(again.trial.floor.turns['avocat/sacha']).toBe(2);
	});

	it('[L9] stops for a suspension, in whatever order things move meanwhile', () => {
		const spoken = (hearing = asking) => hearing.sees(regie, 'floor')?.spoken;
		const suspended = pleading
			.later(minutes(1))
			.run(regie, 'suspend', { reason: 'recess' })
			.later(minutes(30));
		expect(suspended.trial.floor).toMatchObject({ holder: 'procureur/p', since: null });
		const resumed = suspended.run(regie, 'resume', {});
		expect(resumed.trial.floor.protectedUntil).toBe(resumed.now + minutes(2));
		expect(spoken(resumed.later(minutes(1)).run(regie, 'takeFloor', {}))).toEqual([
			{ side: 'parquet', ms: minutes(2) }
		]);
		const moved = suspended
			.at('plaidoirie')
			.later(minutes(10))
			.at('interrogatoire')
			.later(minutes(10))
			.at('plaidoirie')
			.later(minutes(10));
		expect(moved.trial.floor).toMatchObject({ holder: 'avocat/sacha', since: null });
		expect(spoken(moved)).toEqual([{ side: 'parquet', ms: minutes(1) }]);
		const back = moved.run(regie, 'resume', {});
		expect(back.trial.floor.since).toBe(back.now);
		expect(back.trial.floor.protectedUntil).toBe(back.now + minutes(3));
		const yielded = suspended.run(as('procureur/p'), 'yieldFloor', {}).later(minutes(5));
		expect(spoken(yielded.run(regie, 'resume', {}).later(minutes(5)))).toEqual([
			{ side: 'parquet', ms: minutes(1) }
		]);
	});

	it('[L10] is seen by the room; its times by adults and the président', () => {
		const hearing = asking
			.later(minutes(1))
			.run(as('procureur/p'), 'askFloor', {})
			.at('requisitions');
		const room = hearing.sees(as('avocat/sacha'), 'floor');
		expect(room).toEqual({
			holder: 'procureur/p',
			since: hearing.now,
			protectedUntil: hearing.now + minutes(3)
		});
		expect(hearing.sees(screen, 'floor')).toEqual(room);
		expect(hearing.sees(as('assesseur/premier'), 'floor')).toEqual(room);
		const spoken = [{ side: 'tribunal', ms: minutes(1) }];
		expect(hearing.sees(as('juge/president'), 'floor')).toEqual({
			...room,
			queue: [],
			spoken
		});
		for (const adult of [regie, magistrat])
			expect(hearing.sees(adult, 'floor')).toEqual({
				...room,
				queue: [],
				spoken,
				turns: { 'juge/president': 1, 'procureur/p': 1 }
			});
	});

	it('[L10] is waited for in an order that adults and the président see; each seat knows its rank', () => {
		const queue = ['procureur/p', 'avocat/sacha', 'parent/m'] as const;
		const asked = queue.reduce((room, seat) => room.run(as(seat), 'askFloor', {}), asking);
		for (const actor of [regie, magistrat, as('juge/president')])
			expect(asked.sees(actor, 'floor')?.queue).toEqual(queue);
		for (const [i, seat] of queue.entries())
			expect(asked.sees(as(seat), 'floor')?.ranks).toEqual({ [seat]: i + 1 });
		const before = asking.sees(as('assesseur/premier'), 'floor');
		for (const actor of [screen, as('assesseur/premier'), as('greffier/g')])
			expect(asked.sees(actor, 'floor')).toEqual(before);
		const left = asked.run(as('procureur/p'), 'withdrawFloor', {});
		expect(left.sees(as('procureur/p'), 'floor')).toEqual(before);
		expect(left.sees(as('parent/m'), 'floor')?.ranks).toEqual({ 'parent/m': 2 });
	});

	it('[L11] waits while the hearing is suspended or not begun', () => {
		const suspended = asking.run(regie, 'suspend', { reason: 'recess' });
		suspended.when(as('procureur/p'), 'askFloor', {}).refused('hearing-suspended');
		suspended.when(regie, 'giveFloor', seatOf('procureur/p')).refused('hearing-suspended');
		const lobby = given(...seated());
		lobby.when(as('procureur/p'), 'askFloor', {}).refused('hearing-not-begun');
		lobby.when(regie, 'giveFloor', seatOf('procureur/p')).refused('hearing-not-begun');
	});

	it('[L12] is asked by nobody while the tribunal judges, and the queue is emptied', () => {
		const asked = asking.run(as('procureur/p'), 'askFloor', {}).run(as('parent/m'), 'askFloor', {});
		for (const step of ['delibere', 'decision']) {
			const judging = asked.at(step);
			expect(judging.trial.floor.queue).toEqual([]);
			for (const seat of ['procureur/p', 'avocat/sacha', 'assesseur/premier', 'public/p'] as const)
				judging.when(as(seat), 'askFloor', {}).refused('room-listens');
			judging.run(regie, 'giveFloor', seatOf('procureur/p'));
			judging.at('interrogatoire').run(as('procureur/p'), 'askFloor', {});
		}
		expect(asked.at('parents').trial.floor.queue).toEqual(['procureur/p', 'parent/m']);
		hearingAt('sortie-de-role').run(as('procureur/p'), 'askFloor', {});
	});
});

function spokenOn(file: typeof pleading.trial.file, script: typeof file.script) {
	const spoken = { ...file, script: { ...file.script, ...script } };
	return given.on(spoken, ...seated()).at('requisitions');
}
