/** Puts a hearing on paper, whole or what is left of it. Rules [PA]. */
import type { CaseFile, Cue, ExhibitId, Seat } from '../casefile/casefile.ts';
import { offersInAll } from '../casefile/law/composition.ts';
import type { Step } from '../casefile/procedure.ts';
import { showExhibit } from '../casefile/shown.ts';
import type { Paper, PaperCue, PaperSeat, PaperStep } from '../protocol/paper.ts';
import { findSeat, isJudge } from '../trial/actor.ts';
import { blankDecision } from '../trial/decision.ts';
import { cuesOf, playedSteps } from '../trial/script.ts';
import { isOpen } from '../trial/seats.ts';
import type { Trial } from '../trial/trial.ts';

/** `rest`: only the steps, the cues and the pieces that have not come yet. */
export function writePaper(trial: Trial, rest: boolean): Paper {
	const { file, seats: held } = trial;
	const steps = planSteps(trial, rest);
	const open = file.seats.filter(({ id }) => isOpen(held, id));
	const wanted = rest ? toCome(steps, trial) : null;
	return {
		title: file.title,
		court: file.procedure.court,
		hearing: file.procedure.hearing,
		summary: file.summary,
		reviewed: file.reviewedBy !== null,
		lawCheckedOn: file.lawCheckedOn,
		asked: file.settled ? [] : file.charges,
		simplifications: file.simplifications,
		steps,
		seats: open.map((seat) => writeSeat(trial, seat, steps)),
		exhibits: file.exhibits
			.filter(({ id }) => !wanted || wanted.has(id))
			.map((exhibit) => showExhibit(exhibit)),
		judges: open.filter(({ id }) => isJudge(id)),
		measures: writeMeasures(file),
		decision: blankDecision(file),
		glossary: file.glossary.toSorted((a, b) => a.term.localeCompare(b.term, 'fr')),
		rest
	};
}

/** The steps played in this format, each with its minutes since the beginning. */
function planSteps(trial: Trial, rest: boolean): PaperStep[] {
	const { file, door, script } = trial;
	const played = playedSteps(trial);
	const here = rest ? played.findIndex(({ id }) => id === script.step) : -1;
	let from = 0;
	return played
		.map((step): PaperStep => {
			const planned = step.minutes[door.format];
			from += planned;
			const passage = file.script[step.id];
			return {
				id: step.id,
				title: step.title,
				part: step.part,
				from: from - planned,
				until: from,
				say: passage?.say ?? '',
				prompts: passage?.prompts ?? [],
				law: step.law,
				cues: writeCues(trial, step)
			};
		})
		.filter((_, index) => index >= here)
		.map((step) =>
			rest && step.id === script.step
				? { ...step, cues: step.cues.slice(script.now[step.id] ?? 0) }
				: step
		);
}

const writeCues = ({ file }: Trial, { id }: Step): PaperCue[] =>
	cuesOf(file, id).map((cue, index, cues) => {
		const spoken = (it: Cue | undefined) => it && (findSeat(file, it.seat)?.spoken ?? it.seat);
		const number = (exhibit: ExhibitId | undefined) =>
			file.exhibits.find((it) => it.id === exhibit)?.number;
		const [shows, admits, after] = [number(cue.shows), number(cue.admits), spoken(cues[index - 1])];
		const calls = cue.calls && findSeat(file, cue.calls)?.label;
		return {
			id: cue.id,
			speaker: cue.seat,
			spoken: spoken(cue) ?? '',
			...(cue.text !== undefined && { text: cue.text }),
			...(cue.prompts && { prompts: cue.prompts }),
			...(shows !== undefined && { shows }),
			...(admits !== undefined && { admits }),
			...(calls && { calls }),
			...(after !== undefined && { after })
		};
	});

function writeSeat({ file }: Trial, seat: Seat, steps: PaperStep[]): PaperSeat {
	const brief = file.briefs.find((it) => it.seat === seat.id);
	return {
		seat,
		brief: brief ?? null,
		first: file.exhibits
			.filter(({ first }) => first.includes(seat.id) || first.includes(seat.side))
			.map(({ number, title }) => ({ number, title })),
		steps: steps.flatMap((step) => {
			const cues = step.cues.filter(({ speaker }) => speaker === seat.id);
			const task = brief?.tasks[step.id];
			if (cues.length === 0 && task === undefined) return [];
			return { id: step.id, title: step.title, cues, ...(task !== undefined && { task }) };
		})
	};
}

const writeMeasures = (file: CaseFile): Paper['measures'] =>
	offersInAll(file).map(({ id, nature, name, plain, bounds }) => ({
		id,
		nature,
		name,
		plain,
		...(bounds && { bounds })
	}));

/** The pieces that what is left of the script shows or brings. */
function toCome(steps: PaperStep[], { file }: Trial): Set<ExhibitId> {
	const numbers = steps.flatMap(({ cues }) => cues.flatMap(({ shows, admits }) => [shows, admits]));
	return new Set(
		file.exhibits.filter(({ number }) => numbers.includes(number)).map(({ id }) => id)
	);
}
