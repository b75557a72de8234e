/** What axe finds serious or critical on a page as it stands. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function expectNoBarrier(page: Page, state: string): Promise<void> {
	await page.waitForTimeout(150);
	const { violations } = await new AxeBuilder({ page })
		.options({ resultTypes: ['violations'] })
		.analyze();
	const barriers = violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) =>
			nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`)
		);
	expect.soft(barriers, state).toEqual([]);
}
