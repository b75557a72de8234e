/**
 * `npm test`: the checks, the tests without a browser, those with one, then the promises they prove; the last line
 * is the count. `npm test -- --publier` writes docs/engagements.md as well.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBuild } from './build.ts';
import { runChecks } from './check.ts';
import { provideChromium } from './chromium.ts';
import { addCounts, countPlaywright, countVitest, sayCount, type Count } from './count.ts';
import {
	describePromises,
	judgePromises,
	proofsOfPlaywright,
	proofsOfVitest
} from './engagements.ts';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'pretoire-tests-'));
const reportOf = {
	vitest: join(reports, 'vitest.json'),
	playwright: join(reports, 'playwright.json')
};

const stages: [string, () => Promise<Count>][] = [
	['Vérifications', runChecks],
	['Tests sans navigateur', runVitest],
	['Tests dans le navigateur', runPlaywright],
	['Engagements', countPromises]
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
	// Several of its tests serve the site: none of them should pay for its construction within its own time.
	await prepareBuild(console.log);
	const args = ['run', '--reporter=default', '--reporter=json'];
	args.push(`--outputFile.json=${reportOf.vitest}`);
	const code = await runNode('vitest/vitest.mjs', args);
	return countVitest(readReport(reportOf.vitest), code);
}

async function runPlaywright(): Promise<Count> {
	const CHROMIUM_PATH = provideChromium(console.log);
	await prepareBuild(console.log);
	const env = { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf.playwright };
	const code = await runNode('@playwright/test/cli.js', ['test', '--reporter=list,json'], env);
	return countPlaywright(readReport(reportOf.playwright), code);
}

/** A promise that no test of this run proves is one failure. */
async function countPromises(): Promise<Count> {
	const proofs = [
		...proofsOfVitest(readReport(reportOf.vitest)),
		...proofsOfPlaywright(readReport(reportOf.playwright))
	];
	const { kept, broken } = judgePromises(proofs);
	console.log(
		`${kept.length} tenus${broken.length > 0 ? `, sans preuve : ${broken.join(', ')}` : ''}`
	);
	if (process.argv.includes('--publier')) {
		const on = new Date().toLocaleDateString('fr-FR', { dateStyle: 'long' });
		const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
		const page = describePromises(proofs, { on, commit: String(commit).trim() });
		writeFileSync(join(root, 'docs/engagements.md'), page);
	}
	return { passed: kept.length, failed: broken.length, skipped: 0 };
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
