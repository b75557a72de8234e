/** The class's own voice in browsers: who answers on a tablet, what the adults ask, what is told. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { PollAnswer, PollId } from '../../../src/lib/trial/poll.ts';
import type { Class } from './class.ts';

/** « Une journée payée » with 23 pupils on 10 tablets: those who do not judge are twenty, on seven. */
export const shared: [seat: SeatId, pupils: number][] = [
	['procureur/mineurs', 2],
	['avocat/sacha', 2],
	['prevenu/sacha', 2],
	['temoin/habitant', 2],
	['parent/sacha', 4],
	['greffier/audience', 3],
	['observateur/parole', 5]
];
export const judges: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];

export const askedOn = (page: Page): Locator =>
	page.getByRole('region', { name: /établis|prouvés|suffit-elle/ });
const words: Record<PollAnswer, string> = { oui: 'Oui', non: 'Non', nsp: 'Je ne sais pas' };

/** One pupil answers and passes the tablet on; what is then on screen. */
export async function answerOn(page: Page, answer: PollAnswer): Promise<string> {
	const question = askedOn(page);
	const next = question.getByRole('button', { name: /À mon tour|Quelqu’un d’autre/ });
	const choice = question.getByRole('button', { name: words[answer], exact: true });
	await choice.or(next).first().waitFor();
	if (await next.isVisible()) await next.click();
	await choice.click();
	await expect(choice).toHaveAttribute('aria-pressed', 'true');
	await question.getByRole('button', { name: /passer la tablette|Envoyer ma réponse/ }).click();
	await expect(choice).toHaveCount(0);
	await expect(question.locator('[aria-pressed]')).toHaveCount(0);
	return question.innerHTML();
}

export const storageOf = (page: Page): Promise<string> =>
	page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

/** The régie's own panel, unfolded. */
export async function panelOf(regie: Page): Promise<Locator> {
	const panel = regie.locator('details.opinion');
	await panel.waitFor();
	if (!(await panel.evaluate((it) => (it as HTMLDetailsElement).open)))
		await panel.locator('summary').click();
	return panel;
}

/** Closes the question on the régie's page. */
export async function closeOn(room: Class, regie: Page): Promise<void> {
	const panel = await panelOf(regie);
	await panel.getByRole('button', { name: 'Clore la question' }).click();
	await panel.locator('.question').getByRole('button', { name: 'Clore la question' }).click();
	await room.regie.until((view) => view.opinion?.open === null);
}

/** Every tablet of these seats answers as a protocol bot, all its pupils at once. */
export async function answerAll(
	room: Class,
	poll: PollId,
	seats: readonly SeatId[],
	turns: readonly PollAnswer[]
): Promise<void> {
	for (const [n, seat] of seats.entries()) {
		const bot = room.bot(seat);
		await bot.until((view) => view.opinion?.open?.poll === poll);
		const { open } = bot.view.opinion ?? {};
		const left = open && 'mine' in open ? open.mine.left : 0;
		const answers = Array.from(
			{ length: left },
			(_, at) => turns[(n + at) % turns.length] ?? 'oui'
		);
		const reply = await bot.run(
			'castAnswers',
			{ poll, batch: `lot-${poll}-${n}`.replace(/:/g, '-'), answers },
			seat
		);
		expect(reply).toMatchObject({ done: true });
	}
}

/** What is told side by side on this page: whose decision, what each orders, and the class's answers as squares. */
export const faceOf = (page: Page): Promise<string[]> =>
	page
		.locator('.face :is(h2, .said, .outcome, section > ul > li:not(:has(.squares)), .squares)')
		.evaluateAll((all) =>
			all.map((it) =>
				it.matches('.squares')
					? Array.from(it.children, ({ classList }) => classList[0]).join(' ')
					: (it.textContent ?? '').replace(/\s+/g, ' ').trim()
			)
		);

/** What is written outside of the projector's picture. */
export const findCut = (page: Page): Promise<string[]> =>
	page.locator('.stage :is(h1, h2, p, dd, dt)').evaluateAll((all) =>
		all
			.filter((it) => {
				const { top, bottom, height } = it.getBoundingClientRect();
				const frame = it.closest('.stage')?.getBoundingClientRect();
				return height > 0 && frame && (top < frame.top - 1 || bottom > frame.bottom + 1);
			})
			.map((it) => it.textContent ?? '')
	);

/** Reads the whole decision with the régie's right. */
export async function readAll(room: Class): Promise<void> {
	for (let line = 1; !room.regie.view.decision?.over; line++) {
		await room.regie.run('readLine', { line });
		await room.regie.until((view) => (view.decision?.read ?? 0) >= line);
	}
}
