import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Answers } from '../../src/lib/client/answers.svelte.ts';
import type { Courtroom } from '../../src/lib/client/courtroom.svelte.ts';
import type { Reply } from '../../src/lib/protocol/wire.ts';
import type { PollAnswer } from '../../src/lib/trial/poll.ts';

const seat = 'observateur/parole' as const;

interface Sent {
	poll: string;
	batch: string;
	answers: PollAnswer[];
}

/** The room as the tablet last heard of it, and what it was sent. */
class Room {
	connection = 'joined';
	seat = seat;
	seats = [seat];
	/** Whether the hearing is where the question is put. */
	now = true;
	may = () => this.now;
	view: { opinion?: object | null } = {};
	sent: Sent[] = [];
	replies: Reply[] = [];
	run = async (_: string, input: Sent): Promise<Reply> => {
		this.sent.push(input);
		return this.replies.shift() ?? { done: true };
	};
	asks(left: number, { poll = 'avis:complicite', round = 0, places = 3 } = {}) {
		this.view = { opinion: { open: { poll, round, mine: { places, left } }, results: [] } };
	}
}

let room: Room;
let answers: Answers;
const wake = () => new Answers(room as unknown as Courtroom);
/** What the page does by itself, for three seconds. */
async function settle() {
	for (let turns = 0; turns < 6; turns++) {
		answers.watch();
		await vi.advanceTimersByTimeAsync(500);
	}
}

beforeEach(async () => {
	vi.useFakeTimers();
	room = new Room();
	room.asks(3);
	answers = wake();
	await settle();
});

describe('what the pupils of one tablet answer in turn', () => {
	test('[AV18] is final on passing: counted at once, sent with the last, never given back', async () => {
		answers.give('oui');
		expect([answers.waiting, answers.left]).toEqual([1, 2]);
		await settle();
		expect(room.sent).toEqual([]);
		answers.give('non');
		answers.give('oui');
		expect([answers.waiting, answers.left]).toEqual([0, 0]);
		answers.give('non');
		await settle();
		expect(room.sent.map((it) => it.answers)).toEqual([['non', 'oui', 'oui']]);
		// Nothing on the page says one of them any more.
		expect(Object.keys(answers)).not.toContain('answers');
	});

	test('[AV18] goes in an order that is not the one of the turns', async () => {
		const told = new Set<string>();
		const turns: PollAnswer[][] = [
			['oui', 'non', 'oui'],
			['non', 'oui', 'oui'],
			['oui', 'oui', 'non']
		];
		for (const given of turns) {
			room = new Room();
			room.asks(3);
			answers = wake();
			await settle();
			for (const answer of given) answers.give(answer);
			await settle();
			told.add(room.sent[0]?.answers.join() ?? 'nothing');
		}
		expect([...told]).toEqual(['non,oui,oui']);
	});

	test('[AV19] is in the memory of the page alone: nothing in its storage', async () => {
		const writes: unknown[] = [];
		const store = {
			getItem: () => null,
			setItem: (...it: unknown[]) => writes.push(it),
			removeItem: () => null
		};
		vi.stubGlobal('localStorage', store);
		vi.stubGlobal('sessionStorage', store);
		answers.give('oui');
		answers.send();
		await settle();
		expect(room.sent).toHaveLength(1);
		expect(writes).toEqual([]);
		const reloaded = wake();
		reloaded.watch();
		expect([reloaded.waiting, reloaded.travelling]).toEqual([0, false]);
		vi.unstubAllGlobals();
	});

	test('[AV19] goes again, the same batch, when the room says that it lost the answers', async () => {
		answers.give('oui');
		answers.give('oui');
		answers.send();
		await settle();
		room.asks(1);
		await settle();
		expect([answers.travelling, answers.left]).toEqual([false, 1]);
		room.asks(3, { round: 1 });
		expect([answers.travelling, answers.left]).toEqual([true, 1]);
		await settle();
		expect(room.sent).toHaveLength(2);
		expect(room.sent[1]).toEqual(room.sent[0]);
		room.asks(1, { round: 1 });
		await settle();
		expect(room.sent).toHaveLength(2);
	});

	test('[AV19] waits for the network, and goes once it is back under the same name', async () => {
		room.connection = 'cut';
		for (const answer of ['oui', 'non', 'non'] as const) answers.give(answer);
		await settle();
		expect(room.sent).toEqual([]);
		expect(answers.travelling).toBe(true);
		room.connection = 'joined';
		room.replies = [{ refused: 'record-unavailable' }];
		await settle();
		await settle();
		expect(room.sent).toHaveLength(2);
		expect(room.sent[1]?.batch).toBe(room.sent[0]?.batch);
		expect(answers.refused).toBeNull();
	});

	test('[AV19] is held while the hearing has moved on, and goes once it is back', async () => {
		answers.give('oui');
		room.replies = [{ refused: 'poll-not-now' }];
		answers.send();
		// The step moves while they travel.
		answers.watch();
		room.now = false;
		await settle();
		await settle();
		expect([answers.refused, answers.travelling, answers.held]).toEqual([null, true, true]);
		answers.give('non');
		await settle();
		expect([answers.waiting, answers.given, room.sent.length]).toEqual([0, 1, 1]);
		room.now = true;
		await settle();
		expect(room.sent).toHaveLength(2);
		expect(room.sent[1]).toEqual(room.sent[0]);
		expect([answers.travelling, answers.held]).toEqual([false, false]);
	});

	test('[AV4] is one tablet’s share: what the others of its seat gave is none of its own', async () => {
		room.asks(2, { places: 1 });
		answers.give('oui');
		await settle();
		expect([answers.given, answers.left, room.sent.length]).toEqual([1, 0, 1]);
		const other = new Answers(room as unknown as Courtroom);
		room.asks(0, { places: 1 });
		other.watch();
		expect([other.given, other.left]).toEqual([0, 0]);
	});

	test('refused for good is told and let go', async () => {
		room.replies = [{ refused: 'answers-too-many' }];
		for (const answer of ['oui', 'non', 'non'] as const) answers.give(answer);
		await settle();
		expect(answers.refused).toBe('answers-too-many');
		expect([answers.travelling, answers.left]).toEqual([false, 3]);
		await settle();
		expect(room.sent).toHaveLength(1);
	});

	test('of another question is never sent', async () => {
		answers.give('oui');
		room.asks(3, { poll: 'avis:association' });
		await settle();
		expect([answers.waiting, answers.left]).toEqual([0, 3]);
		answers.send();
		await settle();
		expect(room.sent).toEqual([]);
	});

	test('[AV19] outlives a view that has not come yet', async () => {
		answers.give('oui');
		room.view = {};
		await settle();
		room.asks(3);
		await settle();
		expect(answers.waiting).toBe(1);
	});
});
