import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prepareBuild } from '../../bin/build.ts';
import { openSqliteStore } from '../../src/lib/server/store/sqlite.ts';
import { Bot, enter, openRoom } from '../support/bot.ts';
import { Program } from '../support/program.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { checkHistory, checkViews, readRecord } from './checker.ts';
import type { Place } from './children/serve.ts';
import { newHistory, play } from './history.ts';
import { retry } from './prey.ts';
import { drawFrom } from './seeds.ts';

const file = await shippedCase();
const steps = file.procedure.steps.map(({ id }) => id);
const seats = ['avocat/sacha', 'procureur/mineurs', 'educateur/pjj', 'greffier/audience'] as const;
const programs: Program[] = [];
const folders: string[] = [];

beforeAll(() => prepareBuild(() => {}), 180_000);
afterEach(async () => {
	await Promise.all(programs.splice(0).map((program) => program.kill('SIGKILL')));
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function start(directory: string, port = '0'): Program {
	const env = { PORT: port, HOST: '127.0.0.1', PRETOIRE_DATA_DIR: directory };
	const program = new Program('bin/start.ts', env);
	programs.push(program);
	return program;
}

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'pretoire-stop-'));
	folders.push(folder);
	return folder;
}

async function trialsOf(directory: string): Promise<string[]> {
	const store = await openSqliteStore(directory);
	const rooms = await store.rooms();
	await store.stop();
	return rooms.map(({ trial }) => trial);
}

describe('a server under load', () => {
	it('[R5][D15] {P32} stopped by SIGTERM says so, loses nothing it acknowledged, and is gone within ten seconds', async ({
		task
	}) => {
		const directory = newFolder();
		const first = start(directory);
		const base = await first.base();
		const { regie, code } = await openRoom(base);
		const tablets = await Promise.all(seats.map((seat) => enter(base, code, seat)));
		await regie.run('jumpToStep', { step: 'interrogatoire' });
		for (const bot of tablets) await bot.until((view) => view.floor && view.me?.seats.length === 1);
		const browsers: [Place, Bot][] = [
			[{ office: 'regie', token: '', holder: 'regie' }, regie],
			...tablets.map((bot, n): [Place, Bot] => {
				const holder = bot.view.me?.holder ?? '';
				const [seat] = seats.slice(n);
				return [{ office: 'tablette', token: '', holder, ...(seat && { seat }) }, bot];
			})
		];
		const history = newHistory();
		const told = new Set<Bot>();
		for (const [, bot] of browsers) {
			retry(bot);
			bot.socket?.once('restarting', () => told.add(bot));
		}
		const played = Promise.all(
			browsers.map(([place, bot], n) =>
				play(history, bot, place, { gestures: 40, draw: drawFrom(n + 1), steps })
			)
		);
		await new Promise((next) => setTimeout(next, 300));
		const asked = performance.now();
		expect(await first.kill('SIGTERM')).toBe(0);
		const took = performance.now() - asked;
		expect(took).toBeLessThan(10_000);
		expect(told.size).toBe(browsers.length);
		const acknowledged = history.entries.filter(({ answer }) => answer && 'done' in answer).length;
		expect(acknowledged).toBeGreaterThan(0);
		const [trial = ''] = await trialsOf(directory);
		checkHistory(history.entries, readRecord(directory, trial, history.entries));

		await start(directory, new URL(base).port).base();
		await played;
		const held = readRecord(directory, trial, history.entries);
		checkHistory(history.entries, held);
		await checkViews(file, held.events, browsers);
		for (const [, bot] of browsers) bot.leave();
		publish(task, { 'arrêt, ms': Math.round(took) });
	});
});

describe('an error behind a page', () => {
	it('[R14] {P31} is told in French without its words, and costs no other room anything', async () => {
		const directory = newFolder();
		const program = start(directory);
		const base = await program.base();
		const { regie, code } = await openRoom(base);
		// A room whose case was spoilt: whoever reads it gets an error that nobody expected.
		const broken = await openRoom(base);
		broken.regie.leave();
		await program.kill('SIGTERM');
		const [, trial = ''] = await trialsOf(directory);
		const database = new DatabaseSync(join(directory, 'pretoire.db'));
		database.prepare('update casefile set source = ? where trial = ?').run('trahison {', trial);
		database.close();

		const again = start(directory, new URL(base).port);
		await again.base();
		const visitor = new Bot(base);
		for (const asked of [
			() => visitor.get(`/salle/${broken.code}`),
			() => visitor.post(`/salle/${broken.code}?/entrer`),
			() => visitor.post(`/salle/${broken.code}?/entrer`, {}, { accept: 'application/json' }),
			() => visitor.get(`/salle/${broken.code}/dit`),
			() => visitor.get(`/salle/${broken.code}/pieces/1`)
		])
			expect((await asked()).status).toBe(500);
		await expect(visitor.join(broken.code, 'tablette')).rejects.toThrow(/^unavailable$/);
		expect(visitor.bytes.join('\n')).not.toMatch(
			/trahison|SyntaxError|JSON|\.(ts|js):\d+|^\s+at /m
		);
		expect(visitor.bytes[0]).toContain('Prétoire a trébuché');
		expect(visitor.bytes[2]).not.toContain('Internal Error');
		expect(again.said).toContain('"fact":"request-failed"');
		expect(again.said).not.toContain('trahison');

		await regie.until(() => regie.socket?.connected, 10_000);
		expect(await regie.run('lockDoor', {})).toEqual({ done: true });
		expect((await visitor.get(`/salle/${code}`)).status).toBe(200);
		regie.leave();
	});
});

describe('a server whose data are damaged', () => {
	it('[D14][R1] {P5} says what to do before anything else, and serves nothing', async () => {
		const directory = newFolder();
		const store = await openSqliteStore(directory);
		await store.stop();
		rmSync(join(directory, 'pretoire.db'));
		const program = start(directory);
		expect(await program.ended).toBe(1);
		expect(program.said).toMatch(/gestes qui avaient été confirmés.*restaurer/s);
		expect(program.said).not.toMatch(/^\s+at |Construction/m);
	});
});
