/** /diagnostic through a network of a test's own, and what it says there. */
import {
	expect,
	test as base,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { BadNetwork, type Faults } from '../../support/bad-network.ts';
import { tablet } from './class.ts';
import { Site } from './site.ts';

/** One site for the whole file: these pages change nothing. */
export const test = base.extend<
	{
		/** The page, in a browser of its own, through a network with these faults. */
		visit(faults?: Faults, options?: BrowserContextOptions): Promise<Visit>;
	},
	{ site: Site }
>({
	site: [
		async ({}, use) => {
			const site = await Site.start();
			await use(site);
			await site.close();
		},
		{ scope: 'worker' }
	],
	visit: async ({ browser, site }, use) => {
		const closing: (() => Promise<void>)[] = [];
		await use(async (faults = {}, options = {}) => {
			const network = await BadNetwork.open(site.base, faults);
			const context = await browser.newContext({ viewport: tablet, ...options });
			closing.push(
				() => context.close(),
				() => network.close()
			);
			return new Visit(await context.newPage(), context, network);
		});
		for (const close of closing) await close();
	}
});

export class Visit {
	readonly page: Page;
	readonly context: BrowserContext;
	readonly network: BadNetwork;
	/** Where the page is asked. */
	base: string;

	constructor(page: Page, context: BrowserContext, network: BadNetwork) {
		this.page = page;
		this.context = context;
		this.network = network;
		this.base = network.base;
	}

	async measure(): Promise<void> {
		await this.page.goto(`${this.base}/diagnostic`);
	}

	/** The verdict and the row to begin with. */
	async expectVerdict(sentence: string, first?: string): Promise<void> {
		const verdict = this.page.getByRole('region', { name: 'Conclusion' });
		await expect(verdict.getByRole('status')).toHaveText(sentence, { timeout: 40_000 });
		if (first) await expect(verdict.locator('b')).toContainText(`${first}.`);
	}

	async expectRow(name: string, state: string, words: RegExp): Promise<void> {
		const row = this.page.getByRole('listitem').filter({
			has: this.page.getByRole('heading', { name, exact: true })
		});
		await expect(row).toContainText(state, { timeout: 40_000 });
		await expect(row).toContainText(words);
	}
}

export const fit = 'Cette tablette et ce réseau conviennent.';
