/** A team's tablets before their notebooks. */
import { expect, type BrowserContextOptions, type Page } from '@playwright/test';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import { enter, type Bot } from '../../support/bot.ts';
import type { Class } from './class.ts';

export const paper = (page: Page) => page.locator('.paper .ProseMirror');
/** Its lines, without the carets of the others. */
export const textOf = (page: Page) =>
	paper(page).evaluate((editor) =>
		[...editor.querySelectorAll('p, h2')]
			.map((block) => {
				const copy = block.cloneNode(true) as Element;
				for (const caret of copy.querySelectorAll('.caret')) caret.remove();
				return copy.textContent;
			})
			.join('\n')
	);
export interface Tablet {
	bot: Bot;
	page: Page;
	/** Everything this page was sent, whatever the transport. */
	heard: () => string;
}

/** A pupil of a team, before their notebook. */
export async function sit(
	room: Class,
	seat: SeatId,
	{ polling = false, ...options }: BrowserContextOptions & { polling?: boolean } = {}
): Promise<Tablet> {
	const bot = await enter(room.site.base, room.code, seat);
	const isHeld = () => (bot.view.me?.seats ?? []).some((mine) => mine.seat === seat);
	await room.regie.until(
		() => isHeld() || room.regie.view.seats?.asks?.some((it) => it.seat === seat)
	);
	const asked = room.regie.view.seats?.asks?.find((it) => it.seat === seat);
	if (asked) await room.regie.run('settleAsk', { ...asked, granted: true });
	await bot.until(isHeld);
	const context = await room.stranger(options);
	// « Offline » does not cut a WebSocket already open: behind a school proxy it polls.
	if (polling) await context.addInitScript(() => Reflect.deleteProperty(window, 'WebSocket'));
	await context.addCookies(
		[...bot.cookies].map(([name, value]) => ({ name, value, url: room.site.base }))
	);
	const page = await context.newPage();
	const frames: string[] = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => frames.push(payload.toString()))
	);
	page.on(
		'response',
		(answer) =>
			void answer
				.text()
				.then((it) => frames.push(it))
				.catch(() => null)
	);
	await page.goto(`${room.site.base}/salle/${room.code}`);
	return { bot, page, heard: () => frames.join('\n') };
}

export async function openNotebook(page: Page, name?: RegExp): Promise<void> {
	await page.getByRole('button', { name: /^Carnet/ }).click();
	if (name) await page.getByRole('button', { name }).click();
	await expect(paper(page)).toHaveAttribute('contenteditable', 'true');
}

/** The caret after all that is written. */
export async function goToEnd(page: Page): Promise<void> {
	await paper(page).click();
	await page.keyboard.press('Control+End');
}

/** As a pupil types, where their caret is: one key after the other. */
export const keepTyping = (page: Page, text: string): Promise<void> =>
	page.keyboard.type(text, { delay: 25 });

/** At the end. */
export async function type(page: Page, text: string): Promise<void> {
	await goToEnd(page);
	await keepTyping(page, text);
}
