/** The files of a data directory, and how they are kept through a power cut. */
import {
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	readdirSync,
	rmSync,
	statfsSync,
	statSync
} from 'node:fs';
import { join } from 'node:path';
import { ArchiveRefusal } from './refusal.ts';

const megabyte = 1024 * 1024;
/** Left free for the hearings, whatever is copied. */
const reserve = 64 * megabyte;

export const recordOf = (directory: string): string => join(directory, 'pretoire.db');
export const backupsOf = (directory: string): string => join(directory, 'sauvegardes');

/** What lies beside a database and says something of that one alone. */
export const sidesOf = (file: string): string[] =>
	['-wal', '-shm', '-journal'].map((end) => file + end);

/** Waits until a file, or the entries of a folder, are on the disk. */
export function sync(path: string): void {
	if (process.platform === 'win32' && statSync(path).isDirectory()) return;
	const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
	fsyncSync(handle);
	closeSync(handle);
}

/** Removes what a backup, a purge or a restoration that was cut short left behind. */
export function dropLeftovers(directory: string): void {
	const drop = (path: string) => rmSync(path, { recursive: true, force: true });
	drop(join(directory, 'restauration'));
	const backups = backupsOf(directory);
	for (const name of readdirSync(backups))
		if (/\.part(-\w+)?$/.test(name)) drop(join(backups, name));
}

/** Refuses a copy that would leave the hearings no room to be recorded. */
export function checkSpace(directory: string, bytes: number): void {
	const { bavail, bsize } = statfsSync(directory);
	const missing = bytes + reserve - bavail * bsize;
	if (missing <= 0) return;
	throw new ArchiveRefusal(
		`Il n’y a pas assez de place sur le disque qui contient « ${directory} » : libérez ${Math.ceil(missing / megabyte)} Mo, puis recommencez. Rien n’a été changé.`
	);
}

/** The bytes of a database and of its write-ahead log. */
export function sizeOf(file: string): number {
	return [file, `${file}-wal`].reduce(
		(sum, path) => sum + (existsSync(path) ? statSync(path).size : 0),
		0
	);
}
