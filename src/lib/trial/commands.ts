/** Every command, by name. A name here is a name on the wire. Rules [M]. */
import { castSlip, closeBallot, declareOutcome, openBallot, voidSlips } from './ballot.ts';
import { addMinutes, resume, suspend } from './clock.ts';
import { advanceCue, rewindCue } from './cue.ts';
import {
	chooseAxes,
	jumpToPhase,
	nextPhase,
	previousPhase,
	revealClaim,
	showMaterial
} from './debrief.ts';
import { giveReasons, readLine } from './decision.ts';
import { closeRoom, lockDoor, unlockDoor } from './door.ts';
import { admitExhibit, hideExhibit, pointAt, showExhibit } from './evidence.ts';
import { hideExtract, proposeExtract, refuseExtract, showExtract } from './extract.ts';
import { askFloor, giveFloor, takeFloor, withdrawFloor, yieldFloor } from './floor.ts';
import { callToOrder, raiseIncident, settleIncident } from './incident.ts';
import { castAnswers, closePoll, declarePoll, openPoll, voidPoll } from './polling.ts';
import { excuseMember, restoreMember } from './members.ts';
import { declareMeasures, proposeMeasures } from './sanction.ts';
import { setNeutral } from './screen.ts';
import { openSealed, sealDecision } from './sealed.ts';
import { jumpToStep, nextStep, previousStep } from './script.ts';
import {
	admitTablet,
	assignSeat,
	freeSeat,
	leaveSeat,
	paperSeat,
	presentCard,
	replaceTablet,
	resizeClass,
	returnTablet,
	dismissTablet,
	revokeCard,
	settleAsk,
	takeSeat
} from './seating.ts';
import { callWitness, sendOutWitness } from './witness.ts';

export const commands = {
	lockDoor,
	unlockDoor,
	closeRoom,
	takeSeat,
	leaveSeat,
	assignSeat,
	freeSeat,
	settleAsk,
	paperSeat,
	revokeCard,
	resizeClass,
	admitTablet,
	replaceTablet,
	returnTablet,
	dismissTablet,
	presentCard,
	nextStep,
	previousStep,
	jumpToStep,
	advanceCue,
	rewindCue,
	suspend,
	resume,
	addMinutes,
	callWitness,
	sendOutWitness,
	askFloor,
	withdrawFloor,
	giveFloor,
	takeFloor,
	yieldFloor,
	showExhibit,
	hideExhibit,
	admitExhibit,
	pointAt,
	raiseIncident,
	settleIncident,
	callToOrder,
	openBallot,
	castSlip,
	closeBallot,
	declareOutcome,
	excuseMember,
	restoreMember,
	voidSlips,
	proposeMeasures,
	declareMeasures,
	giveReasons,
	readLine,
	sealDecision,
	openSealed,
	nextPhase,
	previousPhase,
	jumpToPhase,
	chooseAxes,
	showMaterial,
	revealClaim,
	openPoll,
	castAnswers,
	closePoll,
	declarePoll,
	voidPoll,
	setNeutral,
	proposeExtract,
	showExtract,
	refuseExtract,
	hideExtract
};

export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as CommandName[];
