/** The browser of the tests: the one told, the system's, Playwright's, or one that is installed here. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** The path of a Chromium that is there, or null. */
export function findChromium(): string | null {
	const told = process.env.CHROMIUM_PATH;
	if (told) return existsSync(told) ? told : null;
	return findProgram(names) ?? findPlaywrights();
}

/** Finds a Chromium or installs one; throws what to do when neither works. */
export function provideChromium(tell: (line: string) => void): string {
	const found = findChromium();
	if (found) {
		tell(`Navigateur des tests : ${found}`);
		return found;
	}
	if (process.env.CHROMIUM_PATH)
		throw new Error(`CHROMIUM_PATH ne mène à aucun navigateur : ${process.env.CHROMIUM_PATH}`);
	for (const [program, ...args] of installers()) {
		tell(`Aucun Chromium ici ; on l’installe : ${[program, ...args].join(' ')}`);
		if (spawnSync(program, args, { stdio: 'inherit' }).status !== 0) break;
	}
	const installed = findChromium();
	if (!installed)
		throw new Error(
			'Aucun navigateur pour les tests. Installez Chromium (sur Debian : apt-get install chromium), ou donnez son chemin : CHROMIUM_PATH=… npm test'
		);
	tell(`Navigateur des tests : ${installed}`);
	return installed;
}

function installers(): [string, ...string[]][] {
	if (process.getuid?.() === 0 && findProgram(['apt-get'])) {
		return [
			['apt-get', 'update'],
			['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium']
		];
	}
	const playwright = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js');
	return [[process.execPath, playwright, 'install', 'chromium']];
}

function findProgram(programs: readonly string[]): string | null {
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	const paths = programs.flatMap((name) => folders.map((folder) => join(folder, name)));
	return paths.find(isRunnable) ?? null;
}

function findPlaywrights(): string | null {
	const path = chromium.executablePath();
	return path && isRunnable(path) ? path : null;
}

function isRunnable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
