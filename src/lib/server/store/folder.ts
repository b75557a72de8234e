import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder for its owner alone, and those above it; gives the first one made. Not Node's `recursive`, which never
 * ends where a folder that exists takes no other (`/proc`).
 */
export function makeFolder(path: string): string | undefined {
	if (existsSync(path) && statSync(path).isDirectory()) return undefined;
	const above = dirname(path);
	const first = above === path ? undefined : makeFolder(above);
	try {
		mkdirSync(path, { mode: 0o700 });
	} catch (error) {
		// Another process made it meanwhile.
		if (existsSync(path) && statSync(path).isDirectory()) return first;
		throw error;
	}
	return first ?? path;
}
