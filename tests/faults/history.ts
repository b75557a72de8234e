/** What each browser sent, and what it was told: the history that a record must agree with. */
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Reply } from '../../src/lib/protocol/wire.ts';
import type { Bot } from '../support/bot.ts';
import type { Place } from './children/serve.ts';
import type { Draw } from './seeds.ts';

export interface Entry {
	id: string;
	holder: string;
	seat: SeatId | null;
	/** What its fact says, if there is one: unlike any other, or the two gestures of one seat in turn. */
	fact: string;
	sentAt: number;
	ackedAt: number | null;
	answer: Reply | null;
}

interface Gesture {
	type: 'askFloor' | 'withdrawFloor' | 'addMinutes';
	input: object;
	fact: string;
}

export interface History {
	entries: Entry[];
	/** Answers that browsers had, those that are then lost included. */
	answers: number;
	onAnswer: (count: number) => void;
}

export const newHistory = (): History => ({ entries: [], answers: 0, onAnswer: () => {} });

/** What the wire answers says nothing of what an earlier sending of the same id did. */
const doubtful: readonly string[] = ['record-unavailable', 'too-fast'];
const patience = 90_000;
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

/** Plays this many gestures of one browser, one after the other; every third answer it has is lost. */
export async function play(
	history: History,
	bot: Bot,
	place: Place,
	{ gestures, draw, steps }: { gestures: number; draw: Draw; steps: readonly string[] }
): Promise<void> {
	let heard = 0;
	/** Sends the frame once; gives the answer that is certain, or null. */
	const ask = async (frame: object): Promise<Reply | null> => {
		const answer = await bot.send(frame).catch(() => null);
		if (answer) history.onAnswer(++history.answers);
		const isLost = answer !== null && ++heard % 3 === 0;
		const isDoubtful = answer && 'refused' in answer && doubtful.includes(answer.refused);
		return isLost || isDoubtful ? null : answer;
	};
	for (let n = 0; n < gestures; n++) {
		const { type, input, fact } = chooseGesture(bot, place, n, steps);
		const id = `h${draw(2 ** 31)
			.toString(36)
			.padStart(7, '0')}-${n}`;
		const seat = place.seat ?? null;
		const sentAt = performance.now();
		const entry: Entry = {
			id,
			holder: place.holder,
			seat,
			fact,
			sentAt,
			ackedAt: null,
			answer: null
		};
		history.entries.push(entry);
		// One in six is not asked again: nobody will ever know whether it was kept, and either is right.
		const tries = draw(6) > 0 ? Infinity : 1;
		for (let tried = 0; entry.answer === null && tried < tries; tried++) {
			await untilConnected(bot, sentAt);
			const answer = await ask({ id, type, input, ...(seat && { seat }) });
			if (answer) Object.assign(entry, { answer, ackedAt: performance.now() });
		}
		await pause(draw(20));
	}
}

async function untilConnected({ socket }: Bot, since: number): Promise<void> {
	do {
		if (performance.now() - since > patience) throw new Error('never answered');
		await pause(10);
	} while (!socket?.connected);
}

function chooseGesture(
	{ view }: Bot,
	{ seat, office }: Place,
	n: number,
	steps: readonly string[]
): Gesture {
	if (!seat) {
		const step = steps[n % steps.length] ?? '';
		// The régie adds, the magistrat takes away: no two facts are the same.
		const minutes = (Math.floor(n / steps.length) + 1) * (office === 'regie' ? 1 : -1);
		return { type: 'addMinutes', input: { step, minutes }, fact: `${step} ${minutes}` };
	}
	const type = view.floor?.ranks?.[seat] ? 'withdrawFloor' : 'askFloor';
	return { type, input: {}, fact: type === 'askFloor' ? 'floorAsked' : 'floorWithdrawn' };
}
