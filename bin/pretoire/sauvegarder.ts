import { takeBackup } from '../../src/lib/server/archive/backup.ts';
import { ArchiveRefusal } from '../../src/lib/server/archive/refusal.ts';
import { StoreUnavailable } from '../../src/lib/server/store/store.ts';
import { asUnavailable } from '../../src/lib/server/store/trouble.ts';
import { answer, count, inMegabytes, readArguments } from './command.ts';

/** Makes a backup, whether the server runs or not. */
export async function run(args: string[]): Promise<number> {
	const asked = readArguments(args, {});
	return await answer(asked.values.json, async ({ backupsKept }, directory) => {
		const made = await takeBackup(directory, { kept: backupsKept }).catch((error: unknown) => {
			throw explainNone(error, directory);
		});
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

/** The same failure, that says first what was asked and is not done. */
function explainNone(error: unknown, directory: string): unknown {
	const known = asUnavailable(error, directory);
	const isFull = known instanceof StoreUnavailable && known.trouble === 'full';
	const why = isFull
		? `Le disque qui contient « ${directory} » est plein. Libérez de la place, puis recommencez.`
		: known instanceof StoreUnavailable || known instanceof ArchiveRefusal
			? known.message
			: null;
	if (why === null) return known;
	const cause = known instanceof ArchiveRefusal ? known.cause : known;
	return new ArchiveRefusal(`Aucune sauvegarde n’a été faite. ${why}`, { cause });
}
