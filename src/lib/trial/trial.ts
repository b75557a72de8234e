/** A trial is a list of facts; its state is those facts, folded. */
import type { CaseFile } from '../casefile/casefile.ts';
import { evolveBallot, undecided, type Ballot } from './ballot.ts';
import { evolveClock, stopped, type Clock } from './clock.ts';
import { evolveDebrief, notDebriefed, type Debrief } from './debrief.ts';
import { evolveDecision, unread, type Decision } from './decision.ts';
import { evolveDoor, shutDoor, type Door } from './door.ts';
import type { Event } from './event.ts';
import { evolveEvidence, untouched, type Evidence } from './evidence.ts';
import { evolveExtracts, noExtract, type Extracts } from './extract.ts';
import { evolveFloor, silence, type Floor } from './floor.ts';
import { evolveIncidents, orderly, type Incidents } from './incident.ts';
import { evolveOpinion, unasked, type Opinion } from './opinion.ts';
import { evolveSanction, uncomposed, type Sanction } from './sanction.ts';
import { evolveScreen, lit, type Screen } from './screen.ts';
import { evolveScript, unwritten, type Script } from './script.ts';
import { evolveSealed, unsealed, type Sealed } from './sealed.ts';
import { emptySeats, evolveSeats, type Seats } from './seats.ts';
import { evolveWitnesses, noneCalled, type Witnesses } from './witness.ts';

export interface Trial {
	file: CaseFile;
	/** When the last fact happened. */
	at: number;
	door: Door;
	clock: Clock;
	seats: Seats;
	script: Script;
	witnesses: Witnesses;
	floor: Floor;
	evidence: Evidence;
	incidents: Incidents;
	ballot: Ballot;
	sanction: Sanction;
	decision: Decision;
	sealed: Sealed;
	debrief: Debrief;
	opinion: Opinion;
	screen: Screen;
	extracts: Extracts;
}

export const beginTrial = (file: CaseFile): Trial => ({
	file,
	at: 0,
	door: shutDoor,
	clock: stopped,
	seats: emptySeats,
	script: unwritten,
	witnesses: noneCalled,
	floor: silence,
	evidence: untouched,
	incidents: orderly,
	ballot: undecided,
	sanction: uncomposed,
	decision: unread,
	sealed: unsealed,
	debrief: notDebriefed,
	opinion: unasked,
	screen: lit,
	extracts: noExtract
});

/** The state after one more fact; a chapter that did not change is the same object. */
export const evolve = (trial: Trial, event: Event): Trial => ({
	file: trial.file,
	at: event.at,
	door: evolveDoor(trial.door, event),
	clock: evolveClock(trial.clock, event),
	seats: evolveSeats(trial.seats, event, trial.file),
	script: evolveScript(trial.script, event),
	witnesses: evolveWitnesses(trial.witnesses, event),
	floor: evolveFloor(trial.floor, event, trial.file),
	evidence: evolveEvidence(trial.evidence, event, trial.witnesses),
	incidents: evolveIncidents(trial.incidents, event),
	ballot: evolveBallot(trial.ballot, event, trial.seats),
	sanction: evolveSanction(trial.sanction, event),
	decision: evolveDecision(trial.decision, event),
	sealed: evolveSealed(trial.sealed, event),
	debrief: evolveDebrief(trial.debrief, event, trial),
	opinion: evolveOpinion(trial.opinion, event, trial),
	screen: evolveScreen(trial.screen, event),
	extracts: evolveExtracts(trial.extracts, event)
});

export const fold = (file: CaseFile, events: readonly Event[]): Trial =>
	events.reduce(evolve, beginTrial(file));
