import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// A page without scripts (/aide) gets no nonce from kit: app.html's own script is allowed by its hash as well.
const shell = readFileSync(new URL('src/app.html', import.meta.url), 'utf8');
const [, comfort = ''] = /<script[^>]*>([^]*?)<\/script>/.exec(shell) ?? [];
const hash = createHash('sha256').update(comfort).digest('base64');

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		// `npm start` builds beside the served build, then swaps: see bin/start.ts.
		adapter: adapter({ out: process.env.BUILD_DIR ?? 'build/manual' }),
		// The process answers for every request that changes something: see src/lib/server/door/origin.ts.
		csrf: { trustedOrigins: ['*'] },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self', `sha256-${hash}`],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
				'img-src': ['self', 'data:'],
				'object-src': ['none'],
				// kit's #svelte-announcer carries a style attribute; this is its hash.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=']
			}
		},
		// The small style sheets travel in the page: a tablet's first screen takes fifteen requests at most.
		inlineStyleThreshold: 20_000,
		version: { pollInterval: 0 }
	}
};
