/** Plays a case on paper, one seat at a time: what each will see is asked of the trial itself. Rules [LO]. */
import type { CaseFile, Cue, ExhibitId, SeatId } from '../casefile/casefile.ts';
import type { Format, Step, StepId } from '../casefile/procedure.ts';
import { showExhibit } from '../casefile/shown.ts';
import type { Paper } from '../protocol/paper.ts';
import type { AdultPreview, PreviewCover, SeatPreview, SeatStep } from '../protocol/preview.ts';
import { findSeat, isJudge, type Audience } from '../trial/actor.ts';
import { viewScript } from '../trial/cue-view.ts';
import type { Fact } from '../trial/event.ts';
import { mayRead } from '../trial/evidence.ts';
import { cuesOf } from '../trial/script.ts';
import { evolve, fold, type Trial } from '../trial/trial.ts';
import { audienceOf, view } from '../trial/view.ts';
import { viewWitnesses } from '../trial/witness.ts';
import { writePaper } from './paper.ts';
import { roomSheet } from './sheets.ts';

/** A class in which every seat is open, each on a tablet of its own. */
const everybody = 35;
const holder = 't-apercu';

export function previewCover(file: CaseFile, format: Format): PreviewCover {
	return {
		title: file.title,
		court: file.procedure.court,
		hearing: file.procedure.hearing,
		format,
		seats: file.seats.map(({ id, label, side, team, opensAt }) => ({
			id,
			label,
			side,
			team,
			opensAt
		}))
	};
}

/** The adults' sheet; `opened`: they asked for the decision too. */
export function previewAdult(file: CaseFile, format: Format, opened: boolean): AdultPreview {
	return {
		summary: file.summary,
		level: file.level,
		reviewed: file.reviewedBy !== null,
		lawCheckedOn: file.lawCheckedOn,
		...(file.lawValidUntil !== undefined && { lawValidUntil: file.lawValidUntil }),
		charges: file.charges,
		simplifications: file.simplifications,
		sources: file.sources,
		steps: previewPaper(file, format).steps,
		debrief: file.debrief ?? null,
		decision: opened ? file.decision : null
	};
}

/** Everything but the poster and the cards, which need a room. */
export const previewPaper = (file: CaseFile, format: Format): Paper =>
	writePaper(openTrial(file, format), false);

/** Where the picture or the sound of a piece is asked for. */
type Address = (exhibit: ExhibitId) => string;

/** One seat, or null where the case has none of this name. */
export function previewSeat(
	file: CaseFile,
	format: Format,
	id: string,
	mediaAt: Address
): SeatPreview | null {
	const seat = findSeat(file, id);
	if (!seat) return null;
	const seated = sit(openTrial(file, format), seat.id);
	const audience = audienceOf(seated, 'tablette', holder);
	const reading = file.procedure.steps.find(({ part }) => part === 'reading');
	const opened = reading ? enter(seated, reading) : seated;
	const briefs = file.briefs.filter((brief) => brief.seat === seat.id);
	const pieces = file.exhibits
		.filter((exhibit) => mayRead(opened, audience, exhibit))
		.map((exhibit) => showExhibit(exhibit, mediaAt(exhibit.id)));
	const shown = view(opened, audience);
	const first = new Set(shown.evidence.pieces.filter((it) => it.first).map((it) => it.id));
	return {
		seat,
		sheet: roomSheet({ code: 'apercu', trial: opened }),
		view: { ...shown, presence: {} },
		briefs,
		pieces,
		steps: live(seated, seat.id, format),
		words: [...briefs, ...pieces.filter((piece) => first.has(piece.id))].reduce(
			(sum, { words }) => sum + words,
			0
		)
	};
}

const add = (trial: Trial, ...facts: Fact[]): Trial =>
	facts.reduce((state, fact) => evolve(state, { ...fact, at: 0 }), trial);

const openTrial = (file: CaseFile, format: Format): Trial =>
	fold(file, [{ type: 'trialOpened', pupils: everybody, tablets: everybody, format, at: 0 }]);

const sit = (trial: Trial, seat: SeatId): Trial =>
	add(
		trial,
		{ type: 'tabletAdmitted', tablet: holder },
		{ type: 'seatTaken', seat, holder },
		{
			type: 'courtComposed',
			members: trial.file.seats.map(({ id }) => id).filter((id) => isJudge(id))
		}
	);

const speakerAt = (file: CaseFile, step: StepId, cue: number): SeatId | null =>
	cuesOf(file, step)[cue]?.seat ?? null;

const enter = (trial: Trial, { id }: Step): Trial =>
	add(trial, { type: 'stepEntered', step: id, cue: 0, speaker: speakerAt(trial.file, id, 0) });

/** The whole hearing, cue by cue, with what the clerk and the usher do as it asks. */
function live(seated: Trial, seat: SeatId, format: Format): SeatStep[] {
	const { file } = seated;
	const task = (step: StepId) => file.briefs.find((brief) => brief.seat === seat)?.tasks[step];
	let trial = seated;
	return file.procedure.steps
		.filter(({ minutes }) => minutes[format] > 0)
		.map((step) => {
			trial = enter(trial, step);
			const before = isOut(trial);
			const cues: Cue[] = [];
			for (const [index, cue] of cuesOf(file, step.id).entries()) {
				trial = reach(trial, step.id, index, cue);
				const said = viewScript(trial, audienceIn(trial)).cue;
				if (said?.seat === seat) cues.push(said);
			}
			const told = task(step.id);
			return {
				id: step.id,
				title: step.title,
				part: step.part,
				minutes: step.minutes[format],
				outside: before && isOut(trial),
				...(told !== undefined && { task: told }),
				cues,
				judges: step.part === 'deliberation' && isJudge(seat)
			};
		});
}

const audienceIn = (trial: Trial): Audience => audienceOf(trial, 'tablette', holder);
const isOut = (trial: Trial): boolean => viewWitnesses(trial, audienceIn(trial)).outside.length > 0;

function reach(trial: Trial, step: StepId, cue: number, { shows, admits, calls }: Cue): Trial {
	return add(
		trial,
		{ type: 'cueReached', step, cue, speaker: speakerAt(trial.file, step, cue) },
		...(admits === undefined ? [] : [{ type: 'exhibitAdmitted', exhibit: admits } as const]),
		...(shows === undefined ? [] : [{ type: 'exhibitShown', exhibit: shows } as const]),
		...(calls === undefined ? [] : [{ type: 'witnessCalled', seat: calls } as const])
	);
}

/** The page of a preview: one seat where it is asked for, else the adults' sheet. Null where the case has no such seat. */
export function previewPage(
	file: CaseFile,
	format: Format,
	asked: URLSearchParams,
	mediaAt: Address
) {
	const id = asked.get('place');
	const seat = id === null ? null : previewSeat(file, format, id, mediaAt);
	if (id !== null && !seat) return null;
	const opened = asked.get('decision') === 'ouverte';
	return {
		cover: previewCover(file, format),
		seat,
		adult: id === null ? previewAdult(file, format, opened) : null
	};
}
