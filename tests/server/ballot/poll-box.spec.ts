import { describe, expect, it } from 'vitest';
import { PollBox } from '../../../src/lib/server/ballot/poll-box.ts';

const poll = 'avis:complicite';
const batch = 'a'.repeat(32);

describe('the receipt of a tablet’s answers', () => {
	it('[B21] {P18} says nothing of them, and is the same when they are sent again', () => {
		const [box, other] = [new PollBox(), new PollBox()];
		const receipt = box.put('t', { poll, batch, answers: ['oui'] });
		expect(receipt).toMatch(/^[A-Y3-9]{8}$/);
		expect(box.put('t', { poll, batch, answers: ['oui'] })).toBe(receipt);
		expect(box.put('t', { poll, batch, answers: ['non', 'non'] })).toBe(receipt);
		expect(box.lend(poll, 't')).toMatchObject({ counts: { oui: 1 }, given: 1 });
		expect(box.lend(poll, 'u').given).toBe(0);
		const others = [
			box.put('u', { poll, batch, answers: ['oui'] }),
			box.put('t', { poll, batch: 'b'.repeat(32), answers: ['oui'] }),
			other.put('t', { poll, batch, answers: ['oui'] })
		];
		box.empty();
		others.push(box.put('t', { poll, batch, answers: ['oui'] }));
		expect(new Set([receipt, ...others]).size).toBe(5);
	});
});
