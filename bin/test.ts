/** `npm test`: the checks, the tests without a browser, then those with one; the last line is the count. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBuild } from './build.ts';
import { runChecks } from './check.ts';
import { provideChromium } from './chromium.ts';
import { addCounts, countPlaywright, countVitest, sayCount, type Count } from './count.ts';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'pretoire-tests-'));

const stages: [string, () => Promise<Count>][] = [
	['Vérifications', runChecks],
	['Tests sans navigateur', runVitest],
	['Tests dans le navigateur', runPlaywright]
];
const counts: Count[] = [];
for (const [name, run] of stages) {
	console.log(`\n── ${name} ──`);
	counts.push(await run().catch(blame));
}
rmSync(reports, { recursive: true, force: true });
const total = addCounts(counts);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\n${sayCount(total)}`);

/** A stage that could not run is one failure. */
function blame(error: unknown): Count {
	console.error(error instanceof Error ? error.message : error);
	return { passed: 0, failed: 1, skipped: 0 };
}

async function runVitest(): Promise<Count> {
	const report = join(reports, 'vitest.json');
	const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const code = await runNode('vitest/vitest.mjs', args);
	return countVitest(readReport(report), code);
}

async function runPlaywright(): Promise<Count> {
	const CHROMIUM_PATH = provideChromium(console.log);
	await prepareBuild(console.log);
	const PLAYWRIGHT_JSON_OUTPUT_FILE = join(reports, 'playwright.json');
	const env = { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE };
	const code = await runNode('@playwright/test/cli.js', ['test', '--reporter=list,json'], env);
	return countPlaywright(readReport(PLAYWRIGHT_JSON_OUTPUT_FILE), code);
}

function readReport(path: string): unknown {
	return JSON.parse(readFileSync(path, 'utf8'));
}

function runNode(program: string, args: string[], env: Record<string, string> = {}) {
	const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ...env }
	});
	return new Promise<number>((ended, failed) =>
		child.on('error', failed).on('close', (code) => ended(code ?? 1))
	);
}
