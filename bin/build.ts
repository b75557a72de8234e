/** Builds the site when its sources changed, beside the builds being served, which are never touched. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	globSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const builds = join(root, 'build');
const door = join(builds, 'handler.js');
const sources = [
	'src/**/*',
	'static/**/*',
	'bin/vite-courtroom.ts',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json',
	'package.json',
	'package-lock.json'
];

/** Makes build/handler.js lead to a build of the present sources; `tell` hears what takes time. */
export async function prepareBuild(tell: (line: string) => void): Promise<void> {
	if (isFresh()) return;
	mkdirSync(builds, { recursive: true });
	const turn = await takeTurn(tell);
	try {
		const [stamp, previous] = [stampSources(), builtStamp()];
		const folder = join(builds, stamp);
		if (!existsSync(folder)) {
			tell('Construction du site (moins d’une minute, après un changement seulement)…');
			const next = join(builds, 'next');
			await runVite(next);
			renameSync(next, folder);
		}
		lead(stamp);
		dropExcept([stamp, previous]);
	} finally {
		turn.close();
	}
}

function stampSources(): string {
	const hash = createHash('sha256');
	const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
	const paths = files.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
	for (const path of paths.toSorted())
		hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
	return hash.digest('hex').slice(0, 16);
}

function isFresh(): boolean {
	const stamp = stampSources();
	return builtStamp() === stamp && existsSync(join(builds, stamp, 'handler.js'));
}

function builtStamp(): string | undefined {
	try {
		return /'\.\/(\w+)\/handler\.js'/.exec(readFileSync(door, 'utf8'))?.[1];
	} catch {
		return undefined;
	}
}

/** Two builds at once would share .svelte-kit. The system frees this lock by itself when its process dies. */
async function takeTurn(tell: (line: string) => void): Promise<DatabaseSync> {
	const turn = new DatabaseSync(join(builds, 'turn.db'));
	for (let told = false; ; await pause(200)) {
		try {
			turn.exec('begin exclusive');
			return turn;
		} catch (error) {
			const isTaken = error instanceof Error && 'errcode' in error && error.errcode === 5;
			if (!isTaken) throw error;
			if (!told) tell('Un autre démarrage construit déjà le site : on l’attend…');
			told = true;
		}
	}
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

async function runVite(out: string): Promise<void> {
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const env = { ...process.env, BUILD_DIR: out, NODE_ENV: 'production', NO_COLOR: '1' };
	const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, env });
	let said = '';
	child.stdout.on('data', (text) => (said += String(text)));
	child.stderr.on('data', (text) => (said += String(text)));
	const code = await new Promise((ended, failed) => child.on('close', ended).on('error', failed));
	if (code !== 0) throw new Error(`La construction du site a échoué :\n${said.trim()}`);
}

/** The one file that changes: written beside, then renamed over. Whoever loads it signs the build it serves. */
function lead(stamp: string): void {
	const lines = [
		`import { writeFileSync } from 'node:fs';`,
		`writeFileSync(new URL(\`./${stamp}/served-by-\${process.pid}\`, import.meta.url), '');`,
		`export { handler } from './${stamp}/handler.js';`
	];
	writeFileSync(`${door}.next`, lines.join('\n') + '\n');
	renameSync(`${door}.next`, door);
}

/** The build before this one stays as well: a process that starts just now may be loading it. */
function dropExcept(kept: readonly (string | undefined)[]): void {
	for (const entry of readdirSync(builds, { withFileTypes: true })) {
		if (!entry.isDirectory() || kept.includes(entry.name)) continue;
		const folder = join(builds, entry.name);
		const servers = readdirSync(folder).flatMap(
			(name) => /^served-by-(\d+)$/.exec(name)?.[1] ?? []
		);
		if (!servers.some((pid) => isAlive(Number(pid))))
			rmSync(folder, { recursive: true, force: true });
	}
}

if (import.meta.main) {
	try {
		await prepareBuild(console.log);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
