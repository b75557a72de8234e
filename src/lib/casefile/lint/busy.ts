/** Nobody waits: every seat has something to do in every step of the hearing. */
import type { CaseFile, Cue, Seat } from '../casefile.ts';
import { countWords } from '../markdown.ts';
import type { Step } from '../procedure.ts';
import { tellCraft } from './craft-codes.ts';
import type { LintRule } from './lint.ts';

const longestWait = 4;
/** How a pupil reads aloud. */
const wordsPerMinute = 130;
const hearing = ['opening', 'debates', 'deliberation', 'decision'];

/** Steps of the hearing that are played, as planned in 110 minutes. */
function hearingSteps({ procedure }: CaseFile): Step[] {
	return procedure.steps.filter(
		({ part, minutes }) => hearing.includes(part) && minutes['110'] > 0
	);
}

/**
 * What keeps a seat at work during a whole step: a task of its brief, its mission (unless it starts « Après »),
 * the présidence and the greffe at any time, the tribunal from the délibéré on.
 */
function isAtWork({ briefs }: CaseFile, seat: Seat, step: Step): boolean {
	const brief = briefs.find((each) => each.seat === seat.id);
	if (brief?.tasks[step.id] !== undefined) return true;
	if (seat.mission !== undefined && !/^après\b/iu.test(seat.mission)) return true;
	if (seat.role === 'juge' || seat.role === 'greffier') return true;
	return seat.side === 'tribunal' && (step.part === 'deliberation' || step.part === 'decision');
}

interface Wait {
	/** Steps in which the seat has nothing at all. */
	empty: Step[];
	/** The longest time between two things to do, and the step where it ends. */
	longest: number;
	until: Step | undefined;
}

/** How long a seat waits: a cue takes its words, improvised ones share what is left of their step. */
export function waitOf(casefile: CaseFile, seat: Seat): Wait {
	const wait: Wait = { empty: [], longest: 0, until: undefined };
	let clock = 0;
	let idleSince = 0;
	const rest = (until: Step, moment: number) => {
		if (moment - idleSince <= wait.longest) return;
		wait.longest = moment - idleSince;
		wait.until = until;
	};
	const steps = hearingSteps(casefile);
	for (const step of steps) {
		const start = clock;
		clock += step.minutes['110'];
		if (isAtWork(casefile, seat, step)) {
			rest(step, start);
			idleSince = clock;
			continue;
		}
		const cues = casefile.script[step.id]?.cues ?? [];
		if (!cues.some((cue) => cue.seat === seat.id)) wait.empty.push(step);
		let moment = start;
		for (const { cue, length } of spread(cues, step.minutes['110'])) {
			if (cue.seat === seat.id) {
				rest(step, moment);
				idleSince = moment + length;
			}
			moment += length;
		}
	}
	const last = steps.at(-1);
	if (last) rest(last, clock);
	return wait;
}

/** Minutes of each cue: the read ones by their words, the improvised ones share the rest of the step. */
function spread(cues: readonly Cue[], minutes: number): { cue: Cue; length: number }[] {
	const read = cues.map(({ text }) => (text ? countWords(text) / wordsPerMinute : 0));
	const sum = read.reduce((total, each) => total + each, 0);
	const improvised = cues.filter(({ text }) => !text).length;
	const share = improvised === 0 ? 0 : Math.max(0, minutes - sum) / improvised;
	const scale = sum > minutes ? minutes / sum : 1;
	return cues.map((cue, index) => ({
		cue,
		length: cue.text ? (read[index] ?? 0) * scale : share
	}));
}

/** Every seat has something to do in every step, and waits four minutes at most; each seat is told once. */
export const checkWaiting: LintRule = ({ sheets, casefile }) =>
	casefile.seats.flatMap((seat) => {
		const brief = sheets.briefs.find(({ name }) => name === seat.id);
		// A brief that is missing has its finding, and might say what to do.
		if (!brief?.value) return [];
		const { file } = brief;
		const line = brief.lineOf(['place']);
		const { empty, longest, until } = waitOf(casefile, seat);
		const remedy = (step: string) =>
			`écrire une tâche sous « ## Pendant l’audience » : « - ${step} : Note… »`;
		const [first] = empty;
		if (first) {
			const list = empty.map(({ id }) => id).join(', ');
			const problem = `« ${seat.id} » n’a rien à faire : ${list}`;
			return tellCraft('rien-a-faire', file, line, problem, remedy(first.id));
		}
		if (longest <= longestWait || !until) return [];
		const minutes = longest.toFixed(1).replace('.', ',');
		const problem = `« ${seat.id} » attend ${minutes} minutes, jusque dans « ${until.id} »`;
		return tellCraft('attente-trop-longue', file, line, problem, remedy(until.id));
	});
