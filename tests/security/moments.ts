/** The classes of states a room may be in, each reached by commands, and who sits in them. */
import type { CaseFile, Seat, SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import type { Outcome } from '../../src/lib/trial/event.ts';
import {
	as,
	given,
	magistrat,
	regie,
	screen,
	seated,
	server,
	tablet,
	type Hearing
} from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';

const extra = (id: SeatId, side: Seat['side']): Seat => ({
	id,
	role: id.slice(0, id.indexOf('/')) as Seat['role'],
	side,
	label: `Place ${id}`,
	spoken: `Voix ${id}`,
	team: 1,
	opensAt: 12,
	confirmed: false
});
/** A case with at least one seat of every role. */
const file: CaseFile = {
	...wideCase(),
	seats: [...wideCase().seats, extra('expert/x', 'temoins'), extra('presse/x', 'salle')]
};

export const charges = file.charges.map(({ id }) => id);
const [charge = ''] = charges;
const judges = ['juge/president', 'assesseur/premier', 'assesseur/second'] as const;

/** One seat of every role, and every judge, each on a tablet of its own. */
export const sitting: readonly SeatId[] = [
	...judges,
	'procureur/p',
	'avocat/sacha',
	'prevenu/sacha',
	'partie-civile/v',
	'temoin/t',
	'expert/x',
	'parent/m',
	'educateur/e',
	'greffier/g',
	'huissier/h',
	'public/p',
	'presse/x',
	'observateur/o',
	'chronique/c'
];

/** Who tries every command: by the name under which a difference is told. */
export const parties: Record<string, Actor> = {
	facilitator: regie,
	magistrate: magistrat,
	screen,
	server,
	tablet: tablet('alone'),
	stranger: tablet('stranger'),
	...Object.fromEntries(sitting.map((seat) => [seat, as(seat)]))
};

const all = given.on(file, ...seated(35, file), { type: 'tabletAdmitted', tablet: 'alone' });
const lobby = Object.keys(all.trial.seats.holders)
	.map((seat) => seat as SeatId)
	.filter((seat) => !sitting.includes(seat))
	.reduce(
		(hearing, seat) => hearing.run(regie, 'freeSeat', { seat, holder: `t-${seat}` }),
		all.and({ type: 'seatAsked', seat: 'temoin/t', holder: 'alone' })
	);
const opening = lobby.at('ouverture');
const debates = opening.at('interrogatoire');
/** Who asks what the class thinks, and the first tablet that answers. */
const poll = (hearing: Hearing, poll: 'barometre:1' | `avis:${string}`) =>
	hearing
		.run(regie, 'openPoll', { poll })
		.run(as('observateur/o'), 'castAnswers', { poll, batch: 'premier-lot', answers: ['oui'] });
const shown = debates
	.run(regie, 'showExhibit', { exhibit: '1' })
	.run(regie, 'giveFloor', { seat: 'procureur/p' })
	.run(as('avocat/sacha'), 'askFloor', {})
	.run(as('procureur/p'), 'raiseIncident', { kind: 'parole' })
	.run(as('avocat/sacha'), 'proposeExtract', { extract: 'extrait-montre00' })
	.run(as('avocat/sacha'), 'proposeExtract', { extract: 'extrait-attend00' })
	.run(regie, 'showExtract', { extract: 'extrait-montre00' });
const suspended = shown.run(regie, 'suspend', { reason: 'recess' });
const depositions = debates.at('temoins').run(regie, 'advanceCue', { cue: 'temoins.1' });
const deliberating = debates.at('delibere');
const voting = deliberating.run(regie, 'openBallot', { charge });
const answer = (hearing: Hearing, ...seats: readonly SeatId[]) =>
	seats.reduce(
		(it, seat) => it.run(as(seat), 'castSlip', { charge, choice: 'relaxe' satisfies Outcome }),
		hearing
	);
const without = (seat: SeatId) =>
	deliberating.run(regie, 'excuseMember', { seat }).run(regie, 'openBallot', { charge });
const decided = charges.reduce(
	(it, charge) => it.run(regie, 'declareOutcome', { charge, outcome: 'coupable' }),
	deliberating
);
const readAll = (hearing: Hearing): Hearing =>
	hearing.may(regie).includes('readLine')
		? readAll(hearing.run(regie, 'readLine', { line: hearing.trial.decision.read + 1 }))
		: hearing;
const decision = decided.at('decision');
const read = readAll(decision);
const rolesLeft = read.at('sortie-de-role');
const pastThree = rolesLeft
	.at('debrief')
	.run(regie, 'nextPhase', {})
	.run(regie, 'nextPhase', {})
	.run(regie, 'nextPhase', {})
	.run(regie, 'showMaterial', { material: { kind: 'claim', claim: 0 } });
const sealed = pastThree.run(regie, 'openSealed', {});

/** Every state class, in the order of the table's columns. */
export const moments = {
	lobby,
	locked: lobby.run(regie, 'lockDoor', {}),
	welcome: lobby.at('accueil'),
	reading: lobby.at('dossier'),
	opening,
	debates,
	sounded: poll(debates, 'barometre:1'),
	shown,
	suspended,
	depositions,
	pleading: debates.at('requisitions'),
	deliberating,
	polled: poll(deliberating, `avis:${charge}`),
	excused: deliberating.run(regie, 'excuseMember', { seat: 'juge/president' }),
	voting,
	answered: answer(voting, ...judges),
	even: answer(without('assesseur/second'), 'juge/president', 'assesseur/premier'),
	headless: without('juge/president'),
	decided,
	outcomesAwaited: debates.at('decision'),
	ready: decision,
	beingRead: decision.run(regie, 'readLine', { line: 1 }),
	read,
	unread: debates.at('sortie-de-role'),
	rolesLeft,
	pastThree,
	sealedOpened: sealed,
	lastStep: sealed.at('ressources'),
	closed: shown.run(regie, 'closeRoom', {}),
	closedVoting: answer(voting, ...judges).run(regie, 'closeRoom', {})
} satisfies Record<string, Hearing>;
export type Moment = keyof typeof moments;
export const momentNames = Object.keys(moments) as Moment[];
