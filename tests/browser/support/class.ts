/** A room whose seats are held by protocol bots; pages look over their shoulder with the same cookies. */
import {
	expect,
	test as base,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import { Bot, enter, openRoom } from '../../support/bot.ts';
import { Site } from './site.ts';
import { watch } from './watch.ts';

export type Eyes = 'regie' | 'magistrat' | 'ecran' | SeatId;

/** How many pupils and tablets, and which case; 28 of each otherwise. */
export type Size = Parameters<typeof openRoom>[1];

export const tablet = { width: 768, height: 1024 };
export const laptop = { width: 1366, height: 768 };
export const projector = { width: 1920, height: 1080 };
/** 1280 × 800 enlarged twice: half the CSS pixels, each of them four. */
export const zoomed = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
/** The narrowest width at which nothing may be lost. */
export const narrow = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 };

export class Class {
	readonly site: Site;
	readonly regie: Bot;
	readonly code: string;
	/** What no page may do: leave the site, break the policy, fail aloud. */
	readonly faults: string[] = [];
	#browser: Browser;
	#bots = new Map<SeatId, Bot>();
	#contexts: BrowserContext[] = [];

	private constructor(browser: Browser, site: Site, regie: Bot, code: string) {
		this.#browser = browser;
		this.site = site;
		this.regie = regie;
		this.code = code;
	}

	static async open(browser: Browser, site: Site, size: Size = {}): Promise<Class> {
		const { regie, code } = await openRoom(site.base, size);
		return new Class(browser, site, regie, code);
	}

	/** Puts a pupil of their own in each of these seats. */
	async seat(...seats: SeatId[]): Promise<void> {
		for (const seat of seats) {
			this.#bots.set(seat, await enter(this.site.base, this.code, seat));
			const ask = () => this.regie.view.seats?.asks?.find((it) => it.seat === seat);
			const isHeld = () =>
				this.regie.view.seats?.places.some((it) => it.seat === seat && it.taken > 0);
			await this.regie.until(() => ask() ?? isHeld());
			const asked = ask();
			if (asked) await this.regie.run('settleAsk', { ...asked, granted: true });
		}
	}

	bot(seat: SeatId): Bot {
		const bot = this.#bots.get(seat);
		if (!bot) throw new Error(`nobody plays ${seat}`);
		return bot;
	}

	async goTo(step: string): Promise<void> {
		await this.regie.run('jumpToStep', { step });
		await this.regie.until((view) => view.script?.step === step);
	}

	/** Says the cue under way, as the régie may. */
	async say(): Promise<void> {
		const cue = this.regie.view.script?.cue;
		if (!cue) throw new Error('no cue');
		await this.regie.run('advanceCue', { cue: cue.id });
		await this.regie.until((view) => view.script?.cue?.id !== cue.id);
	}

	/** A browser nobody knows, watched. */
	async stranger(options: BrowserContextOptions = {}): Promise<BrowserContext> {
		const context = await this.#browser.newContext({
			viewport: tablet,
			reducedMotion: 'reduce',
			...options
		});
		this.#contexts.push(context);
		await watch(context, this.site.base, this.faults);
		return context;
	}

	/** The page of an adult, of the screen, or of the pupil in this seat. */
	async look(eyes: Eyes, options: BrowserContextOptions = {}): Promise<Page> {
		const isOffice = eyes === 'regie' || eyes === 'magistrat' || eyes === 'ecran';
		if (isOffice && eyes !== 'regie') await this.regie.post(`/salle/${this.code}/regie?/${eyes}`);
		const { cookies } = isOffice ? this.regie : this.bot(eyes);
		const context = await this.stranger(options);
		await context.addCookies(
			[...cookies].map(([name, value]) => ({ name, value, url: this.site.base }))
		);
		const page = await context.newPage();
		await page.goto(`${this.site.base}/salle/${this.code}${isOffice ? `/${eyes}` : ''}`);
		const ready = isOffice ? 'main :is(h1, h2), .stage' : 'nav[aria-label]';
		await page.locator(ready).first().waitFor({ state: 'attached' });
		return page;
	}

	async close(): Promise<void> {
		for (const bot of [this.regie, ...this.#bots.values()]) bot.leave();
		for (const context of this.#contexts) await context.close();
	}
}

/** A site and a room of its own for each test: thirty rooms from one address in ten minutes are refused. */
export const test = base.extend<{ room: Class; site: Site; size: Size }>({
	size: [{}, { option: true }],
	site: async ({}, use) => {
		const site = await Site.start();
		await use(site);
		await site.close();
	},
	room: async ({ browser, site, size }, use) => {
		const room = await Class.open(browser, site, size);
		await use(room);
		await room.close();
		expect(room.faults).toEqual([]);
	}
});
