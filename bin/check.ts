/** `npm run check`: everything that can be said of the sources without running them. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { Count } from './count.ts';

interface Check {
	name: string;
	command: readonly string[];
	/** True when the answer says nothing of us, such as a registry that does not answer. */
	isMoot?: (said: string) => boolean;
}

const root = join(import.meta.dirname, '..');
const checks: readonly Check[] = [
	{ name: 'types du site', command: ['svelte-check', '--fail-on-warnings', '--output', 'human'] },
	{ name: 'style et couches', command: ['eslint', '--max-warnings', '0', '.'] },
	{ name: 'types du procès', command: ['tsc', '-p', 'src/lib/trial'] },
	{ name: 'types des outils', command: ['tsc', '-p', 'bin'] },
	{ name: 'mise en forme', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
	{ name: 'code mort', command: ['knip'] },
	{
		name: 'failles connues',
		command: ['npm', 'audit', '--omit=dev', '--audit-level=moderate'],
		isMoot: (said) => !/\d+ .*vulnerabilit/.test(said)
	}
];

/** Runs every check, two at a time, even when one fails; prints each as it ends. */
export async function runChecks(): Promise<Count> {
	const count = { passed: 0, failed: 0, skipped: 0 };
	await run(['svelte-kit', 'sync']);
	const waiting = [...checks];
	const work = async () => {
		for (let check = waiting.shift(); check; check = waiting.shift()) count[await judge(check)]++;
	};
	await Promise.all([work(), work()]);
	return count;
}

async function judge({ name, command, isMoot }: Check): Promise<keyof Count> {
	const started = performance.now();
	const { code, said } = await run(command);
	const verdict = code === 0 ? 'passed' : isMoot?.(said) ? 'skipped' : 'failed';
	const mark = { passed: '✓', failed: '✗', skipped: '–' }[verdict];
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`${mark} ${name} (${command.join(' ')}, ${seconds} s)`);
	if (verdict === 'failed') console.log(said.trim());
	return verdict;
}

async function run(command: readonly string[]): Promise<{ code: number | null; said: string }> {
	const [program = '', ...args] = command;
	const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
	const child = spawn(program, args, { cwd: root, env: { ...process.env, PATH } });
	let said = '';
	child.stdout.on('data', (text) => (said += String(text)));
	child.stderr.on('data', (text) => (said += String(text)));
	return new Promise((ended) => {
		child.on('error', (error) => ended({ code: 1, said: error.message }));
		child.on('close', (code) => ended({ code, said }));
	});
}

if (import.meta.main) {
	const { failed } = await runChecks();
	process.exitCode = failed > 0 ? 1 : 0;
}
