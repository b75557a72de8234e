/** What this machine says of itself: versions, disk, backups. */
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listBackups } from '../../src/lib/server/archive/backup.ts';
import { recordOf } from '../../src/lib/server/archive/files.ts';
import { isOutdated } from '../../src/lib/server/store/database.ts';
import { explain } from '../../src/lib/server/store/trouble.ts';
import { failure, good, tellTime, warning, type Finding } from './finding.ts';

const nodeFloor = [24, 21] as const;
const hour = 3_600_000;
const installAgain =
	'Lancez npm ci, puis passez par npm (npm start), qui choisit la bonne version.';

/** Node and the SQLite it carries. */
export function judgeVersions({ node, sqlite }: { node: string; sqlite?: string }): Finding[] {
	const [major = 0, minor = 0] = node.split('.').map(Number);
	const isOld = major < nodeFloor[0] || (major === nodeFloor[0] && minor < nodeFloor[1]);
	return [
		isOld
			? failure('Node', `${node}, il faut ${nodeFloor.join('.')} ou plus`, installAgain)
			: good('Node', node),
		isOutdated(sqlite)
			? failure(
					'SQLite',
					`${sqlite ?? 'absent'}, qui peut abîmer ses fichiers ; il faut 3.51.3 ou plus`,
					installAgain
				)
			: good('SQLite', sqlite ?? '')
	];
}

// statfs(2), Linux: what a file system says of itself.
const networkSystems: Readonly<Record<number, string>> = {
	0x6969: 'NFS',
	0x517b: 'SMB',
	0xff534d42: 'CIFS',
	0xfe534d42: 'SMB 2',
	0x5346414f: 'AFS',
	0x564c: 'NCP',
	0x73757245: 'Coda',
	0xc36400: 'Ceph',
	0x1021997: '9P',
	0x65735546: 'FUSE (sshfs, Google Drive…)'
};

export interface Disk {
	/** Bytes free to this account. */
	free: number;
	system: number;
}

/** The free space, and where the data lie: SQLite cannot promise anything over a network. */
export function judgeDisk({ free, system }: Disk, directory: string): Finding[] {
	const remedy = `Libérez de la place sur le disque qui contient « ${directory} » : plein, il arrête l’enregistrement.`;
	const told = `${(free / 1e9).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Go libres`;
	const network = process.platform === 'linux' ? networkSystems[system >>> 0] : undefined;
	return [
		free < 200e6
			? failure('Disque', told, remedy)
			: free < 1e9
				? warning('Disque', told, remedy)
				: good('Disque', told),
		network
			? failure(
					'Dossier des données',
					`sur un disque du réseau (${network})`,
					'SQLite n’y tient pas ses promesses : choisissez un dossier d’un disque de cette machine avec PRETOIRE_DATA_DIR.'
				)
			: good(
					'Dossier des données',
					process.platform === 'linux'
						? 'sur un disque de cette machine'
						: 'nature du disque non lue'
				)
	];
}

/** The disk of the data directory, measured where it is or will be. */
export function examineDisk(directory: string): Finding[] {
	const place = nearest(directory);
	const { bavail, bsize, type } = statfsSync(place);
	return [
		tryWriting(directory, place),
		...judgeDisk({ free: bavail * bsize, system: type }, directory)
	];
}

function tryWriting(directory: string, place: string): Finding {
	const file = join(place, `.essai-${process.pid}`);
	try {
		writeFileSync(file, 'essai', { flag: 'wx', mode: 0o600 });
		rmSync(file);
		return good('Écriture', directory);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'inconnu';
		const trouble = code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'readonly';
		return failure('Écriture', `impossible (${code})`, explain(trouble, directory));
	}
}

function nearest(path: string): string {
	return existsSync(path) || path === dirname(path) ? path : nearest(dirname(path));
}

/** The age of the newest backup. */
export function examineBackups(directory: string, now: number): Finding {
	const check = 'Dernière sauvegarde';
	const remedy =
		'Faites-en une : npm run pretoire -- sauvegarder. Celle de chaque nuit se règle par PRETOIRE_NIGHTLY_BACKUP.';
	if (!existsSync(recordOf(directory))) return good(check, 'rien à sauvegarder encore');
	const [newest] = listBackups(directory);
	if (!newest) return warning(check, 'aucune', remedy);
	const age = now - newest.madeAt;
	const told = `il y a ${tellTime(age)}`;
	if (age > 8 * 24 * hour) return failure(check, told, remedy);
	return age > 36 * hour ? warning(check, told, remedy) : good(check, told);
}
