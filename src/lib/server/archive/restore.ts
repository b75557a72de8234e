/** Puts a backup in the place of the present data, which are kept: all of it, or nothing is changed. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../store/database.ts';
import { markName } from '../store/mark.ts';
import { StoreUnavailable } from '../store/store.ts';
import { asUnavailable } from '../store/trouble.ts';
import { copyRecord, isSound, nameOf, readManifest } from './backup.ts';
import { listExtras } from './extras.ts';
import { backupsOf, checkSpace, dropLeftovers, recordOf, sidesOf, sizeOf, sync } from './files.ts';
import { fingerprint, replay, type Fingerprint } from './fingerprint.ts';
import { holdDataAlone, takeTurn } from './hold.ts';
import { ArchiveRefusal } from './refusal.ts';

export interface Restored extends Fingerprint {
	/** The hash of every trial replayed, the same before and after. */
	states: string;
	/** Where the data that were there are kept; null where there were none. */
	restorePoint: string | null;
}

interface Options {
	now?: number;
	/** Tests only: what happens once the backup is in its place, before it is read again. */
	afterSwap?: () => void;
}

/** Restores the backup of this path, or refuses with the present data as they were. */
export async function restoreBackup(
	directory: string,
	chosen: string,
	{ now = Date.now(), afterSwap }: Options = {}
): Promise<Restored> {
	const alone = holdDataAlone(directory);
	if (!alone)
		throw new ArchiveRefusal(
			`Prétoire est ouvert sur « ${directory} » : une restauration changerait l’audience sous les yeux de la classe. Arrêtez-le (Ctrl + C), puis recommencez.`
		);
	try {
		const turn = await takeTurn(directory);
		try {
			dropLeftovers(directory);
			const wanted = await stage(directory, chosen);
			const point = setAside(directory, now);
			try {
				swap(stagedIn(directory), directory);
				afterSwap?.();
				const found = await readBack(directory);
				if (found.record !== wanted.record || found.states !== wanted.states)
					throw new Error('what was restored does not replay as the backup did');
			} catch (error) {
				point?.rollBack();
				throw new ArchiveRefusal(
					'La restauration a échoué : les données sont de nouveau celles d’avant.',
					{ cause: error }
				);
			}
			return { ...wanted, restorePoint: point?.path ?? null };
		} finally {
			dropLeftovers(directory);
			turn.release();
		}
	} finally {
		alone.release();
	}
}

const stagedIn = (directory: string): string => join(directory, 'restauration');

/** Copies the backup, brings it to the present schema and replays every trial, away from the data. */
async function stage(directory: string, chosen: string): Promise<Omit<Restored, 'restorePoint'>> {
	if (!existsSync(chosen) || !statSync(chosen).isFile())
		throw new ArchiveRefusal(`« ${chosen} » n’existe pas, ou n’est pas un fichier.`);
	checkSpace(directory, 2 * sizeOf(chosen) + sizeOf(recordOf(directory)));
	const place = stagedIn(directory);
	mkdirSync(place, { recursive: true, mode: 0o700 });
	const copy = recordOf(place);
	copyFileSync(chosen, copy);
	// A folder copied by hand has its last facts in there.
	if (existsSync(`${chosen}-wal`)) copyFileSync(`${chosen}-wal`, `${copy}-wal`);
	try {
		const manifest = readManifest(chosen);
		const read = new DatabaseSync(copy);
		try {
			read.exec('pragma trusted_schema = off');
			// Before anything is written to it: a trigger would act.
			const [extra] = await listExtras(read, place);
			if (extra !== undefined) throw new ArchiveRefusal(strange(chosen, extra));
			if (!isSound(read)) throw new ArchiveRefusal(damaged(chosen));
			// Read even without a manifest: an empty file is a sound database, and no backup.
			const { record } = fingerprint(read);
			if (manifest && manifest.record !== record) throw new ArchiveRefusal(damaged(chosen));
		} finally {
			read.close();
		}
		return await readBack(place);
	} catch (error) {
		throw explainChoice(error, chosen);
	}
}

/** What the database of a directory tells, opened as the server will. */
async function readBack(directory: string): Promise<Omit<Restored, 'restorePoint'>> {
	const { connection, close } = await openDatabase(directory);
	try {
		return { ...fingerprint(connection), states: replay(connection) };
	} finally {
		close();
	}
}

interface RestorePoint {
	path: string;
	rollBack(): void;
}

/** Keeps the present data: as a backup, or file by file where they cannot be read any more. */
function setAside(directory: string, now: number): RestorePoint | null {
	if (!existsSync(recordOf(directory))) return null;
	const name = nameOf(directory, now, '-avant-restauration');
	try {
		const { path } = copyRecord(directory, name, now);
		return { path, rollBack: () => putBack(directory, [[path, recordOf(directory)]]) };
	} catch {
		return setAsideRaw(directory, name);
	}
}

function setAsideRaw(directory: string, name: string): RestorePoint {
	const path = join(backupsOf(directory), name.replace('pretoire-', 'abime-').replace('.db', ''));
	const kept = ['pretoire.db', 'pretoire.db-wal', markName]
		.filter((file) => existsSync(join(directory, file)))
		.map((file): [string, string] => [join(path, file), join(directory, file)]);
	mkdirSync(path, { mode: 0o700 });
	for (const [copy, file] of kept) copyAndSync(file, copy);
	for (const folder of [path, backupsOf(directory)]) sync(folder);
	return { path, rollBack: () => putBack(directory, kept) };
}

function putBack(directory: string, copies: readonly [copy: string, file: string][]): void {
	dropBesides(directory);
	for (const [copy, file] of copies) {
		const part = join(stagedIn(directory), basename(file));
		copyAndSync(copy, part);
		renameSync(part, file);
	}
	sync(directory);
}

/** The backup takes the name of the record in one step: a power cut leaves one or the other, whole. */
function swap(place: string, directory: string): void {
	const staged = recordOf(place);
	sync(staged);
	emptyLog(recordOf(directory));
	dropBesides(directory);
	renameSync(staged, recordOf(directory));
	sync(directory);
}

/** A log that stays would be replayed over whatever takes its database's name. */
function dropBesides(directory: string): void {
	const mark = join(directory, markName);
	for (const path of [...sidesOf(recordOf(directory)), mark]) rmSync(path, { force: true });
}

/** Moves what the log holds into the database, so that the log may go before its database does. */
function emptyLog(record: string): void {
	if (!existsSync(record)) return;
	try {
		const connection = new DatabaseSync(record);
		connection.exec('pragma wal_checkpoint(truncate)');
		connection.close();
	} catch {
		// A damaged database: its log is kept beside its copy.
	}
}

function copyAndSync(from: string, to: string): void {
	copyFileSync(from, to);
	sync(to);
}

const damaged = (chosen: string): string =>
	`« ${chosen} » est abîmé : il n’est pas restauré, et rien n’a été changé. Choisissez une autre sauvegarde.`;

const strange = (chosen: string, extra: string): string =>
	`« ${chosen} » contient autre chose que ce que Prétoire y met (${extra.slice(0, 80)}) : quelqu’un l’a modifié. Il n’est pas restauré, et rien n’a été changé. Choisissez une autre sauvegarde.`;

function explainChoice(error: unknown, chosen: string): ArchiveRefusal {
	if (error instanceof ArchiveRefusal) return error;
	const known = asUnavailable(error, chosen);
	const trouble = known instanceof StoreUnavailable ? known.trouble : null;
	if (trouble === 'newer')
		return new ArchiveRefusal(
			`« ${chosen} » vient d’une version plus récente de Prétoire. Installez cette version, puis recommencez. Rien n’a été changé.`,
			{ cause: error }
		);
	if (trouble === 'full' || trouble === 'readonly')
		return new ArchiveRefusal(
			`Impossible de copier « ${chosen} » : le disque est plein ou le dossier interdit. Rien n’a été changé.`,
			{ cause: error }
		);
	return new ArchiveRefusal(damaged(chosen), { cause: error });
}
