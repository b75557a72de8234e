/** The thread of a night: erases what is due, then makes the backup, beside the thread that records. */
import { parentPort, workerData } from 'node:worker_threads';
import { listBackups, takeBackupUnless } from './backup.ts';
import { purge } from './purge.ts';

export interface Night {
	directory: string;
	nightlyBackup: boolean;
	backupsKept: number;
	/** 0: nothing is erased. */
	retentionDays: number;
	/** The hour since which a backup counts as this night's. */
	since: number;
}

export interface NightDone {
	backup: boolean;
	/** How many rooms were. */
	erased: number;
}

const halfDay = 12 * 3600 * 1000;

/** Does the work of one night; nothing is erased on the word of a clock that no earlier backup confirms. */
export async function doNight(night: Night, now = Date.now()): Promise<NightDone> {
	const { directory, nightlyBackup, backupsKept, retentionDays, since } = night;
	const erased =
		retentionDays > 0 && (!nightlyBackup || isConfirmed(directory, now))
			? (await purge(directory, { days: retentionDays, now })).rooms.length
			: 0;
	const made = nightlyBackup
		? await takeBackupUnless(directory, since, { kept: backupsKept, now })
		: null;
	return { backup: made !== null, erased };
}

/** True when a backup of another day, not two weeks old, was made: a clock that has just jumped has none. */
function isConfirmed(directory: string, now: number): boolean {
	return listBackups(directory).some(({ madeAt }) => {
		const age = now - madeAt;
		return age > halfDay && age < 28 * halfDay;
	});
}

if (parentPort) parentPort.postMessage(await doNight(workerData as Night));
