/** What the gestures of random hearings carry: numbers drawn, read as inputs near what the moment calls for. */
import { roles, type SeatId } from '../../src/lib/casefile/casefile.ts';
import { debriefPhases } from '../../src/lib/casefile/debrief-sheet.ts';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import { offeredPolls } from '../../src/lib/trial/opinion.ts';
import { kindOf, moments, pollAnswers } from '../../src/lib/trial/poll.ts';
import { proposalId } from '../../src/lib/trial/ballot.ts';
import type { Trial } from '../../src/lib/trial/trial.ts';
import { compose } from './walk-measures.ts';

export const tablets = Array.from({ length: 11 }, (_, i) => `tab${i}x`);
interface Numbers {
	first: number;
	second: number;
}

/** What a magistrate of the walks writes of their own. */
export const sealedWord = 'canari8888q';
const withoutReason = ({ id, quantity }: Chosen) => ({
	id,
	...(quantity !== undefined && { quantity })
});

export const pick = <Item>(items: readonly Item[], n: number): Item | undefined =>
	items[n % items.length];

/** An input of this command's shape, near what the moment calls for. */
export function drawInput(trial: Trial, type: string, { first, second }: Numbers): unknown {
	const { file, script, floor, seats, incidents, decision, ballot, sanction, debrief } = trial;
	const { extracts } = trial;
	const seat = pick(file.seats, first)?.id ?? roles[0];
	const holder = pick([...tablets, 'regie', 'magistrat', `tab${first}x`], second);
	const step = pick(file.procedure.steps, first)?.id;
	const exhibit = pick([...file.exhibits.map(({ id }) => id), '99'], first);
	const questions = file.charges.map(({ id }) => id);
	if (sanction.proposal && !sanction.adopted) questions.push(proposalId, proposalId);
	const charge = ballot.open ?? pick(questions, first);
	const cue = script.step && file.script[script.step]?.cues[script.now[script.step] ?? 0]?.id;
	const ask = pick(seats.asks, first);
	const choice = second % 2 ? 'coupable' : 'relaxe';
	const voice = second % 2 ? 'adopter' : 'rejeter';
	const poll = trial.opinion.open?.poll ?? pick([...offeredPolls(trial), ...moments], first);
	const asksDoubt = poll !== undefined && kindOf(poll) === 'barometre';
	const inputs: Record<string, unknown> = {
		takeSeat: { seat },
		assignSeat: { seat, holder },
		freeSeat: { seat, holder: pick(seats.holders[seat as SeatId] ?? [], second) ?? holder },
		settleAsk: { ...(ask ?? { seat, holder }), granted: second % 3 > 0 },
		paperSeat: { seat, paper: second % 2 === 0 },
		revokeCard: { seat },
		resizeClass: { pupils: 10 + (first % 27), tablets: second % 36 },
		admitTablet: { tablet: holder },
		replaceTablet: { tablet: pick(tablets, first), by: holder },
		returnTablet: { tablet: pick(tablets, first) },
		dismissTablet: { tablet: pick(tablets, first) },
		presentCard: { seat, holder: pick(tablets, second) },
		jumpToStep: { step },
		advanceCue: { cue: second % 8 ? (cue ?? 'none') : 'other.1' },
		suspend: { reason: second % 2 ? 'recess' : 'another-day' },
		addMinutes: { step, minutes: (second % 64) - 32 },
		callWitness: { seat: pick(['temoin/t', 'temoin/u', seat], second) },
		sendOutWitness: { seat: pick(['temoin/t', 'temoin/u', seat], second) },
		giveFloor: { seat: pick([...floor.queue, seat], second) },
		showExhibit: { exhibit },
		admitExhibit: { exhibit },
		pointAt: { paragraph: second % 4 || null },
		raiseIncident: { kind: pick(['parole', 'conclusions', 'suspension'], second) },
		settleIncident: { incident: pick(incidents.open, first)?.id ?? 1, granted: second % 2 > 0 },
		callToOrder: { seat: second % 3 ? seat : null },
		openBallot: { charge },
		castSlip: { charge, choice: charge === proposalId ? voice : choice },
		closeBallot: { charge },
		declareOutcome: { charge: pick(file.charges, first)?.id, outcome: choice },
		excuseMember: { seat: pick(script.members, first) ?? seat },
		restoreMember: { seat: pick(script.excused, first) ?? seat },
		proposeMeasures: { measures: compose(trial, first, second) },
		declareMeasures: { measures: compose(trial, second, first) },
		giveReasons: { charge, exhibits: [exhibit, pick(file.exhibits, second)?.id] },
		readLine: { line: decision.read + 1 + (second % 9 ? 0 : 1) },
		sealDecision: {
			outcome: sealedWord,
			reasons: `**${sealedWord}**`,
			exhibits: [exhibit],
			...(second % 3 === 0 && { measures: compose(trial, first, second).map(withoutReason) })
		},
		nextPhase: second % 3 ? {} : { from: debrief.phase ?? 'ressenti' },
		previousPhase: second % 3 ? {} : { from: 'aides' },
		jumpToPhase: { phase: pick(debriefPhases, second) },
		chooseAxes: { axes: [(first % 6) + 1, (second % 6) + 1] },
		showMaterial: {
			material: pick(
				[
					null,
					{ kind: 'claim', claim: first % 5 },
					{ kind: 'claim', claim: 0 },
					{ kind: 'question', question: first % 9 },
					{ kind: 'decisions' },
					{ kind: 'sequel' }
				],
				second
			)
		},
		revealClaim: {
			claim: debrief.shown?.kind === 'claim' && second % 4 ? debrief.shown.claim : first % 5
		},
		openPoll: { poll },
		castAnswers: {
			poll,
			batch: `lot-${String(first).padStart(6, '0')}`,
			answers: Array.from({ length: 1 + (second % 2) }, (_, i) =>
				pick(asksDoubt ? pollAnswers : pollAnswers.slice(0, 2), first + i)
			)
		},
		closePoll: { poll, round: trial.opinion.open?.round ?? 0 },
		declarePoll: {
			poll,
			totals: { oui: first % 12, non: second % 12, ...(asksDoubt && { nsp: 1 }) }
		},
		setNeutral: { neutral: second % 2 === 0 },
		proposeExtract: { extract: `extrait-${String(first % 40).padStart(8, '0')}` },
		showExtract: { extract: pick(extracts.waiting, first)?.extract ?? 'extrait-00000000' },
		refuseExtract: { extract: pick(extracts.waiting, first)?.extract ?? 'extrait-00000000' }
	};
	return inputs[type] ?? {};
}
