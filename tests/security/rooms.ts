/** A room put in the record as it stands at some moment, with a cookie for whoever sits in it. */
import { randomBytes } from 'node:crypto';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { drawCode, drawToken, hashToken } from '../../src/lib/server/door/secret.ts';
import { SqliteNotes } from '../../src/lib/server/notes/sqlite-notes.ts';
import type { Key } from '../../src/lib/server/store/store.ts';
import type { Actor, Office } from '../../src/lib/trial/actor.ts';
import type { Bot } from '../support/bot.ts';
import type { House } from '../support/house.ts';
import { as, type Hearing } from '../support/trial.ts';

export interface Room {
	trial: string;
	code: string;
	/** A socket for this actor's browser. */
	join(actor: Actor): Promise<Bot>;
	/** How many facts the record holds. */
	count(): Promise<number>;
}

/** A passage that this seat left with its room, under the name that it proposes. */
export async function leaveExtract(
	{ directory }: House,
	{ trial }: Room,
	seat: SeatId,
	input: unknown
): Promise<void> {
	const { extract } = input as { extract: string };
	const notes = new SqliteNotes(directory);
	await notes.addExtract(trial, extract, { seat, text: 'un passage' }, 1);
	await notes.stop();
}

/** The room of this hearing, with these browsers' keys. */
export async function seedRoom(
	house: House,
	{ trial: state, events }: Hearing,
	actors: readonly Actor[]
): Promise<Room> {
	const { store, courtrooms } = house.courthouse;
	const trial = randomBytes(12).toString('base64url');
	const code = drawCode();
	const tokens = new Map(actors.map(({ holder }) => [holder, drawToken()]));
	const keys = actors.map(({ office, holder }): Key => ({
		hash: hashToken(tokens.get(holder) ?? ''),
		trial,
		office: office as Office,
		purpose: 'cookie',
		holder,
		expiresAt: null
	}));
	// Slips live in memory: those of an open question are cast again, the others are only told.
	const { open, answered } = state.ballot;
	const voting = open !== null && !state.door.closed;
	const poll = state.door.closed ? null : state.opinion.open;
	const first = events.filter(
		({ type }) => !(voting && type === 'seatAnswered') && !(poll && type === 'pollAnswered')
	);
	const room = { trial, code, openedAt: state.door.openedAt, closedAt: null };
	await store.open(room, JSON.stringify(state.file), keys, first);
	for (const seat of voting ? answered : []) {
		const courtroom = await courtrooms.find(code);
		const input = { charge: open, choice: 'relaxe' };
		await courtroom?.run({ type: 'castSlip', input }, as(seat));
	}
	if (poll)
		for (const [seat, count] of Object.entries(state.opinion.answered)) {
			const courtroom = await courtrooms.find(code);
			const answers = Array.from({ length: count }, () => 'oui');
			const input = { poll: poll.poll, batch: `lot-de-${seat.replace('/', '-')}`, answers };
			await courtroom?.run({ type: 'castAnswers', input }, as(seat as SeatId));
		}
	return {
		trial,
		code,
		join: ({ office, holder }) =>
			house.bot(code, office as Office, tokens.get(holder) ?? '', { transports: ['websocket'] }),
		count: async () => (await store.read(trial, 0)).length
	};
}
