import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Audience } from '../../src/lib/trial/actor.ts';
import { viewSaid } from '../../src/lib/trial/cue-view.ts';
import { view } from '../../src/lib/trial/view.ts';
import { plantCanaries } from '../support/canaries.ts';
import { wideCase } from '../support/wide-case.ts';
import { Oracle } from './oracle.ts';
import { sealedWord } from './walk-inputs.ts';
import { audiences, hearing, runs, walk } from './walk.ts';

describe('secrets in random hearings', { timeout: 60_000 }, () => {
	it('[V2] [V4] [V5] {P19} nobody receives a word or a tablet’s name it is not entitled to', () => {
		const { file, secrets } = plant();
		fc.assert(
			fc.property(hearing, (drawn) => {
				const oracle = new Oracle(file);
				let heard = 0;
				walk(file, drawn, ({ decided, type }, { trial, events }) => {
					if (heard === events.length) return;
					for (; heard < events.length; heard++) {
						const event = events[heard];
						if (event) oracle.hear(event);
					}
					for (const audience of audiences(trial)) {
						const told = JSON.stringify([view(trial, audience), viewSaid(trial, audience)]);
						const listener = listenerOf(audience);
						const leaks = [...(told.match(/canari\d+q/g) ?? [])]
							.map((word) => secrets.get(word) ?? word)
							.filter((secret) => !oracle.mayKnow(listener, secret));
						if (/coupable|relaxe/.test(told) && !oracle.mayKnow(listener, 'decision outcome'))
							if (!listener.adult && !listener.seats.some(isJudge)) leaks.push('an outcome');
						const names = [...(told.match(/tab\d+x/g) ?? [])];
						if (!listener.adult) leaks.push(...names.filter((name) => name !== audience.holder));
						expect(
							leaks,
							`${audience.office} ${audience.seats} after ${type} ${'events' in decided}`
						).toEqual([]);
					}
				});
			}),
			{ numRuns: runs }
		);
	});

	it('[V2] the walks above do reach every kind of secret', () => {
		const { file, secrets } = plant();
		const kinds = new Set<string>();
		for (const drawn of fc.sample(hearing, { seed: 2026, numRuns: 100 })) {
			const { trial } = walk(file, drawn, () => {});
			for (const audience of audiences(trial).filter(({ office }) => office === 'tablette')) {
				const told = JSON.stringify([view(trial, audience), viewSaid(trial, audience)]);
				for (const word of told.match(/canari\d+q/g) ?? []) {
					const [kind = '', place] = (secrets.get(word) ?? '').split(' ');
					kinds.add(kind === 'decision' && place ? place : kind);
				}
			}
		}
		expect([...kinds].sort()).toEqual(
			[
				'answer',
				'appeal',
				'cue',
				'decision',
				'measure',
				'opening',
				'prompts',
				'sealed',
				'own',
				'kept',
				'debrief',
				'title'
			].sort()
		);
	});
});

const isJudge = (seat: string) => /^(juge|assesseur)\//.test(seat);
const listenerOf = ({ office, seats }: Audience) => ({
	adult: office === 'regie' || office === 'magistrat',
	screen: office === 'ecran',
	seats
});

/** Every word of `plantCanaries`, and one in each part of the decision. */
function plant(): { file: CaseFile; secrets: Map<string, string> } {
	const { file, canaries } = plantCanaries(wideCase());
	const secrets = new Map(canaries.map(({ word, secret }) => [word, secret]));
	secrets.set(sealedWord, 'own');
	const word = (secret: string): string => {
		const made = `canari${9000 + secrets.size}q`;
		secrets.set(made, secret);
		return made;
	};
	const { decision } = file;
	return {
		secrets,
		file: {
			...file,
			measures: (file.measures ?? []).map((it) => ({
				...it,
				name: word('measure'),
				plain: word('measure'),
				line: word('measure')
			})),
			motives: (file.motives ?? []).map((it) => ({ ...it, text: word('measure') })),
			decision: {
				opening: [...decision.opening, word('decision opening')].slice(-1),
				ifGuilty: decision.ifGuilty,
				ifCleared: [...decision.ifCleared, word('decision answer')],
				appeal: word('decision appeal'),
				other: word('kept'),
				sealed: { ...decision.sealed, outcome: word('sealed outcome') }
			}
		}
	};
}
