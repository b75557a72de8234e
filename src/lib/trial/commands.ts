/** Every command, by name. A name here is a name on the wire. Rules [M]. */
import {
	castSlip,
	closeBallot,
	declareOutcome,
	excuseMember,
	openBallot,
	restoreMember,
	voidSlips
} from './ballot.ts';
import { addMinutes, resume, suspend } from './clock.ts';
import { advanceCue, rewindCue } from './cue.ts';
import { giveReasons, openSealed, readLine } from './decision.ts';
import { closeRoom, lockDoor, unlockDoor } from './door.ts';
import { admitExhibit, hideExhibit, pointAt, showExhibit } from './evidence.ts';
import { askFloor, giveFloor, takeFloor, withdrawFloor, yieldFloor } from './floor.ts';
import { callToOrder, raiseIncident, settleIncident } from './incident.ts';
import { setNeutral } from './screen.ts';
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
	giveReasons,
	readLine,
	openSealed,
	setNeutral
};

export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as CommandName[];
