import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	// Compiles the runes of *.svelte.ts; the tests of whole pages are in tests/browser.
	plugins: [svelte()],
	resolve: { alias: { $lib: `${import.meta.dirname}/src/lib` } },
	test: {
		environment: 'node',
		include: ['tests/**/*.spec.ts'],
		exclude: ['tests/browser/**'],
		maxWorkers: 2,
		// A school's machine is slow, and a test of the process starts several.
		testTimeout: 60_000,
		hookTimeout: 60_000
	}
});
