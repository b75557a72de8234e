/** For each right, a moment and a well-formed input at which it is exercised and leaves a fact. */
import type { Actor } from '../../src/lib/trial/actor.ts';
import type { CommandName } from '../../src/lib/trial/commands.ts';
import { provisional } from '../support/sentencing.ts';
import { decide } from '../../src/lib/trial/decide.ts';
import type { Outcome } from '../../src/lib/trial/event.ts';
import { countAnswers } from '../../src/lib/trial/opinion.ts';
import { charges, momentNames, moments, sitting, type Moment } from './moments.ts';
import { expectedOf } from './grid.ts';

const seats = [...sitting, 'temoin/u', 'avocat/v', 'observateur/o2'];
const onSeat = seats.map((seat) => ({ seat }));
const holders = ['alone', ...sitting.map((seat) => `t-${seat}`)];
const exhibits = ['1', '3', '5', '7'];
const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
const cues = numbers.flatMap((n) =>
	['ouverture', 'interrogatoire', 'temoins', 'requisitions', 'delibere', 'debrief'].map((step) => ({
		cue: `${step}.${n}`
	}))
);

/** Well-formed inputs of a command that takes some; `{}` where it takes none. */
const inputs: Partial<Record<CommandName, readonly unknown[]>> = {
	takeSeat: onSeat,
	assignSeat: seats.map((seat) => ({ seat, holder: 'alone' })),
	freeSeat: sitting.map((seat) => ({ seat, holder: `t-${seat}` })),
	settleAsk: [{ seat: 'temoin/t', holder: 'alone', granted: false }],
	paperSeat: [{ seat: 'temoin/u', paper: true }],
	revokeCard: onSeat,
	resizeClass: [{ pupils: 35, tablets: 12 }],
	dismissTablet: holders.map((tablet) => ({ tablet })),
	jumpToStep: [{ step: 'accueil' }],
	advanceCue: cues,
	suspend: [{ reason: 'recess' }],
	addMinutes: [{ step: 'accueil', minutes: 5 }],
	callWitness: onSeat,
	sendOutWitness: onSeat,
	giveFloor: onSeat,
	showExhibit: exhibits.map((exhibit) => ({ exhibit })),
	admitExhibit: exhibits.map((exhibit) => ({ exhibit })),
	pointAt: [{ paragraph: 1 }],
	raiseIncident: [{ kind: 'parole' }, { kind: 'conclusions' }],
	settleIncident: [{ incident: 1, granted: true }],
	callToOrder: [{ seat: null }],
	openBallot: charges.map((charge) => ({ charge })),
	castSlip: charges.map((charge) => ({ charge, choice: 'relaxe' })),
	closeBallot: charges.map((charge) => ({ charge })),
	declareOutcome: charges.map((charge) => ({ charge, outcome: 'relaxe' })),
	excuseMember: onSeat,
	restoreMember: onSeat,
	proposeMeasures: [{ measures: provisional }],
	declareMeasures: [{ measures: provisional }],
	giveReasons: charges.map((charge) => ({ charge, exhibits: [] })),
	readLine: numbers.map((line) => ({ line })),
	openPoll: [{ poll: 'barometre:1' }],
	castAnswers: [{ poll: 'barometre:1', batch: 'second-lot', answers: ['nsp'] }],
	closePoll: [{ poll: 'barometre:1', round: 0 }],
	declarePoll: [{ poll: 'barometre:1', totals: { oui: 6, non: 3, nsp: 2 } }],
	setNeutral: [{ neutral: true }],
	sealDecision: [{ outcome: 'Relaxe.', reasons: 'Le doute profite.', exhibits: ['1'] }],
	jumpToPhase: [{ phase: 'bascules' }],
	chooseAxes: [{ axes: [6, 1] }],
	showMaterial: [{ material: { kind: 'claim', claim: 1 } }],
	revealClaim: [{ claim: 0 }],
	proposeExtract: [{ extract: 'extrait-nouveau0' }],
	showExtract: [{ extract: 'extrait-attend00' }],
	refuseExtract: [{ extract: 'extrait-attend00' }]
};

const sealer = { salt: 'sel', hash: (text: string) => String(text.length), kept: null };

/** The first moment where this party may run this command, with an input that it accepts. */
export function inputFor(
	party: string,
	actor: Actor,
	type: CommandName
): { moment: Moment; input: unknown } | null {
	for (const moment of momentNames) {
		if (expectedOf(moment, party, type) !== 'yes') continue;
		const { trial, now } = moments[moment];
		const tally = { counts: { oui: countAnswers(trial.opinion) }, given: 0, has: () => false };
		const urn: Outcome[] = trial.ballot.answered.map(() => 'relaxe');
		for (const input of inputs[type] ?? [{}]) {
			const decided = decide(trial, { type, input }, { now, actor, urn, tally, sealer });
			if ('events' in decided && decided.events.length > 0) return { moment, input };
		}
	}
	return null;
}
