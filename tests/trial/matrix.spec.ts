import { describe, expect, it } from 'vitest';
import { roles, type CaseFile, type Role } from '../../src/lib/casefile/casefile.ts';
import type { Actor, Party } from '../../src/lib/trial/actor.ts';
import { commandNames } from '../../src/lib/trial/commands.ts';
import { mayRun, decide } from '../../src/lib/trial/decide.ts';
import { as, given, hearingAt, holderOf, regie, screen, server, tablet } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';
import { rights } from './rights.ts';

/** A case with one seat of every role, each on a tablet of its own. */
const everyone = given.on(
	{
		...wideCase(),
		seats: roles.map((role) => ({
			id: `${role}/x`,
			role,
			side: 'salle',
			label: role,
			spoken: role,
			team: 1,
			opensAt: 12,
			confirmed: false
		}))
	} satisfies CaseFile,
	{ type: 'trialOpened', pupils: 16, tablets: 16, format: '110' },
	{ type: 'tabletAdmitted', tablet: 'alone' },
	...roles.flatMap((role) => [
		{ type: 'tabletAdmitted', tablet: holderOf(`${role}/x`) } as const,
		{ type: 'seatTaken', seat: `${role}/x`, holder: holderOf(`${role}/x`) } as const
	])
);
const parties: [Party, Actor][] = [
	['facilitator', regie],
	['magistrate', { office: 'magistrat', holder: 'magistrat' }],
	['tablet', tablet('alone')],
	['system', server],
	...roles.map((role): [Role, Actor] => [role, as(`${role}/x`)])
];
const ask = (actor: Actor, type: string, input: unknown = null) =>
	decide(everyone.trial, { type, input }, { now: 0, actor });

describe('who may run what', () => {
	it.each(commandNames)('[M4] %s', (name) => {
		const allowed = parties.filter(([, actor]) => {
			const decided = ask(actor, name);
			return !('refused' in decided && decided.refused === 'not-yours');
		});
		expect(allowed.map(([party]) => party).sort()).toEqual(rights[name].split(' ').sort());
	});

	it('[M5] an actor speaks for a seat that its browser holds', () => {
		const stolen = { ...as('juge/x'), holder: 'alone' };
		expect(mayRun(everyone.trial, stolen)).toEqual([]);
		everyone.when(stolen, 'takeSeat', { seat: 'public/x' }).refused('not-yours');
		everyone
			.when({ ...regie, seat: 'juge/x' }, 'takeSeat', { seat: 'public/x' })
			.refused('not-yours');
		const nobody = as('juge/nobody');
		everyone.when(nobody, 'takeSeat', { seat: 'public/x' }).refused('not-yours');
		const forged = { ...tablet('alone'), seat: 'facilitator/x' } as unknown as Actor;
		expect(mayRun(everyone.trial, forged)).toEqual([]);
	});

	it('[M6] a tablet that the room does not know runs nothing', () => {
		expect(mayRun(everyone.trial, tablet('stranger'))).toEqual([]);
		expect(mayRun(everyone.trial, tablet('regie'))).toEqual([]);
		const gone = everyone.run(server, 'returnTablet', { tablet: 't-juge/x' });
		expect(gone.may(as('juge/x'))).toEqual([]);
		expect(gone.may(tablet('t-juge/x'))).toEqual([]);
	});

	it('[M7] the screen runs nothing, and only the server asks what the server asks', () => {
		expect(mayRun(everyone.trial, screen)).toEqual([]);
		expect(mayRun(everyone.trial, { ...screen, holder: 't-juge/x', seat: 'juge/x' })).toEqual([]);
		expect(mayRun(everyone.trial, { ...server, seat: 'juge/x', holder: 't-juge/x' })).toEqual([]);
		for (const name of commandNames.filter((name) => rights[name] === 'system'))
			for (const [party, actor] of parties)
				if (party !== 'system') expect(ask(actor, name)).toEqual({ refused: 'not-yours' });
	});

	it('[M1] what is no command is refused', () => {
		for (const type of ['', 'toString', '__proto__', 'constructor', 'LockDoor', 'lockDoor '])
			expect(ask(regie, type, {})).toEqual({ refused: 'unknown-command' });
	});

	it('[M2] who may not run a command learns nothing of its input', () => {
		for (const input of [null, {}, { seat: 'juge/x' }, { seat: 'juge/nobody' }])
			expect(ask(tablet('alone'), 'assignSeat', input)).toEqual({ refused: 'not-yours' });
		const early = hearingAt('accueil');
		for (const input of [null, { charge: 'recel' }, { charge: 'vol' }])
			early.whenever(regie, 'openBallot', input).refused('not-deliberating');
	});

	it('[M10] what is already true adds no fact', () => {
		const hearing = hearingAt('interrogatoire')
			.run(regie, 'callWitness', { seat: 'temoin/t' })
			.run(regie, 'showExhibit', { exhibit: '1' })
			.run(regie, 'lockDoor', {})
			.run(regie, 'setNeutral', { neutral: true });
		hearing.when(regie, 'showExhibit', { exhibit: '1' }).then();
		hearing.when(regie, 'callWitness', { seat: 'temoin/t' }).then();
		hearing.when(regie, 'lockDoor', {}).then();
		hearing.when(regie, 'setNeutral', { neutral: true }).then();
		hearing.when(regie, 'sendOutWitness', { seat: 'temoin/u' }).then();
		hearing.when(regie, 'paperSeat', { seat: 'juge/president', paper: false }).then();
		hearing.when(regie, 'assignSeat', { seat: 'procureur/p', holder: 't-procureur/p' }).then();
		const lobby = given(
			{ type: 'trialOpened', pupils: 28, tablets: 10, format: '110' },
			{ type: 'tabletAdmitted', tablet: 'a' }
		);
		lobby.when(regie, 'unlockDoor', {}).then();
		lobby.when(server, 'admitTablet', { tablet: 'a' }).then();
	});
});
