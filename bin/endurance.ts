/**
 * `npm run endurance`: two hundred hearings whose server is killed, each drawn from a seed.
 * `npm run endurance -- --graine 7` plays one again; `-- --graines 20` plays that many.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
	options: { graine: { type: 'string' }, graines: { type: 'string', default: '200' } }
});
const root = join(import.meta.dirname, '..');
const env = values.graine
	? { ...process.env, SEED: values.graine }
	: { ...process.env, SEEDS: values.graines };
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
spawn(process.execPath, [vitest, 'run', 'tests/faults/history.spec.ts', '--reporter=verbose'], {
	cwd: root,
	env,
	stdio: 'inherit'
}).on('close', (code) => (process.exitCode = code ?? 1));
