/** Every fact a record may hold. Facts are added, never edited; `at` is in milliseconds since 1970, never earlier than the fact before. */
import type { ChargeId, ExhibitId, SeatId } from '../casefile/casefile.ts';
import type { Format, StepId } from '../casefile/procedure.ts';
import type { Holder, TabletId } from './actor.ts';

export type Outcome = 'coupable' | 'relaxe';
export type SuspensionReason = 'recess' | 'another-day';
export type IncidentKind = 'parole' | 'conclusions' | 'suspension';

export type Fact =
	// door
	| { type: 'trialOpened'; pupils: number; tablets: number; format: Format }
	| { type: 'doorLocked' }
	| { type: 'doorUnlocked' }
	| { type: 'roomClosed' }
	// seats
	| { type: 'classResized'; pupils: number; tablets: number }
	| { type: 'tabletAdmitted'; tablet: TabletId }
	| { type: 'tabletReplaced'; tablet: TabletId; by: TabletId }
	| { type: 'tabletReturned'; tablet: TabletId }
	| { type: 'seatAsked'; seat: SeatId; holder: Holder }
	| { type: 'seatRefused'; seat: SeatId; holder: Holder }
	| { type: 'seatTaken'; seat: SeatId; holder: Holder }
	| { type: 'seatFreed'; seat: SeatId; holder: Holder }
	| { type: 'seatPapered'; seat: SeatId; paper: boolean }
	| { type: 'cardRevoked'; seat: SeatId }
	// script
	| { type: 'stepEntered'; step: StepId; cue: number; speaker: SeatId | null }
	| { type: 'cueReached'; step: StepId; cue: number; speaker: SeatId | null }
	| { type: 'courtComposed'; members: SeatId[] }
	// clock
	| { type: 'hearingSuspended'; reason: SuspensionReason }
	| { type: 'hearingResumed' }
	| { type: 'minutesAdded'; step: StepId; minutes: number }
	// witness
	| { type: 'witnessCalled'; seat: SeatId }
	| { type: 'witnessSentOut'; seat: SeatId }
	// floor
	| { type: 'floorAsked'; seat: SeatId }
	| { type: 'floorWithdrawn'; seat: SeatId }
	| { type: 'floorGiven'; seat: SeatId; protectedMinutes: number }
	| { type: 'floorTaken' }
	// evidence
	| { type: 'exhibitShown'; exhibit: ExhibitId }
	| { type: 'exhibitHidden' }
	| { type: 'exhibitAdmitted'; exhibit: ExhibitId }
	| { type: 'paragraphLit'; exhibit: ExhibitId; paragraph: number | null }
	// incident
	| { type: 'incidentRaised'; incident: number; kind: IncidentKind; seat: SeatId }
	| { type: 'incidentSettled'; incident: number; granted: boolean }
	| { type: 'calledToOrder'; seat: SeatId | null }
	// ballot: that a seat answered, never what
	| { type: 'memberExcused'; seat: SeatId }
	| { type: 'memberRestored'; seat: SeatId }
	| { type: 'ballotOpened'; charge: ChargeId }
	| { type: 'seatAnswered'; charge: ChargeId; seat: SeatId }
	| { type: 'slipsVoided'; charge: ChargeId }
	| { type: 'ballotClosed'; charge: ChargeId; outcome: Outcome }
	| { type: 'outcomeDeclared'; charge: ChargeId; outcome: Outcome }
	// decision
	| { type: 'reasonsGiven'; charge: ChargeId; exhibits: ExhibitId[] }
	| { type: 'lineRead'; line: number }
	| { type: 'sealedOpened' }
	// screen
	| { type: 'screenNeutral'; neutral: boolean };

export type Event = Fact & { at: number };
