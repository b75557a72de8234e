/** A class in browsers: the adults' screens in one context, each pupil in a context of their own. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import { Bot } from '../../support/bot.ts';
import type { Site } from './site.ts';

export interface Pupil {
	seat: SeatId;
	page: Page;
}

/** The labels of the shipped case, as a pupil finds them. */
const labels: [SeatId, RegExp][] = [
	['juge/president', /^Présidence du tribunal/],
	['assesseur/premier', /^Assesseur, premier siège/],
	['assesseur/second', /^Assesseur, second siège/],
	['procureur/mineurs', /^Parquet des mineurs/],
	['avocat/sacha', /^Défense de Sacha/],
	['greffier/audience', /^Greffe de l’audience/],
	['huissier/audience', /^Huissier audiencier/],
	['temoin/habitant', /^Dominique R/],
	['prevenu/sacha', /^Sacha M/]
];

interface Choice {
	/** The site as these browsers name it. */
	address: string;
	/** Takes WebSocket away, as a school proxy does. */
	pollingOnly?: boolean;
}

export class Cast {
	readonly code: string;
	readonly regie: Page;
	readonly screen: Page;
	readonly pupils: Pupil[] = [];
	/** A second régie without a screen, that tells the test where the hearing is. */
	readonly watch: Bot;
	readonly adults: BrowserContext;
	#browser: Browser;
	#choice: Choice;
	contexts: BrowserContext[] = [];
	sockets = 0;

	private constructor(
		browser: Browser,
		choice: Choice,
		adults: BrowserContext,
		pages: { regie: Page; screen: Page },
		code: string,
		watch: Bot
	) {
		this.#browser = browser;
		this.#choice = choice;
		this.adults = adults;
		this.regie = pages.regie;
		this.screen = pages.screen;
		this.code = code;
		this.watch = watch;
		this.contexts.push(adults);
	}

	/** Opens the room by hand, from the home page, with its screen on the same machine. */
	static async open(browser: Browser, site: Site, choice: Choice): Promise<Cast> {
		const adults = await newContext(browser, choice, { width: 1366, height: 768 });
		const regie = await adults.newPage();
		await regie.goto(choice.address);
		await regie.getByRole('link', { name: 'Ouvrir une audience' }).click();
		await regie.getByRole('radio', { name: /Une journée payée/ }).check();
		await regie.getByRole('button', { name: /Ouvrir/ }).click();
		await regie.getByRole('link', { name: 'Entrer dans la régie' }).click();
		await regie.getByRole('button', { name: /Commencer/ }).waitFor();
		const [screen] = await Promise.all([
			adults.waitForEvent('page'),
			regie.getByRole('button', { name: /Ouvrir l’écran/ }).click()
		]);
		await screen.setViewportSize({ width: 1920, height: 1080 });
		const code = /salle\/(\w{6})/.exec(regie.url())?.[1] ?? '';
		const watch = new Bot(site.base);
		for (const { name, value } of await adults.cookies()) watch.cookies.set(name, value);
		await watch.join(code, 'regie');
		return new Cast(browser, choice, adults, { regie, screen }, code, watch);
	}

	/** Every seat of the list, taken by a pupil who types the code; the adult says yes to the prévenu. */
	async seat(): Promise<void> {
		for (const [seat, label] of labels) {
			const context = await newContext(this.#browser, this.#choice, { width: 768, height: 1024 });
			this.contexts.push(context);
			const page = await context.newPage();
			page.on('websocket', () => this.sockets++);
			await page.goto(this.#choice.address);
			await page.getByRole('textbox').fill(this.code.toLowerCase());
			await page.getByRole('button', { name: 'Entrer dans la salle' }).click();
			await page.getByRole('button', { name: /J’ai lu, j’entre/ }).click();
			await page.getByRole('button', { name: label }).click();
			this.pupils.push({ seat, page });
			if (seat === 'prevenu/sacha') await this.accept();
			await this.watch.until((view) =>
				view.seats?.places.some((place) => place.seat === seat && place.taken > 0)
			);
		}
	}

	/** The régie ignores a tap in the instant a new request appears: it may have been meant for the last one. */
	async accept(): Promise<void> {
		const yes = this.regie.getByRole('button', { name: 'Accepter' });
		await yes.waitFor();
		await this.regie.waitForTimeout(1_000);
		await yes.click();
	}

	page(seat: SeatId): Page {
		const pupil = this.pupils.find((it) => it.seat === seat);
		if (!pupil) throw new Error(`nobody plays ${seat}`);
		return pupil.page;
	}

	/** Goes on to this step with the régie's own button. */
	async goTo(step: string): Promise<void> {
		while (this.watch.view.script?.step !== step) {
			const before = this.watch.view.script?.step;
			const moved = () => this.watch.view.script?.step !== before;
			await tap(this.regie, /Commencer|Étape suivante/, moved);
		}
	}

	/** The cues of the step, said by those who have them; past `byHand` of them, or where a seat is empty, the régie takes over. */
	async playStep(byHand = Infinity): Promise<void> {
		for (let said = 0; ; said++) {
			const cue = this.watch.view.script?.cue;
			if (!cue) return;
			const isSaid = () => this.watch.view.script?.cue?.id !== cue.id;
			const { admits, shows, calls } = cue;
			const piece = (id: string) => this.watch.view.evidence?.pieces.find((it) => it.id === id);
			if (admits) await this.press(cue.seat, /Verser la pièce/, () => piece(admits)?.admitted);
			if (shows)
				await this.press(
					'greffier/audience',
					/Montrer la pièce/,
					() => this.watch.view.evidence?.onShow === shows
				);
			if (calls)
				await this.press('huissier/audience', /Faire entrer/, () =>
					this.watch.view.witnesses?.called?.includes(calls)
				);
			const speaker = this.pupils.some(({ seat }) => seat === cue.seat);
			if (said >= byHand) await this.watch.run('advanceCue', { cue: cue.id });
			else if (speaker) await this.press(cue.seat, /J’ai dit : suite/, isSaid);
			else await tap(this.regie, /Dite, à la suivante/, isSaid);
			await this.watch.until(isSaid);
		}
	}

	/** The gesture of a seat, on its tablet, until the room has seen it. */
	press(seat: SeatId, name: RegExp, isSeen: () => unknown): Promise<void> {
		return tap(this.page(seat), name, isSeen);
	}

	async close(): Promise<void> {
		this.watch.leave();
		for (const context of this.contexts) await context.close();
	}
}

/** As a finger does: again, when a tap fell in the instant where the button rests because its meaning changed. */
export async function tap(page: Page, name: RegExp, isSeen: () => unknown): Promise<void> {
	const button = page.getByRole('button', { name }).first();
	for (let tries = 0; !isSeen(); tries++) {
		if (tries === 10) throw new Error(`${String(name)} does nothing`);
		await button.click({ timeout: 10_000 });
		for (let waited = 0; waited < 20 && !isSeen(); waited++) await page.waitForTimeout(50);
	}
}

async function newContext(
	browser: Browser,
	{ pollingOnly }: Choice,
	viewport: { width: number; height: number }
): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport });
	if (pollingOnly) await context.addInitScript(() => Reflect.deleteProperty(window, 'WebSocket'));
	return context;
}
