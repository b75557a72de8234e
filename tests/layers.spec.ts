import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const eslint = new ESLint({ cwd: root });

/** The rules that refuse these lines where they would be written. */
async function refusalsOf(path: string, source: string): Promise<(string | null)[]> {
	const text = path.endsWith('.svelte') ? `<script lang="ts">\n${source}\n</script>` : source;
	const [result] = await eslint.lintText(text, { filePath: join(root, path) });
	return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

const up = '../';
const refused: [path: string, source: string][] = [
	['src/lib/casefile/planted.ts', `export { decide } from '${up}trial/decide.ts';`],
	['src/lib/casefile/planted.ts', `import { readFile } from 'node:fs/promises';`],
	['src/lib/casefile/planted.ts', `import { io } from 'socket.io-client';`],
	['src/lib/trial/planted.ts', `import { protocolVersion as v } from '${up}protocol/version.ts';`],
	[
		'src/lib/trial/planted.ts',
		`import type { Config } from '${up}server/config.ts'; export type C = Config;`
	],
	['src/lib/trial/planted.ts', `import { randomInt } from 'node:crypto';`],
	['src/lib/trial/planted.ts', `import { parse } from 'yaml';`],
	['src/lib/protocol/planted.ts', `import { createLog } from '${up}server/log.ts';`],
	[
		'src/lib/protocol/planted.ts',
		`import type { Line } from '${up}client/line.ts'; export type L = Line;`
	],
	['src/lib/server/planted.ts', `import { present } from '${up}client/present.ts';`],
	['src/lib/server/planted.ts', `import { words } from '${up}ui/words.ts';`],
	['src/lib/server/planted.ts', `import { mount } from 'svelte';`],
	['src/lib/client/planted.ts', `import { decide } from '${up}trial/decide.ts';`],
	['src/lib/client/planted.ts', `import { commandFrame } from '${up}protocol/wire.ts';`],
	[
		'src/lib/client/planted.ts',
		`import type { Config } from '${up}server/config.ts'; export type C = Config;`
	],
	['src/lib/client/planted.ts', `import * as v from 'valibot';`],
	['src/lib/client/planted.svelte.ts', `import { words } from '${up}ui/words.ts';`],
	[
		'src/lib/ui/planted.ts',
		`import type { Config } from '${up}server/config.ts'; export type C = Config;`
	],
	['src/lib/ui/Planted.svelte', `import { createLog } from '$lib/server/log.ts';`],
	['src/lib/ui/Planted.svelte', `import { decide } from '$lib/trial/decide.ts';`],
	['src/lib/ui/Planted.svelte', `const late = () => import('$lib/server/log.ts');`],
	['src/lib/ui/Planted.svelte', `import Room from '../../routes/Room.svelte';`],
	['src/lib/ui/Planted.svelte', `import { Kysely } from 'kysely';`],
	['src/routes/Planted.svelte', `import { createLog } from '$lib/server/log.ts';`],
	['src/routes/planted/+page.ts', `import { readFile } from 'node:fs/promises';`],
	['src/routes/planted/+page.server.ts', `import Button from '$lib/ui/kit/Button.svelte';`],
	['src/hooks.server.ts', `import { prepareBuild } from '../bin/build.ts';`],
	['src/lib/server/planted.ts', `import { Bot } from '../../../tests/support/bot.ts';`]
];

const accepted: [path: string, source: string][] = [
	['src/lib/casefile/planted.ts', `import { parse } from 'yaml'; import './finding.ts';`],
	['src/lib/trial/planted.ts', `import { sides } from '${up}casefile/casefile.ts';`],
	['src/lib/protocol/planted.ts', `import { decide } from '${up}trial/decide.ts';`],
	['src/lib/server/planted.ts', `import { decide } from '${up}trial/decide.ts'; import 'node:fs';`],
	[
		'src/lib/client/planted.ts',
		`import type { View } from '${up}trial/view.ts'; export type V = View;`
	],
	['src/lib/client/planted.ts', `import { protocolVersion as v } from '${up}protocol/version.ts';`],
	[
		'src/lib/ui/Planted.svelte',
		`import { goto } from '$app/navigation'; import '$lib/client/present.ts';`
	],
	['src/routes/Planted.svelte', `import Button from '$lib/ui/kit/Button.svelte';`],
	[
		'src/routes/planted/+server.ts',
		`import { decide } from '$lib/trial/decide.ts'; import 'node:fs';`
	]
];

describe('the staircase', () => {
	it.each(refused)('[R7] refuses in %s: %s', async (path, source) => {
		expect(await refusalsOf(path, source)).toEqual(['boundaries/dependencies']);
	});

	it.each(accepted)('[R7] accepts in %s: %s', async (path, source) => {
		expect(await refusalsOf(path, source)).toEqual([]);
	});
});

describe('the fence', () => {
	it.each([
		[
			'src/lib/server/planted.ts',
			`declare const sql: any; sql.raw;`,
			'@typescript-eslint/no-explicit-any'
		],
		[
			'src/lib/server/planted.ts',
			`declare const sql: { raw: 1 }; sql.raw;`,
			'no-restricted-properties'
		],
		[
			'src/lib/server/planted.ts',
			`declare const sql: { lit: 1 }; sql.lit;`,
			'no-restricted-properties'
		],
		['src/lib/client/planted.ts', `globalThis.crypto.randomUUID();`, 'no-restricted-syntax'],
		['src/lib/ui/Planted.svelte', `crypto.randomUUID();`, 'no-restricted-syntax'],
		['src/lib/trial/planted.ts', `export * from './trial.ts';`, 'no-restricted-syntax'],
		['src/lib/trial/planted.ts', `export enum Choice { Guilty }`, 'no-restricted-syntax'],
		['src/lib/trial/planted.ts', `console.log('?');`, 'no-console'],
		['src/lib/trial/planted.ts', `[1][0]!.toFixed();`, '@typescript-eslint/no-non-null-assertion'],
		['tests/planted.spec.ts', `import 'adm-zip';`, 'no-restricted-imports'],
		['tests/planted.spec.ts', '\n'.repeat(251), 'max-lines']
	])('[R8] refuses in %s: %s', async (path, source, rule) => {
		expect(await refusalsOf(path, source)).toContain(rule);
	});

	it('[R8] lets one file write HTML into a page', () => {
		const files = globSync('src/**/*.svelte', { cwd: root });
		const writers = files.filter((file) =>
			readFileSync(join(root, file), 'utf8').includes('{@html')
		);
		expect(writers).toEqual(['src/lib/ui/kit/Prose.svelte']);
	});
});
