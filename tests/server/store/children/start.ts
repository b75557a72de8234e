import { spawn, type SpawnOptions } from 'node:child_process';
import type { Orders } from './append.ts';

export interface Ended {
	lines: string[];
	errors: string;
	signal: string | null;
	code: number | null;
}

export interface Child {
	pid: number;
	kill: () => void;
	/** Calls back for each line of the standard output. */
	onLine: (hear: (line: string, count: number) => void) => void;
	ended: Promise<Ended>;
}

/** Starts one of the programs of this folder, or the command given before it. */
export function start(
	program: 'append' | 'fill' | 'migrate' | 'open',
	args: readonly string[],
	{ before = [], ...options }: SpawnOptions & { before?: readonly string[] } = {}
): Child {
	const source = `tests/server/store/children/${program}.ts`;
	const [command = process.execPath, ...rest] = [...before, process.execPath, source, ...args];
	const child = spawn(command, rest, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const lines: string[] = [];
	const hearers: ((line: string, count: number) => void)[] = [];
	let unfinished = '';
	let errors = '';
	child.stderr.on('data', (text) => (errors += String(text)));
	child.stdout.on('data', (text) => {
		const parts = (unfinished + String(text)).split('\n');
		unfinished = parts.pop() ?? '';
		for (const line of parts) {
			lines.push(line);
			for (const hear of hearers) hear(line, lines.length);
		}
	});
	return {
		pid: child.pid ?? 0,
		kill: () => child.kill('SIGKILL'),
		onLine: (hear) => hearers.push(hear),
		ended: new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code, signal) => resolve({ lines, errors, signal, code }));
		})
	};
}

export function appending(orders: Orders): string[] {
	return [JSON.stringify(orders)];
}
