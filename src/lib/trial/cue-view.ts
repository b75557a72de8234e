/** What each audience sees of the script: what is said now, who is next, never what lies ahead. Rules [C]. */
import type { Cue } from '../casefile/casefile.ts';
import type { StepId } from '../casefile/procedure.ts';
import { isAdult, type Audience } from './actor.ts';
import { cuesOf, currentCue, currentIndex, nextCue, type Script } from './script.ts';
import { isPresent, type Reads } from './witness.ts';

/** Outside the room, or without a seat, a browser knows the step and no more. */
export interface ScriptView {
	step: StepId | null;
	cue?: Cue | null;
	next?: Cue | null;
	/** Of the cue said now, in its step. */
	index?: number;
	count?: number;
	visited?: readonly StepId[];
	/** For the adults. */
	reached?: Script['reached'];
	now?: Script['now'];
	members?: Script['members'];
}

export function viewScript(reads: Reads, audience: Audience): ScriptView {
	const { file, script } = reads;
	const { step } = script;
	if (!isPresent(reads, audience)) return { step };
	const cue = currentCue(reads);
	const next = nextCue(reads);
	return {
		step,
		cue: cue ? openCue(cue, audience) : null,
		next: next ? announceCue(next, audience) : null,
		index: currentIndex(script),
		count: cuesOf(file, step).length,
		visited: script.visited,
		...(isAdult(audience) && { reached: script.reached, now: script.now, members: script.members })
	};
}

const owns = (cue: Cue, audience: Audience): boolean =>
	isAdult(audience) || audience.seats.includes(cue.seat);

/** What is said is for the room; the prompts of an improvised passage are for who improvises. */
const openCue = (cue: Cue, audience: Audience): Cue => {
	const { prompts, ...spoken } = cue;
	return prompts && owns(cue, audience) ? cue : prompts ? { ...spoken, prompts: [] } : spoken;
};

const announceCue = (cue: Cue, audience: Audience): Cue =>
	owns(cue, audience) ? cue : { id: cue.id, seat: cue.seat };

/** What was said in the steps already played, for whoever is in the room and looks back. */
export function viewSaid(reads: Reads, audience: Audience) {
	if (!isPresent(reads, audience)) return [];
	return reads.file.procedure.steps
		.filter(({ id }) => reads.script.visited.includes(id))
		.map(({ id }) => ({
			step: id,
			cues: cuesOf(reads.file, id)
				.slice(0, reads.script.reached[id] ?? 0)
				.map((cue) => openCue(cue, audience))
		}))
		.filter(({ cues }) => cues.length > 0);
}
