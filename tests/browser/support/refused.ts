/** What a test of refusals needs: a page kept in the past, and the words of a page. */
import { expect, type BrowserContext } from '@playwright/test';
import type { Bot } from '../../support/bot.ts';

/** The answers and views of this context's sockets, kept back while held: the page acts on what it knew. */
export async function holdAnswers(context: BrowserContext) {
	const kept: (() => void)[] = [];
	let holding = false;
	let upgraded = false;
	let asked = false;
	await context.routeWebSocket(/socket\.io/, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => {
			upgraded ||= message === '5';
			asked ||= holding && String(message).includes('"command"');
			server.send(message);
		});
		server.onMessage((message) => {
			if (holding) kept.push(() => socket.send(message));
			else socket.send(message);
		});
	});
	return {
		async begin() {
			await expect.poll(() => upgraded).toBe(true);
			holding = true;
		},
		asked: () => expect.poll(() => asked).toBe(true),
		end() {
			holding = false;
			for (const release of kept.splice(0)) release();
		}
	};
}

export const cookiesOf = ({ cookies }: Bot, url: string) =>
	[...cookies].map(([name, value]) => ({ name, value, url }));

/** The one-use code of a form's answer. */
export async function passOf(answer: Response): Promise<string> {
	return /"([A-Z0-9]{8})\\?"/.exec(await answer.text())?.[1] ?? '';
}

/** The words of a page, as they are read. */
export const told = (page: string): string =>
	page
		.replace(/<(script|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');
