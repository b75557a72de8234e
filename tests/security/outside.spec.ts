import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareBuild } from '../../bin/build.ts';
import { publish } from '../support/promise.ts';

const works = (command: string, ...args: string[]): boolean =>
	spawnSync(command, args).status === 0;
const canTrace = works('strace', '-f', '-o', '/dev/null', 'true');
/** A network of one's own, with nothing but a loopback: no route, and nobody to ask for a name. */
const alone = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
const canLeave = works(alone[0] ?? '', ...alone.slice(1), 'true');

interface Traced {
	said: string;
	errors: string;
	loopback: number;
	/** What asked for another machine, or for a name. */
	outside: string[];
}

let folder = '';
beforeAll(async () => {
	if (!process.env.BUILD_DIR) await prepareBuild(() => {});
	folder = await mkdtemp(join(tmpdir(), 'pretoire-outside-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program and all its children, and reads each address that the kernel was asked for. */
async function trace(...args: string[]): Promise<Traced> {
	const out = join(folder, 'trace');
	const calls = '-etrace=connect,sendto,sendmsg,sendmmsg';
	const strace = ['strace', '-f', '-qq', '-s', '64', calls, '-o', out, process.execPath, ...args];
	const [command = '', ...rest] = canLeave ? [...alone, ...strace] : strace;
	const build = resolve(process.env.BUILD_DIR ?? 'build');
	const { PATH, HOME } = process.env;
	const env = { PATH, HOME, BUILD_DIR: build, DATA_DIR: join(folder, 'data') };
	const { stdout, stderr } = spawnSync(command, rest, { env, encoding: 'utf8', timeout: 50_000 });
	const addresses = (await readFile(out, 'latin1'))
		.split('\n')
		.filter((it) => it.includes('sa_family='));
	const isLocal = (it: string) =>
		/AF_(UNIX|NETLINK|UNSPEC)|"(::ffff:)?127\.|"::1"/.test(it) &&
		!/htons\((53|5353|853)\)/.test(it);
	return {
		said: stdout,
		errors: stderr,
		loopback: addresses.filter((it) => /"127\./.test(it)).length,
		outside: addresses.filter((it) => !isLocal(it))
	};
}

describe.skipIf(!canTrace)(
	'what the process asks of others (needs strace, which this machine may lack or forbid)',
	() => {
		it('[A23] {P29} is nothing, from the opening of a room to its closing', async ({ task }) => {
			const { said, errors, loopback, outside } = await trace(
				fileURLToPath(new URL('held.ts', import.meta.url))
			);
			expect(errors).toBe('');
			expect(outside).toEqual([]);
			const held = JSON.parse(said) as { gestures: number; browsers: number; requests: number };
			expect(held.gestures).toBeGreaterThan(60);
			expect(loopback).toBeGreaterThan(held.browsers);
			publish(task, {
				gestes: held.gestures,
				navigateurs: held.browsers,
				'requêtes à la salle': held.requests,
				'demandes à d’autres machines': outside.length,
				'réseau sans issue': canLeave ? 1 : 0
			});
		});

		it('[A23] would be seen: an address, a name', async () => {
			const ask = `import net from 'node:net'; import dns from 'node:dns';
			net.connect(9, '192.0.2.1').on('error', () => {}).setTimeout(50, function () { this.destroy(); });
			new dns.promises.Resolver({ timeout: 50, tries: 1 }).resolve4('ailleurs.test').catch(() => {});`;
			const { outside } = await trace('--input-type=module', '-e', ask);
			expect(outside.join('\n')).toContain('192.0.2.1');
			expect(outside.join('\n')).toContain('htons(53)');
		});
	}
);
