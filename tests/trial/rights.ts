import { roles } from '../../src/lib/casefile/casefile.ts';
import type { CommandName } from '../../src/lib/trial/commands.ts';

const adults = 'facilitator magistrate';
const presiding = `${adults} juge`;
const everyRole = roles.join(' ');
const butJuge = roles.filter((role) => role !== 'juge').join(' ');

/** Who may ever run what. Written by hand: a right given or taken changes this table first. */
export const rights: Record<CommandName, string> = {
	lockDoor: adults,
	unlockDoor: adults,
	closeRoom: adults,
	takeSeat: `tablet ${everyRole}`,
	leaveSeat: everyRole,
	assignSeat: adults,
	freeSeat: adults,
	settleAsk: adults,
	paperSeat: adults,
	revokeCard: adults,
	resizeClass: adults,
	admitTablet: 'system',
	replaceTablet: 'system',
	returnTablet: 'system',
	dismissTablet: adults,
	presentCard: 'system',
	nextStep: adults,
	previousStep: adults,
	jumpToStep: adults,
	advanceCue: `${adults} ${everyRole}`,
	rewindCue: adults,
	suspend: presiding,
	resume: presiding,
	addMinutes: adults,
	callWitness: `${presiding} huissier`,
	sendOutWitness: adults,
	askFloor: butJuge,
	withdrawFloor: butJuge,
	giveFloor: presiding,
	takeFloor: presiding,
	yieldFloor: butJuge,
	showExhibit: `${presiding} greffier`,
	hideExhibit: `${presiding} greffier`,
	admitExhibit: `${presiding} procureur avocat`,
	pointAt: `${adults} ${everyRole}`,
	raiseIncident: 'procureur avocat partie-civile',
	settleIncident: presiding,
	callToOrder: presiding,
	openBallot: presiding,
	castSlip: 'juge assesseur',
	closeBallot: presiding,
	declareOutcome: adults,
	excuseMember: adults,
	restoreMember: adults,
	voidSlips: 'system',
	giveReasons: presiding,
	readLine: presiding,
	openSealed: adults,
	setNeutral: adults
};
