/** The two books compared: what the commands answer, and what was written by hand. */
import { commandNames, type CommandName } from '../../src/lib/trial/commands.ts';
import { decide } from '../../src/lib/trial/decide.ts';
import { expectedOf, verdictOf } from './grid.ts';
import { momentNames, moments, parties } from './moments.ts';

/** Of no command's shape: whoever may run it is told so, and nothing happens. */
export const shapeless = 'matrice';

/** Every disagreement, as « moment, party, command: what was answered ». */
export function* differences(names: readonly CommandName[] = commandNames): Generator<string> {
	for (const moment of momentNames)
		for (const [party, actor] of Object.entries(parties)) {
			const { trial } = moments[moment];
			for (const type of names) {
				const answer = decide(trial, { type, input: shapeless }, { now: 0, actor });
				const refusal = 'refused' in answer ? answer.refused : 'accepted';
				if (verdictOf(refusal) !== expectedOf(moment, party, type))
					yield `${moment}, ${party}, ${type}: ${refusal}`;
			}
		}
}
