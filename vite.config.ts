import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { courtroomInDev } from './bin/vite-courtroom.ts';

export default defineConfig({
	plugins: [sveltekit(), courtroomInDev()],
	build: { target: ['safari15.6', 'chrome109'] }
});
