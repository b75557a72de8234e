/** When each command may be run, written by hand from RULES.md: the second entry of the books. */
import { partyOf } from '../../src/lib/trial/actor.ts';
import type { CommandName } from '../../src/lib/trial/commands.ts';
import { rights } from '../trial/rights.ts';
import { momentNames, parties, type Moment } from './moments.ts';

/**
 * One line a command, one sign a moment, in the order of `moments`: the lobby and what precedes the opening; the
 * hearing; the délibéré; the decision; after role exit; closed. « . » nobody; « + » whoever has the right at all
 * (tests/trial/rights.ts); a letter, those of `some`.
 */
const grid: Record<CommandName, string> = {
	lockDoor: '++++ +++++++ ++++++++ ++++ +++++ ..',
	unlockDoor: '++++ +++++++ ++++++++ ++++ +++++ ..',
	closeRoom: '++++ +++++++ ++++++++ ++++ +++++ ..',
	takeSeat: '+.++ TTTTTTT TTTTTTTT TTTT TTTTT ..',
	leaveSeat: '++++ ....... ........ .... ..... ..',
	assignSeat: '++++ +++++++ ++++++++ ++++ +++++ ..',
	freeSeat: '++++ +++++++ ++++++++ ++++ +++++ ..',
	settleAsk: '++++ +++++++ ++++++++ ++++ +++++ ..',
	paperSeat: '++++ +++++++ ++++++++ ++++ +++++ ..',
	revokeCard: '++++ +++++++ ++++++++ ++++ +++++ ..',
	resizeClass: '++++ +++++++ ++++++++ ++++ +++++ ..',
	admitTablet: '+.++ +++++++ ++++++++ ++++ +++++ ..',
	replaceTablet: '++++ +++++++ ++++++++ ++++ +++++ ..',
	returnTablet: '++++ +++++++ ++++++++ ++++ +++++ ..',
	dismissTablet: '++++ +++++++ ++++++++ ++++ +++++ ..',
	presentCard: '++++ +++++++ ++++++++ ++++ +++++ ..',
	nextStep: '++++ +++++++ ++++++++ ++++ ++++. ..',
	previousStep: '...+ +++++++ ++++++++ ++++ +++++ ..',
	jumpToStep: '++++ +++++++ ++++++++ ++++ +++++ ..',
	advanceCue: '.... JJJJ.WP JJJJJJJJ .... ..OO. ..',
	rewindCue: '.... .....+. ........ .... ..... ..',
	suspend: '..++ ++++.++ ++++++++ ++++ +++++ ..',
	resume: '.... ....+.. ........ .... ..... ..',
	addMinutes: '++++ +++++++ ++++++++ ++++ +++++ ..',
	callWitness: '.... +++++++ ++++++++ ++++ +++++ ..',
	sendOutWitness: '++++ +++++++ ++++++++ ++++ +++++ ..',
	askFloor: '..ll iiiq.ip ........ .... ++ss+ ..',
	withdrawFloor: '.... ...aa.. ........ .... ..... ..',
	giveFloor: '..++ ++++.++ ++++++++ ++++ +++++ ..',
	takeFloor: '.... ++++.++ ++++++++ ..++ ..++. ..',
	yieldFloor: '.... ...ccwc ........ .... ..oo. ..',
	showExhibit: '.... ++++.++ ++++++++ ++++ +++++ ..',
	hideExhibit: '.... ...++.. ........ .... ..... ..',
	admitExhibit: '.... ++++.++ ........ .... ..... ..',
	pointAt: '.... ...P... ........ .... ..... ..',
	raiseIncident: '.... ++++.++ ........ .... ..... ..',
	settleIncident: '..++ ++++.++ ++++++++ ++++ +++++ ..',
	callToOrder: '..++ ++++.++ ++++++++ ++++ +++++ ..',
	openBallot: '.... ....... ++A....+ .... ..... ..',
	castSlip: '.... ....... ...++bd. .... ..... ..',
	closeBallot: '.... ....... ....+... .... ..... ..',
	declareOutcome: '.... ....... ++++++++ ++.. ..... ..',
	excuseMember: '++++ +++++++ +++....+ ++++ +++++ ..',
	restoreMember: '.... +++++++ +++....+ ++++ +++++ ..',
	voidSlips: '.... ....... ...++++. .... ..... ..',
	proposeMeasures: '.... ....... .......+ .... ..... ..',
	declareMeasures: '.... ....... .......+ .+.. ..... ..',
	giveReasons: '.... ....... ++++++++ ++.. ..... ..',
	readLine: '.... ....... ........ .++. ..... ..',
	sealDecision: '++++ ....... ........ .... ..... ..',
	openSealed: '.... ....... ........ .... ..+.. ..',
	nextPhase: '.... ....... ........ .... ..++. ..',
	previousPhase: '.... ....... ........ .... ..++. ..',
	jumpToPhase: '.... ....... ........ .... ..++. ..',
	chooseAxes: '++++ +++++++ ++++++++ ++++ +++++ ..',
	showMaterial: '.... ....... ........ .... ..++. ..',
	revealClaim: '.... ....... ........ .... ..++. ..',
	openPoll: '.... .+.++++ +.++++++ .... ..... ..',
	castAnswers: '.... ..v.... .v...... .... ..... ..',
	closePoll: '.... ..+.... .+...... .... ..... ..',
	declarePoll: '.... .++++++ ++++++++ ++++ ..... ..',
	voidPoll: '.... ..+.... .+...... .... ..... ..',
	setNeutral: '++++ +++++++ ++++++++ ++++ +++++ ..',
	proposeExtract: '++++ vvvvvev vvvvvvvv vvvv +++++ ..',
	showExtract: '++++ +++++++ ++++++++ ++++ +++++ ..',
	refuseExtract: '++++ +++++++ ++++++++ ++++ +++++ ..',
	hideExtract: '.... ...++.. ........ .... ..... ..'
};

const adults = ['facilitator', 'magistrate'];
const listening = ['public/p', 'presse/x', 'observateur/o', 'chronique/c'];
const outside = [...listening, 'temoin/t', 'expert/x'];
/** Of those who have the right: these, or all but those. */
const some: Record<string, { only: string[] } | { but: string[] }> = {
	A: { only: adults },
	T: { only: ['tablet'] },
	J: { only: [...adults, 'juge/president'] },
	W: { only: [...adults, 'temoin/t'] },
	P: { only: [...adults, 'procureur/p'] },
	O: { only: [...adults, 'observateur/o'] },
	a: { only: ['avocat/sacha'] },
	c: { only: ['procureur/p'] },
	w: { only: ['temoin/t'] },
	o: { only: ['observateur/o'] },
	b: { only: ['juge/president', 'assesseur/premier'] },
	d: { only: ['assesseur/premier', 'assesseur/second'] },
	l: { but: listening },
	i: { but: outside },
	// Whoever has the floor, or already waits for it.
	q: { but: [...outside, 'procureur/p', 'avocat/sacha'] },
	p: { but: [...outside, 'procureur/p'] },
	s: { but: ['observateur/o'] },
	v: { but: ['temoin/t', 'expert/x'] },
	e: { but: ['expert/x'] }
};

export type Verdict = 'not-yours' | 'not-now' | 'yes';

/** What the hand-written tables say of this party, this command, at this moment. */
export function expectedOf(moment: Moment, party: string, name: CommandName): Verdict {
	if (!hasRight(party, name)) return 'not-yours';
	const sign = grid[name].replaceAll(' ', '')[momentNames.indexOf(moment)] ?? '.';
	if (sign === '.') return 'not-now';
	if (sign === '+') return 'yes';
	const told = some[sign];
	if (!told) throw new Error(`${name}: no sign « ${sign} »`);
	const may = 'only' in told ? told.only.includes(party) : !told.but.includes(party);
	return may ? 'yes' : 'not-now';
}

function hasRight(party: string, name: CommandName): boolean {
	const actor = parties[party];
	const speaksAs = actor && party !== 'stranger' && partyOf(actor);
	return Boolean(speaksAs && rights[name].split(' ').includes(speaksAs));
}

/** What a reply to a command without a shape says of who sent it: authorised first, parsed second. */
export function verdictOf(refused: string): Verdict {
	if (refused === 'malformed') return 'yes';
	return refused === 'not-yours' ? 'not-yours' : 'not-now';
}
