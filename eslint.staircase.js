// Who may import whom: casefile ← trial ← protocol ← { server, client } ← ui ← routes, from the steps below, never from
// above, never sideways. tests/layers.spec.ts plants what must be refused.
import { join } from 'node:path';

const root = import.meta.dirname;

/** What each step imports as values, what as types only, and what from outside. */
const stairs = {
	casefile: { modules: ['valibot', 'yaml', 'marked', 'sanitize-html'] },
	trial: { values: ['casefile'], modules: ['valibot'] },
	protocol: { values: ['casefile', 'trial'], modules: ['valibot'] },
	server: {
		values: ['casefile', 'trial', 'protocol'],
		modules: [
			'node:*',
			'@scure/bip39',
			'@sveltejs/kit',
			'kysely',
			'lib0',
			'pino',
			'rate-limiter-flexible',
			'socket.io',
			'valibot',
			'yauzl',
			'yazl',
			'yjs'
		]
	},
	client: {
		types: ['casefile', 'trial', 'protocol'],
		modules: ['svelte', 'socket.io-client', 'yjs', 'y-indexeddb']
	},
	ui: {
		values: ['client'],
		types: ['casefile', 'trial', 'protocol'],
		modules: ['svelte', 'bits-ui', '@lucide/svelte', '@fontsource', 'uqr', '@tiptap', 'yjs', '$app']
	},
	routes: {
		values: ['client', 'ui', 'src'],
		types: ['casefile', 'trial', 'protocol'],
		modules: ['svelte', '@lucide/svelte', '@sveltejs/kit', '$app']
	}
};

/** What only the server runs: no screen, but all that is below. */
const behindTheScreens = {
	values: ['casefile', 'trial', 'protocol', 'server'],
	modules: ['node:*', '@sveltejs/kit', 'valibot', '$app']
};

const step = (...types) => ({ element: { types: { anyOf: types } } });
const category = (name) => ({ file: { categories: name } });

function allow(from, { values = [], types = [], modules = [] }) {
	return [
		{ to: step(...values) },
		...(types.length > 0 ? [{ to: step(...types), dependency: { kind: 'type' } }] : []),
		...modules.map((name) => ({ dependency: { source: [name, `${name}/**`] } }))
	].map((allowed) => ({ from, allow: allowed }));
}

export const staircase = {
	settings: {
		'boundaries/root-path': root,
		'boundaries/elements': [
			...Object.keys(stairs).map((type) => ({
				type,
				partialMatch: false,
				pattern: type === 'routes' ? 'src/routes' : `src/lib/${type}`
			})),
			{ type: 'src', partialMatch: false, pattern: 'src' }
		],
		'boundaries/files': [
			{ category: 'version', pattern: 'src/lib/protocol/version.ts' },
			{ category: 'endpoint', pattern: ['src/routes/**/*.server.ts', 'src/routes/**/+server.ts'] },
			{ category: 'process', pattern: 'src/*.ts' }
		],
		'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
		'import/resolver': { [join(root, 'bin/eslint-resolver.cjs')]: {} }
	},
	rule: {
		default: 'disallow',
		checkAllOrigins: true,
		checkUnknownLocals: true,
		message:
			'{{from.element.types}} may not import {{dependency.source}}: eslint.staircase.js says what it may.',
		policies: [
			...Object.entries(stairs).flatMap(([name, below]) => allow(step(name), below)),
			...allow(category('endpoint'), behindTheScreens),
			...allow(category('process'), behindTheScreens),
			{ from: step('client', 'ui', 'routes'), allow: { to: category('version') } },
			{ from: category('endpoint'), disallow: { to: step('client', 'ui') } }
		]
	}
};
