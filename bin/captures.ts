/** `npm run captures`: holds the beginning of a hearing and takes the two pictures of the README. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { SeatId } from '../src/lib/casefile/casefile.ts';
import { enter, openRoom, type Bot } from '../tests/support/bot.ts';
import { Program } from '../tests/support/program.ts';
import { prepareBuild } from './build.ts';
import { provideChromium } from './chromium.ts';

const pictures = join(import.meta.dirname, '../docs/captures');
const seats: SeatId[] = [
	'juge/president',
	'assesseur/premier',
	'assesseur/second',
	'procureur/mineurs',
	'avocat/sacha',
	'prevenu/sacha',
	'parent/sacha',
	'educateur/pjj',
	'temoin/habitant',
	'greffier/audience',
	'huissier/audience'
];

await prepareBuild(console.log);
const executablePath = provideChromium(console.log);
const directory = mkdtempSync(join(tmpdir(), 'pretoire-captures-'));
const server = new Program('src/server.ts', {
	PORT: '0',
	HOST: '127.0.0.1',
	PRETOIRE_DATA_DIR: directory
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
	const base = await server.base();
	const { regie, code } = await openRoom(base, { pupils: 28, tablets: 14 });
	const tablets = new Map<SeatId, Bot>();
	for (const seat of seats) tablets.set(seat, await enter(base, code, seat));
	await regie.until((view) => (view.seats?.asks?.length ?? 0) > 0);
	for (const { seat, holder } of regie.view.seats?.asks ?? [])
		await regie.run('settleAsk', { seat, holder, granted: true });
	await regie.run('jumpToStep', { step: 'interrogatoire' });
	await regie.until((view) => view.script?.step === 'interrogatoire' && view.script.cue);
	const cue = regie.view.script?.cue;
	if (cue) await regie.run('advanceCue', { cue: cue.id });
	await regie.run('showExhibit', { exhibit: '1' });
	for (const seat of ['avocat/sacha', 'procureur/mineurs'] as const)
		await tablets.get(seat)?.run('askFloor', {}, seat);

	mkdirSync(pictures, { recursive: true });
	await take(regie, `/salle/${code}/regie`, 'regie', { width: 1366, height: 768 });
	const defence = tablets.get('avocat/sacha');
	if (defence) await take(defence, `/salle/${code}`, 'tablette', { width: 768, height: 1024 });
	for (const bot of [regie, ...tablets.values()]) bot.leave();
} finally {
	await browser.close();
	await server.kill('SIGTERM');
	rmSync(directory, { recursive: true, force: true });
}

/** What this browser sees once nothing moves any more. */
async function take(
	bot: Bot,
	path: string,
	name: string,
	viewport: { width: number; height: number }
): Promise<void> {
	const context = await browser.newContext({ viewport, locale: 'fr-FR', reducedMotion: 'reduce' });
	const cookies = [...bot.cookies].map(([name, value]) => ({ name, value, url: bot.base }));
	await context.addCookies(cookies);
	const page = await context.newPage();
	await page.goto(bot.base + path);
	await page.evaluate(() => document.fonts.ready);
	await page.waitForTimeout(1_500);
	await page.screenshot({ path: join(pictures, `${name}.png`) });
	console.log(`docs/captures/${name}.png`);
	await context.close();
}
