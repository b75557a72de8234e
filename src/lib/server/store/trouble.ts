import { markName } from './mark.ts';
import { StoreUnavailable, type Trouble } from './store.ts';

// Primary result codes, https://sqlite.org/rescode.html
const troubleOfSqlite: Readonly<Record<number, Trouble>> = {
	5: 'busy',
	6: 'busy',
	7: 'io',
	8: 'readonly',
	10: 'io',
	11: 'damaged',
	13: 'full',
	14: 'readonly',
	15: 'io',
	22: 'io',
	23: 'readonly',
	26: 'damaged'
};

const troubleOfSystem: Readonly<Record<string, Trouble>> = {
	EACCES: 'readonly',
	EPERM: 'readonly',
	EROFS: 'readonly',
	ENOTDIR: 'readonly',
	EEXIST: 'readonly',
	ENOENT: 'readonly',
	EISDIR: 'readonly',
	ENOSPC: 'full',
	EDQUOT: 'full',
	EFBIG: 'full',
	EIO: 'io',
	EMFILE: 'io',
	ENFILE: 'io'
};

/** What the person who runs the server should do about it. */
export function explain(trouble: Trouble, directory: string): string {
	switch (trouble) {
		case 'full':
			return `Le disque est plein : l’audience n’est plus enregistrée. Libérez de la place sur le disque qui contient « ${directory} » ; l’enregistrement reprendra de lui-même.`;
		case 'readonly':
			return `Impossible d’écrire dans « ${directory} ». Donnez le droit d’y écrire au compte qui lance Prétoire, ou choisissez un autre dossier avec PRETOIRE_DATA_DIR.`;
		case 'io':
			return `Le disque qui contient « ${directory} » répond mal : rien n’est perdu de ce qui a été confirmé. Vérifiez le disque et son branchement ; l’enregistrement reprendra de lui-même.`;
		case 'damaged':
			return `La base de données de « ${directory} » est abîmée. Arrêtez Prétoire, puis remettez votre dernière sauvegarde avec « npm run pretoire -- restaurer », qui met de côté les données abîmées.`;
		case 'missing':
			return `Il manque à la base de données de « ${directory} » des gestes qui avaient été confirmés : son fichier « pretoire.db-wal » a été coupé ou enlevé. Arrêtez Prétoire et remettez ce fichier, ou votre dernière sauvegarde avec « npm run pretoire -- restaurer ». Pour continuer sans ces gestes, supprimez « ${markName} » dans ce dossier.`;
		case 'busy':
			return `Un autre programme occupe la base de données de « ${directory} ». Fermez-le, ou attendez qu’il ait fini ; l’enregistrement reprendra de lui-même.`;
		case 'newer':
			return `Les données de « ${directory} » ont été écrites par une version plus récente de Prétoire. Installez cette version, ou choisissez un autre dossier avec PRETOIRE_DATA_DIR.`;
		case 'outdated':
			return `Cette version de Node contient SQLite ${process.versions.sqlite}, qui peut abîmer ses fichiers : il faut SQLite 3.51.3 ou plus récent. Lancez Prétoire avec « npm ci » puis « npm start », qui apportent la bonne version.`;
		case 'unsafe':
			return `Le disque qui contient « ${directory} » ne permet pas d’enregistrer sans risque de perte (est-ce un dossier partagé sur le réseau ?). Choisissez un dossier d’un disque de cette machine avec PRETOIRE_DATA_DIR.`;
		case 'interrupted':
			return 'L’enregistrement s’est interrompu ; il repart à la prochaine demande.';
		case 'stopped':
			return 'Le serveur s’arrête : il n’enregistre plus rien.';
	}
}

/** The same failure as a StoreUnavailable where the disk is the cause, unchanged where the program is. */
export function asUnavailable(error: unknown, directory: string): unknown {
	if (error instanceof StoreUnavailable || !(error instanceof Error)) return error;
	const trouble = troubleOf(error);
	return trouble
		? new StoreUnavailable(trouble, explain(trouble, directory), { cause: error })
		: error;
}

/** What this failure of SQLite or of the system means for the store; undefined where it is neither. */
export function troubleOf(error: unknown): Trouble | undefined {
	if (!(error instanceof Error)) return undefined;
	if ('errcode' in error && typeof error.errcode === 'number')
		return troubleOfSqlite[error.errcode & 0xff];
	if ('code' in error && typeof error.code === 'string') return troubleOfSystem[error.code];
	return undefined;
}
