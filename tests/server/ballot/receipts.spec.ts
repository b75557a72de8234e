import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { Reply } from '../../../src/lib/protocol/wire.ts';
import { Urn } from '../../../src/lib/server/ballot/urn.ts';
import type { Choice } from '../../../src/lib/trial/event.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { as, dawn, hearingAt, regie } from '../../support/trial.ts';
import { wideCase } from '../../support/wide-case.ts';
import { Peer } from '../processes/peer.ts';

const code = 'ACDEFG';
const [charge = ''] = wideCase().charges.map(({ id }) => id);
const [one, other] = ['juge/president', 'assesseur/premier'] as const satisfies SeatId[];
const nonce = 'a'.repeat(24);

let store: MemoryStore;
let peer: Peer;
beforeEach(async () => {
	store = new MemoryStore();
	const room = { trial: 'a', code, openedAt: dawn, closedAt: null };
	await store.open(room, JSON.stringify(wideCase()), [], hearingAt('delibere').events);
	peer = new Peer(store, { rhythm: { lease: 300 } });
	await ask('openBallot', { charge });
});
afterEach(() => peer.stop());

let asked = 0;
const ask = async (type: string, input: object, actor = regie, by = peer): Promise<Reply> =>
	(await by.room(code)).run({ id: `commande-${asked++}`, type, input }, actor);
const cast = (seat: SeatId, choice: Choice, by = peer) =>
	ask('castSlip', { charge, choice }, as(seat), by);
const show = (seat: SeatId, receipt: string, by = peer) =>
	ask('castSlip', { charge, receipt }, as(seat), by);
const receiptIn = (reply: Reply): string => ('done' in reply ? (reply.receipt ?? '') : '');

describe('the receipt of a slip', () => {
	it('[B21] {P18} says nothing of the choice: one urn gives the same to either', () => {
		const urn = new Urn();
		const guilty = urn.put(charge, one, 'coupable', nonce);
		expect(guilty).toMatch(/^[A-Y3-9]{8}$/);
		expect(urn.put(charge, one, 'relaxe', nonce)).toBe(guilty);
		expect(urn.receiptOf(charge, one)).toBe(guilty);
		expect(urn.count(charge, [one])).toEqual(['relaxe']);
	});

	it('[B21] {P18} is another for each slip, seat, question and urn', () => {
		const urn = new Urn();
		const drawn = Array.from({ length: 40 }, () => urn.put(charge, one, 'relaxe'));
		drawn.push(urn.put(charge, one, 'relaxe', nonce), urn.put(charge, other, 'relaxe', nonce));
		urn.empty();
		drawn.push(urn.put(charge, one, 'relaxe', nonce), urn.put('recel', one, 'relaxe', nonce));
		drawn.push(new Urn().put(charge, one, 'relaxe', nonce));
		expect(new Set(drawn).size).toBe(drawn.length);
	});

	it('[B22] {P18} shown, says whether that slip is in the urn; not of another seat, nor once replaced', async () => {
		const receipt = receiptIn(await cast(one, 'coupable'));
		expect(await show(one, receipt)).toEqual({ done: true, receipt });
		expect(await show(other, receipt)).toEqual({ refused: 'slips-lost' });
		const next = receiptIn(await cast(one, 'relaxe'));
		expect(await show(one, receipt)).toEqual({ refused: 'slips-lost' });
		expect(await show(one, next)).toEqual({ done: true, receipt: next });
		expect(await ask('castSlip', { charge, receipt: next }, regie)).toEqual({
			refused: 'not-yours'
		});
	});

	it('[B22] shown, adds no fact, no row and no slip', async () => {
		const receipt = receiptIn(await cast(one, 'coupable'));
		const before = await store.read('a', 0);
		await show(one, receipt);
		await show(one, 'ACDEFGHJ');
		expect(await store.read('a', 0)).toEqual(before);
		const ids = Array.from({ length: asked }, (_, n) => `commande-${n}`);
		const rows = await Promise.all(ids.map((id) => store.receipt('a', id)));
		// That of the gesture which put the question.
		expect(rows.filter((row) => row !== null)).toEqual(['{"done":true}']);
		expect(peer.lines.join()).not.toContain(receipt);
		expect(await ask('closeBallot', { charge })).toEqual({ refused: 'slips-awaited' });
	});

	it('[B22] is known to every process, and to none once its urn is lost', async () => {
		const far = new Peer(store.connect(), { rhythm: { lease: 300 } });
		try {
			const receipt = receiptIn(await cast(one, 'coupable', far));
			expect(await show(one, receipt)).toEqual({ done: true, receipt });
			await far.courtrooms.stop();
			// The slip is void: its tablet sends it again.
			expect(await show(one, receipt)).toEqual({ refused: 'slips-lost' });
			const again = receiptIn(await cast(one, 'coupable'));
			expect(again).not.toBe(receipt);
			expect(await show(one, again)).toEqual({ done: true, receipt: again });
		} finally {
			await far.stop();
		}
	});

	it('[B22] goes with its slip when the seat is given up, and with its question', async () => {
		const receipt = receiptIn(await cast(one, 'coupable'));
		await ask('freeSeat', { seat: one, holder: as(one).holder });
		await ask('assignSeat', { seat: one, holder: as(one).holder });
		expect(await show(one, receipt)).toEqual({ refused: 'ballot-not-open' });
		await ask('restoreMember', { seat: one });
		await ask('openBallot', { charge });
		expect(await show(one, receipt)).toEqual({ refused: 'slips-lost' });
		const next = receiptIn(await cast(one, 'coupable'));
		await ask('declareOutcome', { charge, outcome: 'relaxe' });
		expect(await show(one, next)).toEqual({ refused: 'ballot-not-open' });
	});
});
