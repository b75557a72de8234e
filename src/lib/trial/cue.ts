/** What is said: the speaker moves the script on, the régie may always take over. Rules [C]. */
import * as v from 'valibot';
import { roles } from '../casefile/casefile.ts';
import { adults, type Actor } from './actor.ts';
import { whileRunning } from './clock.ts';
import { command, first, nothing } from './command.ts';
import { openRoom } from './door.ts';
import type { Fact } from './event.ts';
import type { Refusal } from './refusal.ts';
import { cueSpeaker, currentCue, currentIndex } from './script.ts';
import { isOutside, type Reads } from './witness.ts';

const speaksNow = (reads: Reads, { seat }: Actor): Refusal | null => {
	if (seat && isOutside(reads, seat)) return 'witness-outside';
	const cue = currentCue(reads);
	if (!cue) return 'no-cue';
	return seat && seat !== cue.seat ? 'cue-not-now' : null;
};

/** Said: on to the next. The cue is named, so that two taps never skip one. */
export const advanceCue = command({
	input: v.strictObject({ cue: v.string() }),
	by: [...adults, ...roles],
	when: (reads: Reads, actor) => first(whileRunning(reads), speaksNow(reads, actor)),
	then: (reads, { cue }) =>
		currentCue(reads)?.id === cue ? moveTo(reads, currentIndex(reads.script) + 1) : 'cue-not-now'
});

/** One cue back: what was said stays said. */
export const rewindCue = command({
	input: nothing,
	by: adults,
	when: (reads: Reads) => first(openRoom(reads), currentIndex(reads.script) > 0 ? null : 'no-cue'),
	then: (reads) => moveTo(reads, currentIndex(reads.script) - 1)
});

function moveTo({ file, script }: Reads, cue: number): Fact[] {
	const step = script.step ?? '';
	return [{ type: 'cueReached', step, cue, speaker: cueSpeaker(file, step, cue) }];
}
