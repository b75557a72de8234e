/** Whole copies of the record, made while it is written, checked before they count. */
import {
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { StoreUnavailable } from '../store/store.ts';
import { asUnavailable } from '../store/trouble.ts';
import { backupsOf, checkSpace, dropLeftovers, recordOf, sizeOf, sync } from './files.ts';
import { fingerprint } from './fingerprint.ts';
import { takeTurn } from './hold.ts';
import { ArchiveRefusal } from './refusal.ts';

const manifest = v.object({
	madeAt: v.number(),
	rooms: v.number(),
	facts: v.number(),
	record: v.string()
});
export type Manifest = v.InferOutput<typeof manifest>;

export interface Backup {
	name: string;
	path: string;
	madeAt: number;
	bytes: number;
	/** What the backup held when it was made; null when nothing says so. */
	manifest: Manifest | null;
}

/** A backup just made, whose content is known. */
type Made = Backup & { manifest: Manifest };

interface Asked {
	/** How many backups stay, this one included. */
	kept: number;
	now?: number;
}

const named = /^pretoire-(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)(\d\d)(?:-avant-restauration)?\.db$/;
const waitForWriter = 5_000;

/** The backups of a data directory, newest first. */
export function listBackups(directory: string): Backup[] {
	const folder = backupsOf(directory);
	if (!existsSync(folder)) return [];
	const names = readdirSync(folder).filter((name) => named.test(name));
	return names
		.map((name) => {
			const path = join(folder, name);
			const read = readManifest(path);
			const { size } = statSync(path);
			return { name, path, bytes: size, manifest: read, madeAt: read?.madeAt ?? dateOf(name) };
		})
		.toSorted((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
}

/** Makes a backup in its turn, and drops the oldest beyond `kept`. */
export async function takeBackup(
	directory: string,
	{ kept, now = Date.now() }: Asked
): Promise<Made> {
	return await inTurn(directory, () => makeBackup(directory, kept, now));
}

/** The same, or null where a backup was made since this moment, by another process perhaps. */
export async function takeBackupUnless(
	directory: string,
	since: number,
	{ kept, now = Date.now() }: Asked
): Promise<Made | null> {
	return await inTurn(directory, () =>
		listBackups(directory).some(({ madeAt }) => madeAt >= since)
			? null
			: makeBackup(directory, kept, now)
	);
}

async function inTurn<Result>(directory: string, act: () => Result): Promise<Result> {
	if (!existsSync(recordOf(directory)))
		throw new ArchiveRefusal(`Il n’y a encore rien à sauvegarder dans « ${directory} ».`);
	const turn = await takeTurn(directory);
	try {
		return act();
	} finally {
		turn.release();
	}
}

function makeBackup(directory: string, kept: number, now: number): Made {
	dropLeftovers(directory);
	const made = copyRecord(directory, nameOf(directory, now), now);
	for (const { path } of listBackups(directory).slice(kept)) dropBackup(path);
	return made;
}

/** Copies the record under this name, in one's turn: beside, checked, on the disk, then renamed. */
export function copyRecord(directory: string, name: string, madeAt: number): Made {
	const path = join(backupsOf(directory), name);
	const part = `${path}.part`;
	checkSpace(directory, sizeOf(recordOf(directory)));
	try {
		// Made here for its mode, which SQLite keeps.
		writeFileSync(part, '', { mode: 0o600 });
		const record = new DatabaseSync(recordOf(directory), {
			readOnly: true,
			timeout: waitForWriter
		});
		try {
			record.prepare('vacuum into ?').run(part);
		} finally {
			record.close();
		}
		return keepBackup(part, path, madeAt);
	} catch (error) {
		rmSync(part, { force: true });
		throw explainFailure(error, directory);
	}
}

/** Checks a copy, writes what it holds, and gives it its name, whatever cuts the power meanwhile. */
export function keepBackup(part: string, path: string, madeAt: number): Made {
	const copy = new DatabaseSync(part, { readOnly: true });
	let held: Manifest;
	try {
		if (!isSound(copy))
			throw new ArchiveRefusal('La copie n’est pas saine : elle n’est pas gardée.');
		held = { madeAt, ...fingerprint(copy) };
	} finally {
		copy.close();
	}
	sync(part);
	// No manifest is better than that of another content.
	rmSync(manifestOf(path), { force: true });
	renameSync(part, path);
	writeFileSync(`${manifestOf(path)}.part`, `${JSON.stringify(held)}\n`, { mode: 0o600 });
	sync(`${manifestOf(path)}.part`);
	renameSync(`${manifestOf(path)}.part`, manifestOf(path));
	sync(dirname(path));
	return { name: basename(path), path, madeAt, bytes: statSync(path).size, manifest: held };
}

export function dropBackup(path: string): void {
	rmSync(path, { force: true });
	rmSync(manifestOf(path), { force: true });
}

/** True for a database without a damaged page, nor a row that leads nowhere. */
export function isSound(connection: DatabaseSync): boolean {
	const [verdict] = connection.prepare('pragma integrity_check(1)').all();
	const astray = connection.prepare('pragma foreign_key_check').all();
	return Object.values(verdict ?? {})[0] === 'ok' && astray.length === 0;
}

/** The name of a backup made now, in local time; of the next second that is free. */
export function nameOf(directory: string, now: number, label = ''): string {
	const two = (n: number) => String(n).padStart(2, '0');
	const at = new Date(now);
	const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
	const hour = two(at.getHours()) + two(at.getMinutes()) + two(at.getSeconds());
	const name = `pretoire-${day}-${hour}${label}.db`;
	const isTaken = existsSync(join(backupsOf(directory), name));
	return isTaken ? nameOf(directory, now + 1000, label) : name;
}

const manifestOf = (path: string): string => path.replace(/\.db$/, '.json');

/** What is said beside a backup of its content, if anything. */
export function readManifest(path: string): Manifest | null {
	try {
		return v.parse(manifest, JSON.parse(readFileSync(manifestOf(path), 'utf8')));
	} catch {
		return null;
	}
}

function dateOf(name: string): number {
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (named.exec(name) ?? [])
		.slice(1)
		.map(Number);
	return new Date(year, month - 1, day, hour, minute, second).getTime();
}

/** The same failure in words of ours where the disk is its cause. */
function explainFailure(error: unknown, directory: string): unknown {
	const known = asUnavailable(error, directory);
	if (!(known instanceof StoreUnavailable)) return error;
	if (known.trouble !== 'full') return known;
	return new ArchiveRefusal(
		`Le disque qui contient « ${directory} » est plein. Libérez de la place, puis recommencez.`,
		{ cause: error }
	);
}
