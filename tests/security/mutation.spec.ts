import { describe, expect, it } from 'vitest';
import { roles } from '../../src/lib/casefile/casefile.ts';
import type { Actor, Party } from '../../src/lib/trial/actor.ts';
import { commandNames, commands, type CommandName } from '../../src/lib/trial/commands.ts';
import type { Refusal } from '../../src/lib/trial/refusal.ts';
import type { Trial } from '../../src/lib/trial/trial.ts';
import { publish } from '../support/promise.ts';
import { differences } from './books.ts';
import { momentNames, moments, parties } from './moments.ts';

interface Authorisation {
	by: readonly Party[];
	when(trial: Trial, actor: Actor): Refusal | null;
}
const every: Party[] = ['facilitator', 'magistrate', 'tablet', 'system', ...roles];

/** Changes one command in memory, asks the matrix, puts it back: true where the matrix saw it. */
function isKilled(name: CommandName, mutant: Partial<Authorisation>): boolean {
	const command = commands[name] as unknown as Authorisation;
	const { by, when } = command;
	Object.assign(command, mutant);
	try {
		return differences([name]).next().done !== true;
	} finally {
		Object.assign(command, { by, when });
	}
}

/** The reasons this command's `when` gives to somebody, at some moment. */
function reasonsOf({ when }: Authorisation): Refusal[] {
	const given = momentNames.flatMap((moment) =>
		Object.values(parties).map((actor) => when(moments[moment].trial, actor))
	);
	return [...new Set(given)].filter((reason) => reason !== null);
}

const all = commandNames.flatMap((name) => {
	const command = commands[name] as unknown as Authorisation;
	const { by, when } = command;
	const silenced = reasonsOf(command).map((reason): [string, Partial<Authorisation>] => [
		`${name}, when without ${reason}`,
		{ when: (trial, actor) => (when(trial, actor) === reason ? null : when(trial, actor)) }
	]);
	const given = every
		.filter((party) => !by.includes(party))
		.map((party): [string, Partial<Authorisation>] => [
			`${name}, by and ${party}`,
			{ by: [...by, party] }
		]);
	const taken = by.map((party): [string, Partial<Authorisation>] => [
		`${name}, by without ${party}`,
		{ by: by.filter((it) => it !== party) }
	]);
	const deleted: [string, Partial<Authorisation>][] = [
		[`${name}, by deleted`, { by: every }],
		[`${name}, when deleted`, { when: () => null }],
		[`${name}, by emptied`, { by: [] }]
	];
	return [...deleted, ...given, ...taken, ...silenced].map(
		([told, mutant]) => [told, name, mutant] as const
	);
});

/** Mutants that no room can tell from the original, each with what makes it so. */
const equivalent: [mutant: string, reason: string][] = [
	['askFloor, when without not-yours', 'who speaks without a seat is already refused by its `by`']
];

describe('the matrix of who may do what, and when', () => {
	it('[A1] agrees with the commands as they are', () => {
		expect([...differences()]).toEqual([]);
	});

	it('[A2] sees any one authorisation deleted, given, taken or silenced', ({ task }) => {
		const alive = all.filter(([, name, mutant]) => !isKilled(name, mutant)).map(([told]) => told);
		expect(alive).toEqual(equivalent.map(([mutant]) => mutant));
		publish(task, { mutants: all.length - alive.length, équivalents: alive.length });
	});
});
