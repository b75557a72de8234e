/** Where the hearing is: the step, the cue said now and the next. Rules [T]. */
import * as v from 'valibot';
import type { CaseFile, Cue, SeatId } from '../casefile/casefile.ts';
import type { Part, Step, StepId } from '../casefile/procedure.ts';
import { parts } from '../casefile/procedure.ts';
import { adults, isJudge } from './actor.ts';
import type { Clock } from './clock.ts';
import { command, first, stepId } from './command.ts';
import { openRoom, type Door } from './door.ts';
import type { Event, Fact } from './event.ts';
import type { Refusal } from './refusal.ts';
import { isAdultHeld, isManned, without, type Seats } from './seats.ts';

export interface Script {
	step: StepId | null;
	visited: readonly StepId[];
	/** By step: the index of the cue to say; the number of cues once all are said. */
	now: Readonly<Record<StepId, number>>;
	/** By step: the furthest index reached. What is behind may be read again, what is ahead never. */
	reached: Readonly<Record<StepId, number>>;
	/** The tribunal's members who follow the whole hearing, set when it opens (CPP 592). */
	members: readonly SeatId[];
	/** Members excused since: a court composed again leaves them out. */
	excused: readonly SeatId[];
}

export interface Reads {
	file: CaseFile;
	door: Door;
	clock: Clock;
	seats: Seats;
	script: Script;
}

export const unwritten: Script = {
	step: null,
	visited: [],
	now: {},
	reached: {},
	members: [],
	excused: []
};

export function evolveScript(script: Script, event: Event): Script {
	switch (event.type) {
		case 'stepEntered':
			return {
				...moveCue(script, event.step, event.cue),
				step: event.step,
				visited: script.visited.includes(event.step)
					? script.visited
					: [...script.visited, event.step]
			};
		case 'cueReached':
			return moveCue(script, event.step, event.cue);
		case 'courtComposed':
			return { ...script, members: event.members };
		case 'memberExcused':
			return {
				...script,
				members: without(script.members, event.seat),
				excused: [...script.excused, event.seat]
			};
		case 'memberRestored':
			return {
				...script,
				members: [...script.members, event.seat],
				excused: without(script.excused, event.seat)
			};
		default:
			return script;
	}
}

const moveCue = (script: Script, step: StepId, cue: number): Script => ({
	...script,
	now: { ...script.now, [step]: cue },
	reached: { ...script.reached, [step]: Math.max(script.reached[step] ?? 0, cue) }
});

export const findStep = ({ procedure }: CaseFile, id: StepId | null): Step | undefined =>
	procedure.steps.find((step) => step.id === id);
export const cuesOf = (file: CaseFile, step: StepId | null): readonly Cue[] =>
	(step && file.script[step]?.cues) || [];
export const currentIndex = (script: Script): number =>
	(script.step && script.now[script.step]) || 0;
export const currentCue = ({ file, script }: Pick<Reads, 'file' | 'script'>): Cue | undefined =>
	cuesOf(file, script.step)[currentIndex(script)];
export const nextCue = ({ file, script }: Pick<Reads, 'file' | 'script'>): Cue | undefined =>
	cuesOf(file, script.step)[currentIndex(script) + 1];
export const currentPart = ({ file, script }: Pick<Reads, 'file' | 'script'>): Part | null =>
	findStep(file, script.step)?.part ?? null;

/** From the opening to the last word. */
export const isDebating = (reads: Pick<Reads, 'file' | 'script'>): boolean =>
	['opening', 'debates'].includes(currentPart(reads) ?? '');
/** From the end of the debates to the decision read: the tribunal alone is at work. */
export const isJudging = (reads: Pick<Reads, 'file' | 'script'>): boolean =>
	isJudgment(currentPart(reads));
export const isJudgment = (part: Part | null | undefined): boolean =>
	part === 'deliberation' || part === 'decision';

/** True once a step of this part, or of a later one, has been entered. */
export const hasReached = ({ file, script }: Pick<Reads, 'file' | 'script'>, part: Part): boolean =>
	furthest(file, script.visited) >= parts.indexOf(part);

/** The rank of the last part entered; asked many times of one same list. */
function furthest(file: CaseFile, visited: readonly StepId[]): number {
	const known = furthestOf.get(visited);
	if (known !== undefined) return known;
	const reached = Math.max(-1, ...visited.map((id) => rank(findStep(file, id)?.part)));
	furthestOf.set(visited, reached);
	return reached;
}
const furthestOf = new WeakMap<readonly StepId[], number>();
const rank = (part: Part | undefined): number => (part ? parts.indexOf(part) : -1);
/** What roles left are known by: for good once they were left with the decision read, else as long as the hearing is there. */
interface RolesReads extends Pick<Reads, 'file' | 'script'> {
	opinion: { told: readonly unknown[] };
}
export const haveLeftRoles = (reads: RolesReads): boolean =>
	reads.opinion.told.length > 0 ||
	rank(currentPart(reads) ?? undefined) >= parts.indexOf('role-exit');

/** From the opening on, nobody changes side by themselves. */
export const hasBegun = (reads: Pick<Reads, 'file' | 'script'>): boolean =>
	hasReached(reads, 'opening');

export const cueSpeaker = (file: CaseFile, step: StepId, cue: number): SeatId | null =>
	cuesOf(file, step)[cue]?.seat ?? null;

/** Entering a step where it was left; the court is composed as the hearing opens and as the debates begin. */
function enter({ file, seats, script }: Reads, step: Step): Fact[] {
	const cue = script.now[step.id] ?? 0;
	const speaker = cueSpeaker(file, step.id, cue);
	const entering = rank(step.part) >= parts.indexOf('opening') && !script.visited.includes(step.id);
	// Once more at the first step of the debates: a judge seated during the opening has missed none of them.
	const composes =
		(entering && !hasReached({ file, script }, 'debates')) ||
		(script.members.length === 0 && rank(step.part) >= parts.indexOf('opening'));
	const members = file.seats
		.map(({ id }) => id)
		.filter((id) => isJudge(id) && isManned(seats, id) && !script.excused.includes(id))
		// One adult at most: of three voices, who has two reads the third.
		.filter((id, _, all) => !isAdultHeld(seats, id) || firstAdult(seats, all) === id);
	return [
		{ type: 'stepEntered', step: step.id, cue, speaker },
		...(composes ? [{ type: 'courtComposed', members } as const] : [])
	];
}

/** The steps of this format, and the one entered; those done before the session are left out, leaving roles never is. */
export const playedSteps = ({
	file,
	door,
	script
}: Pick<Reads, 'file' | 'door' | 'script'>): readonly Step[] =>
	file.procedure.steps.filter(
		({ id, part, minutes }) =>
			minutes[door.format] > 0 || part === 'role-exit' || id === script.step
	);

/** The step this many places away. */
function neighbour(reads: Reads, by: 1 | -1): Step | undefined {
	const played = playedSteps(reads);
	const { script } = reads;
	return played[played.findIndex((step) => step.id === script.step) + by];
}

const leavesRoles = (reads: Reads & RolesReads, step: Step): Refusal | null =>
	rank(step.part) > parts.indexOf('role-exit') && !haveLeftRoles(reads) ? 'roles-not-left' : null;

const firstAdult = (seats: Seats, ids: readonly SeatId[]): SeatId | undefined =>
	ids.find((id) => isAdultHeld(seats, id));

/** From the step it names: of two adults who tap at once, one moves the hearing. */
const moving = v.strictObject({ from: v.optional(v.nullable(stepId)) });
const hasPassed = ({ script }: Reads, { from }: v.InferOutput<typeof moving>): boolean =>
	from !== undefined && from !== script.step;

export const nextStep = command({
	input: moving,
	by: adults,
	when: (reads: Reads & RolesReads) =>
		first(openRoom(reads), neighbour(reads, 1) ? null : 'no-next-step'),
	then: (reads, input) => {
		const step = neighbour(reads, 1);
		if (hasPassed(reads, input)) return 'step-passed';
		return step ? (leavesRoles(reads, step) ?? enter(reads, step)) : 'no-next-step';
	}
});

export const previousStep = command({
	input: moving,
	by: adults,
	when: (reads: Reads) => first(openRoom(reads), neighbour(reads, -1) ? null : 'no-previous-step'),
	then: (reads, input) => {
		const step = neighbour(reads, -1);
		if (hasPassed(reads, input)) return 'step-passed';
		return step ? enter(reads, step) : 'no-previous-step';
	}
});

export const jumpToStep = command({
	input: v.strictObject({ step: stepId }),
	by: adults,
	when: openRoom,
	then: (reads: Reads & RolesReads, { step: id }) => {
		const step = findStep(reads.file, id);
		return step ? (leavesRoles(reads, step) ?? enter(reads, step)) : 'step-unknown';
	}
});
