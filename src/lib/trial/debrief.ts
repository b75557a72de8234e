/** The half hour that teaches: six phases, conducted like the hearing, once roles are left. Rules [DE]. */
import * as v from 'valibot';
import type { CaseFile } from '../casefile/casefile.ts';
import { debriefPhases, type DebriefPhaseId } from '../casefile/debrief-sheet.ts';
import type { StepId } from '../casefile/procedure.ts';
import { adults } from './actor.ts';
import type { Clock } from './clock.ts';
import { command, first } from './command.ts';
import { openRoom } from './door.ts';
import type { Event, Fact } from './event.ts';
import type { Refusal } from './refusal.ts';
import { currentPart, findStep, type Reads as ScriptReads } from './script.ts';
import type { Sealed } from './sealed.ts';
import type { Witnesses } from './witness.ts';

/** What an adult puts before the room besides the phase's sentence. */
export type Material =
	| { kind: 'claim'; claim: number }
	| { kind: 'question'; question: number }
	| { kind: 'decisions' }
	| { kind: 'sequel' };

export interface Debrief {
	phase: DebriefPhaseId | null;
	/** The phases entered since roles were left with the decision read: a rehearsal counts for nothing. */
	entered: readonly DebriefPhaseId[];
	/** What the debrief had lasted, in ms, when this phase was entered. */
	mark: number;
	/** Milliseconds counted in each phase, the count under way left out. */
	elapsed: Readonly<Partial<Record<DebriefPhaseId, number>>>;
	/** The axes that the facilitator keeps, in the order chosen; null: those of the case. */
	axes: readonly number[] | null;
	shown: Material | null;
	/** The claims whose answer was shown. */
	revealed: readonly number[];
	/** The other decision and what followed were told. */
	told: boolean;
}

export interface Reads extends ScriptReads {
	witnesses: Witnesses;
	/** Only whether roles were left once the decision was read. */
	opinion: { told: readonly unknown[] };
	sealed: Sealed;
	debrief: Debrief;
}

export const notDebriefed: Debrief = {
	phase: null,
	entered: [],
	mark: 0,
	elapsed: {},
	axes: null,
	shown: null,
	revealed: [],
	told: false
};

/** `trial` is the state before this event. */
export function evolveDebrief(
	debrief: Debrief,
	event: Event,
	{ file, clock, opinion }: Pick<Reads, 'file' | 'clock' | 'opinion'>
): Debrief {
	switch (event.type) {
		case 'stepEntered': {
			const [opening] = file.debrief?.phases ?? [];
			if (!opening || !isDebrief(file, event.step)) return debrief;
			const isReal = opinion.told.length > 0;
			// After a rehearsal it begins again, from its first phase.
			const begins = !debrief.phase || (isReal && debrief.entered.length === 0);
			if (!begins) return debrief;
			const entered = isReal ? [opening.id] : [];
			const mark = spentIn(file, clock, event.at);
			return { ...debrief, phase: opening.id, entered, mark, shown: null };
		}
		case 'phaseEntered': {
			const spent = spentIn(file, clock, event.at);
			const { phase, elapsed } = debrief;
			return {
				...debrief,
				phase: event.phase,
				entered: note(debrief.entered, event.phase, opinion.told.length > 0),
				mark: spent,
				elapsed: phase
					? { ...elapsed, [phase]: (elapsed[phase] ?? 0) + Math.max(0, spent - debrief.mark) }
					: elapsed,
				shown: null
			};
		}
		case 'axesChosen':
			return { ...debrief, axes: event.axes };
		case 'materialShown':
			return {
				...debrief,
				shown: event.material,
				told: debrief.told || event.material?.kind === 'sequel'
			};
		case 'claimRevealed':
			return { ...debrief, revealed: [...debrief.revealed, event.claim] };
		case 'sealedOpened':
			return file.debrief ? { ...debrief, shown: { kind: 'decisions' } } : debrief;
		default:
			return debrief;
	}
}

const note = (entered: Debrief['entered'], phase: DebriefPhaseId, isReal: boolean) =>
	!isReal || entered.includes(phase) ? entered : [...entered, phase];

const isDebrief = (file: CaseFile, step: StepId): boolean =>
	findStep(file, step)?.part === 'debrief';

/** What the debrief has lasted, all its visits added, suspensions left out. */
function spentIn(file: CaseFile, clock: Clock, at: number): number {
	const running =
		clock.step && clock.since !== null && isDebrief(file, clock.step) ? at - clock.since : 0;
	return file.procedure.steps
		.filter(({ part }) => part === 'debrief')
		.reduce((sum, { id }) => sum + (clock.elapsed[id] ?? 0), Math.max(0, running));
}

/** The first three phases are the pupils' own: feelings, what happened, points of view. */
export const hasPastThree = ({ file, debrief }: Pick<Reads, 'file' | 'debrief'>): boolean =>
	!file.debrief ||
	(debriefPhases.slice(0, pupilsOwn).every((phase) => debrief.entered.includes(phase)) &&
		debriefPhases.slice(pupilsOwn).some((phase) => debrief.entered.includes(phase)));
const pupilsOwn = 3;

const withDebrief = ({ file, door }: Reads): Refusal | null =>
	first(openRoom({ door }), file.debrief ? null : 'no-debrief');

const debriefing = (reads: Reads): Refusal | null =>
	first(withDebrief(reads), currentPart(reads) === 'debrief' ? null : 'not-debriefing');

const phaseId = v.picklist(debriefPhases);
/** From the phase it names: of two adults who tap at once, one moves the debrief. */
const moving = v.strictObject({ from: v.optional(phaseId) });

function neighbour({ file, debrief }: Reads, by: 1 | -1): DebriefPhaseId | undefined {
	const phases = file.debrief?.phases ?? [];
	return phases[phases.findIndex(({ id }) => id === debrief.phase) + by]?.id;
}

const enter = (phase: DebriefPhaseId): Fact[] => [{ type: 'phaseEntered', phase }];

export const nextPhase = command({
	input: moving,
	by: adults,
	when: (reads: Reads) => first(debriefing(reads), neighbour(reads, 1) ? null : 'no-next-phase'),
	then: (reads, { from }) => {
		if (from !== undefined && from !== reads.debrief.phase) return 'phase-passed';
		const phase = neighbour(reads, 1);
		return phase ? enter(phase) : 'no-next-phase';
	}
});

export const previousPhase = command({
	input: moving,
	by: adults,
	when: (reads: Reads) =>
		first(debriefing(reads), neighbour(reads, -1) ? null : 'no-previous-phase'),
	then: (reads, { from }) => {
		if (from !== undefined && from !== reads.debrief.phase) return 'phase-passed';
		const phase = neighbour(reads, -1);
		return phase ? enter(phase) : 'no-previous-phase';
	}
});

export const jumpToPhase = command({
	input: v.strictObject({ phase: phaseId }),
	by: adults,
	when: debriefing,
	then: ({ file, debrief }: Reads, { phase }) => {
		if (!file.debrief?.phases.some(({ id }) => id === phase)) return 'phase-unknown';
		return phase === debrief.phase ? [] : enter(phase);
	}
});

const axis = v.picklist([1, 2, 3, 4, 5, 6]);

/** The axes that this class will speak of, in the order the adults want; chosen beforehand too. */
export const chooseAxes = command({
	input: v.strictObject({
		axes: v.pipe(
			v.array(axis),
			v.maxLength(6),
			v.check((axes) => new Set(axes).size === axes.length)
		)
	}),
	by: adults,
	when: withDebrief,
	then: (reads: Reads, { axes }) =>
		axes.join() === keptAxes(reads).join() ? [] : [{ type: 'axesChosen', axes }]
});

/** The axes kept; before anybody chose, the case's own. */
export const keptAxes = ({ file, debrief }: Pick<Reads, 'file' | 'debrief'>): readonly number[] =>
	debrief.axes ?? file.axes;

const rank = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99));

/** A claim, a question, the decisions or what followed, one at a time; null gives the phase's sentence back. */
export const showMaterial = command({
	input: v.strictObject({
		material: v.nullable(
			v.variant('kind', [
				v.strictObject({ kind: v.literal('claim'), claim: rank }),
				v.strictObject({ kind: v.literal('question'), question: rank }),
				v.strictObject({ kind: v.literal('decisions') }),
				v.strictObject({ kind: v.literal('sequel') })
			])
		)
	}),
	by: adults,
	when: debriefing,
	then: (reads: Reads, { material }) =>
		(material && mayShow(reads, material)) ??
		(isSame(reads.debrief.shown, material) ? [] : [{ type: 'materialShown', material }])
});

function mayShow({ file, sealed }: Reads, material: Material): Refusal | null {
	if (material.kind === 'claim')
		return file.debrief?.claims[material.claim] ? null : 'claim-unknown';
	if (material.kind === 'question')
		return file.debrief?.questions[material.question] ? null : 'question-unknown';
	return sealed.opened ? null : 'sealed-closed';
}

const isSame = (one: Material | null, other: Material | null): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** The answer of the claim before the room, with its source. */
export const revealClaim = command({
	input: v.strictObject({ claim: rank }),
	by: adults,
	when: debriefing,
	then: ({ file, debrief }: Reads, { claim }) => {
		if (!file.debrief?.claims[claim]) return 'claim-unknown';
		if (!isSame(debrief.shown, { kind: 'claim', claim })) return 'claim-not-shown';
		return debrief.revealed.includes(claim) ? [] : [{ type: 'claimRevealed', claim }];
	}
});
