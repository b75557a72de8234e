/** `npm run pretoire -- …`, as its own process. */
import { spawn } from 'node:child_process';

export interface Ran {
	code: number | null;
	out: string;
	errors: string;
}

/** Runs a command on a data directory; `before`: a command that starts it, such as prlimit. */
export function pretoire(
	directory: string,
	args: readonly string[],
	{ env = {}, before = [] }: { env?: Record<string, string>; before?: readonly string[] } = {}
): Promise<Ran> {
	const [program = '', ...rest] = [...before, process.execPath, 'bin/pretoire.ts', ...args];
	const PATH = process.env.PATH ?? '';
	const child = spawn(program, rest, { env: { PATH, PRETOIRE_DATA_DIR: directory, ...env } });
	const ran: Ran = { code: null, out: '', errors: '' };
	child.stdout.on('data', (text) => (ran.out += String(text)));
	child.stderr.on('data', (text) => (ran.errors += String(text)));
	return new Promise((ended, failed) => {
		child.on('error', failed);
		child.on('close', (code) => ended({ ...ran, code }));
	});
}
