/** A tablet's page without a browser: the code that a browser runs, over a network of its own. */
import { vi } from 'vitest';
import { Courtroom } from '../../src/lib/client/courtroom.svelte.ts';
import { cookieName } from '../../src/lib/server/door/cookie.ts';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { BadNetwork, type Faults } from './bad-network.ts';
import type { House } from './house.ts';

export class Page {
	readonly courtroom: Courtroom;
	readonly network: BadNetwork;
	#document: EventTarget;

	private constructor(courtroom: Courtroom, network: BadNetwork, document: EventTarget) {
		this.courtroom = courtroom;
		this.network = network;
		this.#document = document;
	}

	/** Joined, and seated where told. */
	static async open(house: House, code: string, seat?: SeatId, faults: Faults = {}): Promise<Page> {
		const page = await Page.load(house, code, faults);
		await page.until((courtroom) => courtroom.view.me);
		if (seat) await page.courtroom.run('takeSeat', { seat });
		return page;
	}

	/** Loaded, and not joined yet. Its network writes cookie and origin, as a browser would. */
	static async load(house: House, code: string, faults: Faults = {}): Promise<Page> {
		const token = await house.courthouse.admission.enter(await house.courtroom(code));
		const network = await BadNetwork.open(house.base, faults);
		const host = new URL(network.base).host;
		const cookie = `${cookieName('tablette', code, false)}=${token ?? ''}`;
		const headers = { cookie, origin: network.base, ...faults.headers };
		network.faults = { ...faults, headers };
		const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
		vi.stubGlobal('document', document);
		vi.stubGlobal('location', { protocol: 'http:', host });
		return new Page(new Courtroom(code, 'tablette'), network, document);
	}

	/** The tablet is unlocked. */
	wake(): void {
		this.#document.dispatchEvent(new Event('visibilitychange'));
	}

	/** Waits until the page answers; gives the milliseconds it took. */
	async until(answers: (courtroom: Courtroom) => unknown, within = 10_000): Promise<number> {
		const start = performance.now();
		while (!answers(this.courtroom)) {
			if (performance.now() - start > within) throw new Error(`never: ${answers.toString()}`);
			await new Promise((next) => setTimeout(next, 10));
		}
		return performance.now() - start;
	}

	async close(): Promise<void> {
		this.courtroom.leave();
		await this.network.close();
	}
}
