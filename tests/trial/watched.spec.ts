import { describe, expect, it } from 'vitest';
import { fold, type Trial } from '../../src/lib/trial/trial.ts';
import { compareTrials, WatchedTrial } from '../../src/lib/trial/watched.ts';
import { minimalCase } from '../support/minimal-case.ts';

const trial = fold(minimalCase(), []);
const { script } = trial;

/** The same trial, one part of it after the other being another object. */
const changes = [
	...(Object.keys(trial) as (keyof Trial)[])
		.filter((part) => part !== 'script')
		.map((part) => ({
			name: part,
			other: { ...trial, [part]: {} } as Trial,
			look: (it: Trial) => it[part]
		})),
	...(Object.keys(script) as (keyof Trial['script'])[]).map((field) => ({
		name: `script.${field}`,
		other: { ...trial, script: { ...script, [field]: {} } } as Trial,
		look: (it: Trial) => it.script[field]
	}))
];

describe('a watched trial', () => {
	it.each(changes)('[G28] shows $name as it is, and notes it alone', ({ other, look }) => {
		const watched = new WatchedTrial(trial);
		expect(watched.looked).toBe(0);
		expect(look(watched)).toBe(look(trial));
		const changed = compareTrials(trial, other);
		expect(changed).not.toBe(0);
		expect(watched.looked).toBe(changed);
	});

	it('[G28] tells every part from the others', () => {
		const bits = changes.map(({ other }) => compareTrials(trial, other));
		expect(bits.reduce((all, bit) => all + bit)).toBe(bits.reduce((all, bit) => all | bit));
		expect(compareTrials(trial, { ...trial })).toBe(0);
	});
});
