import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { courtroomInDev } from './bin/vite-courtroom.ts';

interface Graph {
	getModuleInfo(id: string): { importers: readonly string[] } | null;
}

const doors = /routes\/(salle\/\[code\]\/\+page|\+error|\+layout)\.svelte$/;
const known = new Map<string, boolean>();

/** True for what a tablet needs at once: what its page imports, directly or through others. */
function isOnTablet(id: string, graph: Graph): boolean {
	const found = known.get(id);
	if (found !== undefined) return found;
	known.set(id, doors.test(id));
	const importers = graph.getModuleInfo(id)?.importers ?? [];
	const answer = doors.test(id) || importers.some((it) => isOnTablet(it, graph));
	known.set(id, answer);
	return answer;
}

const forTablets = (name: string) => (id: string, graph: Graph) =>
	isOnTablet(id, graph) ? name : null;

/**
 * What a tablet shares with other pages travels in three files rather than in thirty: old tablets pay by the
 * request. What it does not need stays out of them: they also pay by the byte.
 */
const groups = [
	{
		name: 'svelte',
		test: /node_modules\/(svelte|@sveltejs|esm-env|clsx|devalue)\/(?!src\/reactivity|.*app\/forms)|preload-helper/
	},
	{ name: forTablets('kit'), test: /src\/lib\/ui\/kit|@lucide/, minShareCount: 2 },
	{ name: forTablets('salle'), test: /src\/lib|socket\.io|engine\.io/, minShareCount: 2 }
];

export default defineConfig(({ isSsrBuild }) => ({
	plugins: [sveltekit(), courtroomInDev()],
	build: {
		target: ['safari15.6', 'chrome109'],
		// The names of scripts to fetch ahead weighed more than what they spare: a page's own are already in its head.
		modulePreload: { resolveDependencies: (_, files) => files.filter((it) => it.endsWith('.css')) },
		...(!isSsrBuild && { rolldownOptions: { output: { codeSplitting: { groups } } } })
	}
}));
