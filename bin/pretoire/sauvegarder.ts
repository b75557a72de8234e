import { takeBackup } from '../../src/lib/server/archive/backup.ts';
import { answer, count, inMegabytes, readArguments } from './command.ts';

/** Makes a backup, whether the server runs or not. */
export async function run(args: string[]): Promise<number> {
	const asked = readArguments(args, {});
	if (!asked) return 2;
	return await answer(asked.values.json, async ({ backupsKept }, directory) => {
		const made = await takeBackup(directory, { kept: backupsKept });
		const { path, bytes, manifest: held } = made;
		const holds = `${count(held.rooms, 'audience', 'audiences')}, ${count(held.facts, 'fait', 'faits')}, ${inMegabytes(bytes)}`;
		return {
			lines: [
				`Sauvegarde faite et vérifiée : ${path}`,
				`${holds}. ${count(backupsKept, 'sauvegarde est gardée', 'sauvegardes sont gardées')} au plus.`,
				'Elle est sur le même disque que les données : copiez-la ailleurs de temps en temps.'
			],
			data: { path, bytes, ...held }
		};
	});
}
