import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outlet } from '../../src/lib/server/wire/delivery.ts';
import { cookieName } from '../../src/lib/server/door/cookie.ts';
import { Metrics } from '../../src/lib/server/metrics/metrics.ts';
import type { Office } from '../../src/lib/trial/actor.ts';
import { Bot } from '../support/bot.ts';
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts';
import { shippedCase } from '../support/shipped-case.ts';

const token = 'jeton-de-seize-caracteres';
let door: FrontDoor;
beforeAll(async () => {
	door = await openFrontDoor({ PRETOIRE_METRICS: token });
});
afterAll(() => door.close());

const bearing = (value: string) => ({ headers: { authorization: `Bearer ${value}` } });
async function read(): Promise<string> {
	const answer = await fetch(`${door.base}/metrics`, bearing(token));
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
	return answer.text();
}

interface Sample {
	name: string;
	labels: Record<string, string>;
	value: number;
}

/** The samples of a page, each line of which must be one of the format. */
function parse(text: string): Sample[] {
	return text
		.trimEnd()
		.split('\n')
		.filter(
			(line) => !/^# (HELP [a-z_]+ [^\n]+|TYPE [a-z_]+ (counter|gauge|histogram))$/.test(line)
		)
		.map((line) => {
			const found = /^([a-z_]+)(?:\{((?:[a-z]+="[^"\\]*",?)+)\})? (\d[\d.e+-]*)$/.exec(line);
			expect(found, line).not.toBeNull();
			const [, name = '', labels = '', value] = found ?? [];
			const pairs = [...labels.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, k, v]) => [k, v]);
			return {
				name,
				labels: Object.fromEntries(pairs) as Record<string, string>,
				value: Number(value)
			};
		});
}

const valueOf = (samples: Sample[], name: string, labels: Record<string, string> = {}) =>
	samples.find(
		(it) => it.name === name && Object.entries(labels).every(([k, v]) => it.labels[k] === v)
	)?.value;

describe('the page of metrics', () => {
	it('[Z25] does not exist, and counts nothing, until a token is set', async () => {
		const plain = await openFrontDoor();
		expect(plain.courthouse.readMetrics).toBeNull();
		expect((await fetch(`${plain.base}/metrics`)).status).toBe(404);
		expect((await fetch(`${plain.base}/metrics`, bearing('off'))).status).toBe(404);
		await plain.close();
	});

	it('[Z25] answers its token alone', async () => {
		const attempts = [{}, bearing(''), bearing('x'), bearing(`${token}x`), bearing(token.slice(1))];
		for (const attempt of attempts) {
			const answer = await fetch(`${door.base}/metrics`, attempt);
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toContain('pretoire_');
		}
		const before = valueOf(parse(await read()), 'pretoire_refused_total', {
			kind: 'access-refused'
		});
		expect(before).toBe(attempts.length);
	});

	it('[Z26] counts a hearing, and no label holds a room, a seat, a code or a tablet', async () => {
		const { admission, courtrooms } = door.courthouse;
		const file = await shippedCase();
		const opened = await admission.open({ file, pupils: 28, tablets: 28, format: '110' });
		const courtroom = await courtrooms.find(opened.code);
		if (!courtroom) throw new Error('no such room');
		const join = async (office: Office, key: string | null, options = {}) => {
			const bot = new Bot(door.base);
			bot.cookies.set(cookieName(office, opened.code, false), key ?? '');
			return bot.join(opened.code, office, options);
		};
		const regie = await join('regie', opened.token);
		const tablet = await join('tablette', await admission.enter(courtroom), {
			transports: ['polling']
		});
		await regie.until(() => regie.socket?.io.engine.transport.name === 'websocket');
		expect(await tablet.run('takeSeat', { seat: 'avocat/sacha' })).toEqual({ done: true });
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
		expect(await tablet.run('nextStep', {})).toHaveProperty('refused');
		await tablet.send({ type: 'canariCommande', input: { seat: 'avocat/canari' } });
		await tablet.send(null);
		await fetch(`${door.base}/socket.io/?EIO=4&transport=polling&sid=canariSid`);
		await fetch(`${door.base}/socket.io/?EIO=4&transport=polling`);

		const text = await read();
		const samples = parse(text);
		const value = (name: string, labels = {}) => valueOf(samples, name, labels);
		expect(value('pretoire_rooms')).toBe(1);
		expect(value('pretoire_sockets', { transport: 'websocket' })).toBe(1);
		expect(value('pretoire_sockets', { transport: 'polling' })).toBe(1);
		expect(value('pretoire_commands_total', { outcome: 'accepted' })).toBe(2);
		expect(value('pretoire_commands_total', { outcome: 'malformed' })).toBe(1);
		expect(value('pretoire_commands_total', { outcome: 'unknown-command' })).toBe(1);
		expect(value('pretoire_command_seconds_count')).toBe(5);
		expect(value('pretoire_refused_total', { kind: 'origin-refused' })).toBe(2);
		expect(value('pretoire_appends_total', { outcome: 'appended' })).toBeGreaterThanOrEqual(3);
		expect(value('pretoire_append_seconds_count')).toBe(
			value('pretoire_appends_total', { outcome: 'appended' })
		);
		expect(value('pretoire_pushes_total')).toBeGreaterThanOrEqual(3);
		expect(value('pretoire_wal_bytes')).toBeGreaterThan(0);
		expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
		expect(value('pretoire_event_loop_delay_seconds', { quantile: '0.99' })).toBeGreaterThan(0);

		const names = new Set(samples.flatMap(({ labels }) => Object.keys(labels)));
		expect([...names].toSorted()).toEqual(['kind', 'le', 'outcome', 'quantile', 'transport']);
		// Every value is a word of ours or a number, whatever the browsers said.
		for (const { labels } of samples)
			for (const shown of Object.values(labels))
				expect(shown).toMatch(/^([a-z-]{1,30}|\+Inf|[\d.]+)$/);
		const { seats } = courtroom.trial;
		const secrets = [opened.code, courtroom.id, token, 'canari', ...seats.admitted];
		secrets.push(...file.seats.map(({ id }) => id));
		for (const secret of secrets) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
		regie.leave();
		tablet.leave();
	});

	it('[Z26] has histograms whose buckets add up', async () => {
		const samples = parse(await read());
		for (const name of ['pretoire_command_seconds', 'pretoire_append_seconds']) {
			const buckets = samples.filter((it) => it.name === `${name}_bucket`).map((it) => it.value);
			expect(buckets.length).toBeGreaterThan(10);
			expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
			expect(buckets.at(-1)).toBe(valueOf(samples, `${name}_count`));
			expect(valueOf(samples, `${name}_sum`)).toBeGreaterThan(0);
		}
	});

	it('[Z26] counts what a slow reader makes wait, and writes that fail', async () => {
		const metrics = new Metrics();
		let busy = true;
		const outlet: Outlet = {
			office: 'ecran',
			holder: null,
			push: () => {},
			isBusy: () => busy,
			dismiss: () => {}
		};
		const watched = metrics.watchOutlet(outlet);
		expect(watched.isBusy()).toBe(true);
		busy = false;
		expect(watched.isBusy()).toBe(false);
		watched.push(1, {} as Parameters<Outlet['push']>[1]);
		const store = { append: () => Promise.reject(new Error('full')) };
		metrics.watchStore(store);
		const append = { trial: 'x', expected: 0, events: [] };
		await expect((store as Parameters<Metrics['watchStore']>[0]).append(append)).rejects.toThrow(
			'full'
		);
		const { directory } = door;
		const failing = { rooms: () => Promise.reject(new Error('full')) };
		const text = await metrics.write({ directory, store: failing, sockets: undefined });
		metrics.stop();
		const samples = parse(text);
		expect(valueOf(samples, 'pretoire_pushes_total')).toBe(1);
		expect(valueOf(samples, 'pretoire_pushes_dirty_total')).toBe(1);
		expect(valueOf(samples, 'pretoire_appends_total', { outcome: 'failed' })).toBe(1);
		// The disk refuses: this one is missing, the rest is there.
		expect(valueOf(samples, 'pretoire_rooms')).toBeUndefined();
	});
});
