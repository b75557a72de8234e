import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import { staircase } from './eslint.staircase.js';

const noBarrel = {
	selector: 'ExportAllDeclaration',
	message: 'No barrels: import from the file that holds the word.'
};
const noEnum = {
	selector: 'TSEnumDeclaration',
	message: 'No enums: Node runs these sources as they are. Write a union or `as const`.'
};
const noRandomUUID = {
	selector: 'MemberExpression[property.name="randomUUID"]',
	message:
		'A plain-http LAN has no secure context: crypto.getRandomValues works there, this does not.'
};

export default defineConfig(
	globalIgnores(['build/', '.svelte-kit/', 'data/', 'test-results/', 'docs/', 'static/']),
	{
		files: ['**/*.{js,cjs,ts,svelte}'],
		plugins: { '@typescript-eslint': ts.plugin },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true }],
			'@typescript-eslint/prefer-ts-expect-error': 'error',
			eqeqeq: ['error', 'smart'],
			'max-lines': ['error', { max: 250 }],
			'no-async-promise-executor': 'error',
			'no-constant-binary-expression': 'error',
			'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
			'no-eval': 'error',
			'no-fallthrough': 'error',
			'no-implied-eval': 'error',
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{ name: 'adm-zip', message: 'Known to hang and to write outside its folder.' },
						{ name: 'xlsx', message: 'Known flaws, no longer published where they are mended.' },
						{ name: 'extract-zip', message: 'Known to write outside its folder.' },
						{ name: 'uuid', message: 'node:crypto draws what is needed.' }
					]
				}
			],
			'no-restricted-properties': [
				'error',
				{ object: 'sql', property: 'raw', message: 'Injection: pass values as parameters.' },
				{ object: 'sql', property: 'lit', message: 'Injection: pass values as parameters.' }
			],
			'no-restricted-syntax': ['error', noBarrel, noEnum],
			'no-self-assign': 'error',
			'no-unsafe-finally': 'error',
			'no-var': 'error',
			'prefer-const': 'error'
		}
	},
	{ files: ['**/*.ts'], languageOptions: { parser: ts.parser } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		extends: [svelte.configs.recommended],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: {
			// Addresses are typed by hand here: no base path, no locale.
			'svelte/no-navigation-without-resolve': 'off',
			// A Map made and dropped inside a $derived needs no reactivity of its own.
			'svelte/prefer-svelte-reactivity': 'off',
			// `let { html } = $props()`: the rune, not the binding, is what moves.
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { destructuring: 'all' }]
		}
	},
	{
		files: ['src/**'],
		plugins: { boundaries },
		settings: staircase.settings,
		rules: {
			'boundaries/dependencies': ['error', staircase.rule],
			'boundaries/no-unknown-files': 'error',
			'no-console': 'error'
		}
	},
	{
		files: ['src/lib/{client,ui}/**', 'src/routes/**'],
		rules: { 'no-restricted-syntax': ['error', noBarrel, noEnum, noRandomUUID] }
	},
	// Read by the Node of the machine, however old.
	{ files: ['**/*.cjs'], languageOptions: { ecmaVersion: 2022, sourceType: 'commonjs' } }
);
