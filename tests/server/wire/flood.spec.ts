import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { House } from '../../support/house.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const file = await shippedCase();

describe('one browser that floods', () => {
	it('[G21] is limited before its frames are read, all its sockets together, and nobody else is', async () => {
		const { regie, code } = await house.room(file);
		const tablet = await house.tablet(code, 'greffier/audience');
		const [token = ''] = [...tablet.cookies.values()];
		const second = await house.bot(code, 'tablette', token);
		const replies = await Promise.all(
			Array.from({ length: 160 }, (_, i) =>
				(i % 2 ? tablet : second).send(i % 3 ? null : { type: 'nextStep', input: {} })
			)
		);
		const slowed = replies.filter((reply) => 'refused' in reply && reply.refused === 'too-fast');
		expect(slowed.length).toBeGreaterThanOrEqual(50);
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
	});

	it('[G22] keeps only its newest sockets', async () => {
		const { code } = await house.room(file);
		const tablet = await house.tablet(code);
		const [token = ''] = [...tablet.cookies.values()];
		const tabs = [];
		for (let i = 0; i < 9; i++) tabs.push(await house.bot(code, 'tablette', token));
		await expect.poll(() => tablet.socket?.connected).toBe(false);
		expect(tabs.at(-1)?.socket?.connected).toBe(true);
		for (const tab of tabs) tab.leave();
	});

	it('[G23] that is refused once at the door must knock again', async () => {
		const { code } = await house.room(file);
		const tablet = await house.tablet(code);
		await expect(house.bot(code, 'tablette', 'x'.repeat(43))).rejects.toThrow();
		expect(tablet.socket?.connected).toBe(true);
	});
});
