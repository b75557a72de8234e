/** Locks between processes, on an empty file: the system frees them by itself when their process dies. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '../store/folder.ts';
import { asUnavailable, troubleOf } from '../store/trouble.ts';
import { ArchiveRefusal } from './refusal.ts';

export interface Hold {
	/** Once is enough. */
	release(): void;
}

/** Says that a server serves these data, or refuses while they are being restored. */
export function holdData(directory: string): Hold {
	const hold = take(join(directory, 'pretoire.lock'), 'shared');
	if (hold) return hold;
	throw new ArchiveRefusal(
		`Une restauration est en cours dans « ${directory} ». Attendez qu’elle finisse, puis relancez.`
	);
}

/** The data for oneself alone, or null while a server serves them. */
export function holdDataAlone(directory: string): Hold | null {
	return take(join(directory, 'pretoire.lock'), 'alone');
}

/** One backup, purge or restoration at a time: waits for its turn, then refuses. */
export async function takeTurn(directory: string, patience = 30_000): Promise<Hold> {
	for (const start = Date.now(); ; await pause(100)) {
		const hold = take(join(directory, 'sauvegardes', 'sauvegardes.lock'), 'alone');
		if (hold) return hold;
		if (Date.now() - start < patience) continue;
		throw new ArchiveRefusal(
			'Une sauvegarde ou un effacement est déjà en cours. Attendez qu’il finisse, puis recommencez.'
		);
	}
}

function take(file: string, how: 'shared' | 'alone'): Hold | null {
	let lock: DatabaseSync | null = null;
	try {
		makeFolder(dirname(file));
		// Never opened where it exists: closing a file drops the locks that this process has on it.
		if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
		lock = new DatabaseSync(file, { timeout: 0 });
		const opened = lock;
		opened.exec(how === 'alone' ? 'begin exclusive' : 'begin');
		// A transaction takes its lock with its first reading.
		opened.prepare('select count(*) from sqlite_schema').get();
		return { release: () => opened.isOpen && opened.close() };
	} catch (error) {
		lock?.close();
		if (troubleOf(error) === 'busy') return null;
		throw asUnavailable(error, dirname(file));
	}
}
