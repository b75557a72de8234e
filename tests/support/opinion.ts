/** A class that is asked what it thinks, in a hearing told in a test. */
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Tally } from '../../src/lib/trial/command.ts';
import type { Counts, PollAnswer, PollId } from '../../src/lib/trial/poll.ts';
import { as, hearingAt, regie, type Hearing } from './trial.ts';

/** Seats that do not judge, with teams of two. */
export const teams: readonly SeatId[] = [
	'procureur/p',
	'avocat/sacha',
	'parent/m',
	'greffier/g',
	'educateur/e'
];
export const avis: PollId = 'avis:complicite';
export const moment: PollId = 'barometre:1';

export const tally = (counts: Counts = {}, ...batches: string[]): Tally => ({
	counts,
	given: 0,
	has: (batch) => batches.includes(batch)
});

/** So many pupils who answer the same, as a tablet sends it. */
export const same = (poll: PollId, answer: PollAnswer, count: number, batch?: string) =>
	answers(
		poll,
		Array.from({ length: count }, () => answer),
		batch
	);

/** What these pupils answered, as a tablet sends it. */
export const answers = (poll: PollId, given: readonly PollAnswer[], batch = 'lot-00001') => ({
	poll,
	batch,
	answers: [...given]
});

export const polled = hearingAt('delibere').run(regie, 'openPoll', { poll: avis });
export const sounded = hearingAt('interrogatoire').run(regie, 'openPoll', { poll: moment });

/** Every pupil of the class who is asked answers « oui ». */
export function answerAll(hearing: Hearing, seats: readonly SeatId[]): Hearing {
	const { open } = hearing.trial.opinion;
	if (!open) throw new Error('no question is put');
	return seats.reduce((it, seat) => {
		return it.run(as(seat), 'castAnswers', same(open.poll, 'oui', open.places[seat] ?? 0));
	}, hearing);
}

/** Those who do not judge, each on a tablet of its own, and are in the room. */
export const asked = ({ trial }: Hearing): SeatId[] =>
	(Object.keys(trial.opinion.open?.places ?? {}) as SeatId[]).filter(
		(seat) => !/^(temoin|expert)\//.test(seat)
	);

/** The decision of every charge declared on paper and read to its end; roles left, then the debrief. */
export function judge(hearing: Hearing): { read: Hearing; left: Hearing; debrief: Hearing } {
	const decided = hearing.trial.file.charges.reduce(
		(it, { id }) => it.run(regie, 'declareOutcome', { charge: id, outcome: 'coupable' }),
		hearing.at('delibere')
	);
	const readAll = (it: Hearing): Hearing =>
		it.may(regie).includes('readLine')
			? readAll(it.run(regie, 'readLine', { line: it.trial.decision.read + 1 }))
			: it;
	const read = readAll(decided.at('decision'));
	const left = read.at('sortie-de-role');
	return { read, left, debrief: left.at('debrief') };
}
