/** What the room sees of the debrief: the phase under way, never one ahead. Rules [DE]. */
import type { Claim } from '../casefile/debrief-sheet.ts';
import { isAdult, type Audience } from './actor.ts';
import { keptAxes, type Reads } from './debrief.ts';
import { currentPart } from './script.ts';
import { isPresent } from './witness.ts';

/** The phase under way, for whoever is in the room; what was chosen and how long it lasts, for adults. */
export function viewDebrief(reads: Reads, audience: Audience) {
	const { file, debrief } = reads;
	if (!file.debrief) return null;
	const adult = isAdult(audience);
	const chosen = { axes: keptAxes(reads), revealed: debrief.revealed, told: debrief.told };
	const phase = file.debrief.phases.find(({ id }) => id === debrief.phase);
	if (!phase || currentPart(reads) !== 'debrief') return adult ? { chosen } : null;
	if (!isPresent(reads, audience)) return null;
	const { id, minutes, say } = phase;
	return {
		phase: { id, minutes, say },
		place: file.debrief.phases.indexOf(phase) + 1,
		count: file.debrief.phases.length,
		shown: tellShown(reads),
		/** What it takes to count this phase from the clock of the step. */
		mark: debrief.mark,
		elapsed: debrief.elapsed[id] ?? 0,
		...(adult && { chosen, material: debrief.shown, spent: debrief.elapsed })
	};
}

type Answer = Omit<Claim, 'text'>;

/** What is before the room, whole: an answer only once it was revealed. */
function tellShown({ file, debrief: { shown, revealed } }: Reads) {
	if (shown?.kind === 'claim') {
		const claim = file.debrief?.claims[shown.claim];
		const isRevealed = claim && revealed.includes(shown.claim);
		const { text = '', ...answer } = claim ?? {};
		return { kind: shown.kind, text, ...(isRevealed && { answer: answer as Answer }) };
	}
	if (shown?.kind === 'question')
		return { kind: shown.kind, text: file.debrief?.questions[shown.question]?.text ?? '' };
	return shown;
}
