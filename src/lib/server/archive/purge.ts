/** Erases the rooms whose time is over, from the record and from every backup of it. */
import {
	copyFileSync,
	existsSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { sweepNotes } from '../notes/sweep.ts';
import { openDatabase } from '../store/database.ts';
import { troubleOf } from '../store/trouble.ts';
import { dropBackup, keepBackup, listBackups } from './backup.ts';
import {
	eraseRoom,
	leastPatience,
	limitOf,
	listRooms,
	sortRooms,
	type Deadline,
	type Dated
} from './expiry.ts';
import { backupsOf, dropLeftovers, recordOf } from './files.ts';
import { takeTurn } from './hold.ts';
import { ArchiveRefusal } from './refusal.ts';

export interface PurgePlan {
	rooms: readonly Dated[];
	/** Old enough, but never closed and touched too lately: they stay, in the backups too. */
	spared: readonly Dated[];
	/** The backups that hold rooms to erase, by name. */
	backups: readonly string[];
	/** The copies that cannot be read, hence not erased in part, and are as old as the rooms: dropped whole. */
	unreadable: readonly string[];
	/** An earlier purge was cut short: what it deleted is still to be blanked. */
	unfinished: boolean;
}

/** What a purge would erase, without changing anything. */
export const planPurge = (directory: string, deadline: Deadline): PurgePlan =>
	planOf(directory, readScope(directory, deadline));

/** What the record says of its rooms, which no older copy of it may gainsay. */
interface Scope {
	rooms: readonly Dated[];
	spared: readonly Dated[];
	erased: ReadonlySet<string>;
	alive: ReadonlySet<string>;
	deadline: Deadline;
}

function readScope(directory: string, deadline: Deadline): Scope {
	const file = recordOf(directory);
	const all = existsSync(file) ? reading(file, listRooms) : [];
	const { expired: rooms, spared } = sortRooms(all, deadline);
	const erased = new Set(rooms.map(({ trial }) => trial));
	const alive = new Set(all.map(({ trial }) => trial).filter((trial) => !erased.has(trial)));
	return { rooms, spared, erased, alive, deadline };
}

function planOf(directory: string, scope: Scope): PurgePlan {
	const { rooms, spared, deadline } = scope;
	const backups: string[] = [];
	const unreadable = listSetAside(directory, deadline);
	for (const { name, path } of listBackups(directory)) {
		try {
			if (reading(path, (backup) => listToErase(backup, scope)).length > 0) backups.push(name);
		} catch (error) {
			if (!isUnreadable(error)) throw error;
			unreadable.push(name);
		}
	}
	return { rooms, spared, backups, unreadable, unfinished: existsSync(unfinishedOf(directory)) };
}

/** Erases what the plan of this moment says, backups first: cut short, the next purge finds the rest. */
export async function purge(directory: string, deadline: Deadline): Promise<PurgePlan> {
	const turn = await takeTurn(directory);
	try {
		const scope = readScope(directory, deadline);
		const plan = planOf(directory, scope);
		const trials = [...scope.erased];
		dropLeftovers(directory);
		for (const { name, path, madeAt } of listBackups(directory))
			if (plan.backups.includes(name)) rewriteBackup(path, madeAt, scope);
		for (const name of plan.unreadable) {
			const path = join(backupsOf(directory), name);
			if (name.endsWith('.db')) dropBackup(path);
			else rmSync(path, { recursive: true, force: true });
		}
		const unfinished = unfinishedOf(directory);
		// Those that an earlier purge, cut short, took out of the record and maybe not out of the notebooks.
		const before = existsSync(unfinished) ? readFileSync(unfinished, 'utf8').split('\n') : [];
		const named = [...new Set([...before, ...trials])].filter(Boolean);
		if (trials.length > 0) writeFileSync(unfinished, named.join('\n'), { mode: 0o600 });
		if (existsSync(unfinished)) await eraseFromRecord(directory, trials, deadline);
		const left = named.length > 0 ? reading(recordOf(directory), listRooms) : [];
		const erased = named.filter((name) => !left.some(({ trial }) => trial === name));
		await sweepNotes(directory, deadline.now, erased);
		rmSync(unfinished, { force: true });
		return plan;
	} finally {
		turn.release();
	}
}

const unfinishedOf = (directory: string): string =>
	join(backupsOf(directory), 'effacement-en-cours');

async function eraseFromRecord(
	directory: string,
	trials: readonly string[],
	deadline: Deadline
): Promise<void> {
	const { db, connection, close } = await openDatabase(directory);
	try {
		connection.exec('pragma temp_store = memory');
		await db.transaction().execute(async () => {
			// Read again: somebody may have come back since.
			for (const { trial } of sortRooms(listRooms(connection), deadline).expired)
				if (trials.includes(trial)) eraseRoom(connection, trial);
		});
		// secure_delete blanks what is deleted, not what was moved within a page: everything is written anew.
		connection.exec('vacuum');
		await emptyLog(connection);
	} finally {
		close();
	}
}

/** Until no reader holds the log: what was erased is still in there. */
async function emptyLog(connection: DatabaseSync): Promise<void> {
	for (const start = Date.now(); Date.now() - start < 20_000; await pause(200)) {
		const [answer] = connection.prepare('pragma wal_checkpoint(truncate)').all();
		if (answer?.busy === 0) return;
	}
	throw new ArchiveRefusal(
		'L’effacement n’est pas fini : un autre programme lit le registre. Recommencez dans un moment.'
	);
}

/** Writes a backup anew without the rooms to erase. */
function rewriteBackup(path: string, madeAt: number, scope: Scope): void {
	const part = `${path}.part`;
	copyFileSync(path, part);
	const backup = new DatabaseSync(part);
	try {
		for (const setting of ['secure_delete = 1', 'journal_mode = memory', 'temp_store = memory'])
			backup.exec(`pragma ${setting}`);
		for (const trial of listToErase(backup, scope)) eraseRoom(backup, trial);
		backup.exec('vacuum');
	} finally {
		backup.close();
	}
	keepBackup(part, path, madeAt);
}

/** What a backup holds of these rooms, and of those that are over by its own account and gone from the record. */
function listToErase(backup: DatabaseSync, { erased, alive, deadline }: Scope): string[] {
	const rooms = listRooms(backup);
	const expired = new Set(sortRooms(rooms, deadline).expired);
	return rooms
		.filter((room) => erased.has(room.trial) || (expired.has(room) && !alive.has(room.trial)))
		.map(({ trial }) => trial);
}

/** What a restoration set aside because it could not be read: kept as long as a room, whose last gestures it may hold. */
function listSetAside(directory: string, { days, now }: Deadline): string[] {
	const folder = backupsOf(directory);
	const limit = limitOf({ days: Math.max(days, leastPatience), now });
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.startsWith('abime-'))
		.filter((name) => statSync(join(folder, name)).mtimeMs < limit);
}

function reading<Found>(file: string, read: (record: DatabaseSync) => Found): Found {
	const record = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
	try {
		return read(record);
	} finally {
		record.close();
	}
}

/** Damaged, or no database at all. */
const isUnreadable = (error: unknown): boolean => troubleOf(error) === 'damaged';
