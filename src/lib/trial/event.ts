/** Every fact a record may hold. Facts are added, never edited; `at` is in milliseconds since 1970, never earlier than the fact before. */
import type { ChargeId, ExhibitId, SeatId } from '../casefile/casefile.ts';
import type { DebriefPhaseId } from '../casefile/debrief-sheet.ts';
import type { Chosen } from '../casefile/law/measure.ts';
import type { Format, StepId } from '../casefile/procedure.ts';
import type { SealedDecision } from '../casefile/sealed.ts';
import type { Holder, TabletId } from './actor.ts';
import type { Material } from './debrief.ts';
import type { ExtractId } from './extract.ts';
import type { PollId, PollResult } from './poll.ts';
import type { SealCheck, SealedBy } from './sealed.ts';

export type Outcome = 'coupable' | 'relaxe';
/** Of what the président proposed to order; both words are as long. */
export type Adoption = 'adopter' | 'rejeter';
/** What one voice says. */
export type Choice = Outcome | Adoption;
/** What a ballot is about: a charge, or what is proposed. */
export type BallotId = ChargeId;
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
	| { type: 'ballotOpened'; charge: BallotId }
	| { type: 'seatAnswered'; charge: BallotId; seat: SeatId }
	| { type: 'slipsVoided'; charge: BallotId }
	| { type: 'ballotWithdrawn'; charge: BallotId }
	| { type: 'ballotClosed'; charge: BallotId; outcome: Choice }
	| { type: 'outcomeDeclared'; charge: ChargeId; outcome: Outcome }
	// sanction
	| { type: 'measuresProposed'; measures: Chosen[] }
	| { type: 'measuresDeclared'; measures: Chosen[] }
	// decision
	| { type: 'reasonsGiven'; charge: BallotId; exhibits: ExhibitId[] }
	| { type: 'lineRead'; line: number }
	// sealed: the digest of a text that is kept elsewhere, and that text once it is opened
	| { type: 'decisionSealed'; digest: string; salt: string; by: SealedBy }
	| { type: 'sealedOpened'; check?: SealCheck; decision?: SealedDecision }
	// debrief
	| { type: 'phaseEntered'; phase: DebriefPhaseId }
	| { type: 'axesChosen'; axes: number[] }
	| { type: 'materialShown'; material: Material | null }
	| { type: 'claimRevealed'; claim: number }
	// opinion: how many answered for a seat, never what; the counts are rounded before they are kept
	| { type: 'pollOpened'; poll: PollId }
	| { type: 'pollAnswered'; poll: PollId; seat: SeatId; count: number }
	| { type: 'pollVoided'; poll: PollId }
	| { type: 'pollClosed'; poll: PollId; result: PollResult | null }
	| { type: 'pollDeclared'; poll: PollId; result: PollResult }
	// screen
	| { type: 'screenNeutral'; neutral: boolean }
	// extract: its name alone, never its text
	| { type: 'extractProposed'; extract: ExtractId; seat: SeatId }
	| { type: 'extractShown'; extract: ExtractId }
	| { type: 'extractRefused'; extract: ExtractId }
	| { type: 'extractHidden' };

export type Event = Fact & { at: number };
