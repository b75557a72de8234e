import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listBackups } from '../../src/lib/server/archive/backup.ts';
import { backupsOf } from '../../src/lib/server/archive/files.ts';
import { restoreBackup } from '../../src/lib/server/archive/restore.ts';
import { answer, atHour, count, inMegabytes, readArguments, type Said } from './command.ts';

/** Lists the backups, or puts one in the place of the data. */
export async function run(args: string[]): Promise<number> {
	const asked = readArguments(args, {}, 1);
	const [chosen] = asked.positionals;
	return await answer(asked.values.json, async (_, directory) =>
		chosen === undefined ? list(directory) : await restore(directory, chosen)
	);
}

function list(directory: string): Said {
	const backups = listBackups(directory);
	const lines = backups.map(({ name, madeAt, bytes, manifest }) => {
		const held = manifest
			? `${count(manifest.rooms, 'audience', 'audiences')}, ${count(manifest.facts, 'fait', 'faits')}`
			: 'contenu non décrit';
		return `${name}  ${atHour(madeAt)}, ${held}, ${inMegabytes(bytes)}`;
	});
	const remedy =
		backups.length > 0
			? 'Pour en remettre une : arrêtez Prétoire, puis npm run pretoire -- restaurer <fichier>'
			: `Aucune sauvegarde dans « ${backupsOf(directory)} ». Pour en faire une : npm run pretoire -- sauvegarder`;
	return {
		lines: [...lines, remedy],
		data: { backups: backups.map(({ manifest, ...backup }) => ({ ...backup, ...manifest })) }
	};
}

async function restore(directory: string, chosen: string): Promise<Said> {
	// By its name as listed, or by its path.
	const known = join(backupsOf(directory), chosen);
	const path = existsSync(known) ? known : resolve(process.env.INIT_CWD ?? '', chosen);
	const restored = await restoreBackup(directory, path);
	const { rooms, facts, restorePoint } = restored;
	return {
		lines: [
			`Restaurée : ${path}`,
			`${count(rooms, 'audience rejouée', 'audiences rejouées')}, ${count(facts, 'fait', 'faits')} : le même registre qu’au jour de la sauvegarde.`,
			...(restorePoint ? [`Les données d’avant sont gardées ici : ${restorePoint}`] : [])
		],
		data: { restored: path, ...restored }
	};
}
