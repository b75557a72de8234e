/** The cases of this instance: those that ship with it, and those that were added, read together. Rules [LO]. */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CaseFile } from '../casefile/casefile.ts';
import { sync } from './archive/files.ts';
import type { Sources } from './intake/archive.ts';
import { pack } from './intake/pack.ts';
import type { Checked } from './intake/read-case.ts';
import { list, within } from './folder.ts';
import { readFolder, readLibrary, type Library, type Read } from './library.ts';
import { referenceFolders } from './reference.ts';

/** The folder of a data directory where added cases are. */
export const addedOf = (directory: string): string => join(directory, 'affaires');

const mostAdded = 60;
/** What the versions that were replaced are kept in; a name with a dot is read by nobody. */
const replaced = '.remplacees';

interface Added {
	read: Read;
	stamp: number;
}

export class Collection {
	readonly #shipped: Library;
	readonly #folder: string;
	#added = new Map<string, Added>();
	#library: Library;
	#stamp = -1;
	#turn: Promise<unknown> = Promise.resolve();

	private constructor(shipped: Library, folder: string) {
		this.#shipped = shipped;
		this.#folder = folder;
		this.#library = shipped;
	}

	/** `shipped`: the folder of cases of the project; `added`: the instance's own, which need not be there. */
	static async open(shipped: string, added: string): Promise<Collection> {
		return Collection.over(await readLibrary(shipped), added);
	}

	/** The same over a library already read. */
	static async over(shipped: Library, added: string): Promise<Collection> {
		const collection = new Collection(shipped, added);
		await collection.refresh();
		return collection;
	}

	/** As it was last read. */
	get library(): Library {
		return this.#library;
	}

	/** Reads again what was added or removed since, by whoever it was; a folder that was not replaced is not read again. */
	async refresh(): Promise<Library> {
		const stamp = await stampOf(this.#folder);
		if (stamp !== this.#stamp) {
			await this.#read();
			this.#stamp = stamp;
		}
		return this.#library;
	}

	isShipped = (id: string): boolean => this.#shipped.find(id) !== undefined;

	/** A case of the library as an archive, with the very files it was read from. */
	async pack(id: string): Promise<Buffer | null> {
		const files = this.#library.sources(id);
		return files ? pack(id, files) : null;
	}

	/** Adds a case that was checked, or says in French why it may not be; the version it replaces is kept aside. */
	add(checked: Checked): Promise<string | null> {
		return this.#inTurn(() => this.#add(checked));
	}

	/** Removes an added case; false where there is none of this name. */
	remove(id: string): Promise<boolean> {
		return this.#inTurn(() => this.#remove(id));
	}

	/** One change at a time, whatever became of the one before. */
	#inTurn<T>(change: () => Promise<T>): Promise<T> {
		const done = this.#turn.then(change);
		this.#turn = done.catch(() => null);
		return done;
	}

	async #remove(id: string): Promise<boolean> {
		await this.refresh();
		if (!this.#added.has(id)) return false;
		await this.#setAside(id);
		await this.refresh();
		return true;
	}

	async #add({ casefile, warnings, files }: Checked): Promise<string | null> {
		await this.refresh();
		const { id, version } = casefile;
		if (referenceFolders.includes(id))
			return `« ${id} » est le nom d’un dossier de Prétoire, qui ne contient pas d’affaire. Donnez-lui un autre « id » dans affaire.md.`;
		if (this.isShipped(id))
			return `« ${id} » est le nom d’une affaire livrée avec Prétoire. Donnez-lui un autre « id » dans affaire.md.`;
		const known = this.#library.find(id);
		if (known && known.version > version)
			return `La bibliothèque a déjà la version ${known.version} de cette affaire ; celle-ci est la version ${version}. Augmentez « version » dans affaire.md.`;
		if (!this.#added.has(id) && this.#added.size >= mostAdded)
			return `La bibliothèque a déjà ${mostAdded} affaires ajoutées. Retirez-en une avec « npm run affaires -- retirer ».`;
		const part = join(this.#folder, `.${id}-${randomBytes(4).toString('hex')}`);
		try {
			await writeAll(part, files);
			if (this.#added.has(id)) await this.#setAside(id);
			await rename(part, join(this.#folder, id));
			sync(this.#folder);
			// Read in its own thread a moment ago: not again in the one that serves hearings.
			const read = { casefile, files, warnings: warnings.map(within(id)) };
			this.#added.set(id, { read, stamp: await stampOf(join(this.#folder, id)) });
		} finally {
			await rm(part, { recursive: true, force: true });
		}
		await this.refresh();
		return null;
	}

	async #setAside(id: string): Promise<void> {
		const version = this.#library.find(id)?.version ?? 0;
		const aside = join(this.#folder, replaced, `${id}-${version}`);
		await mkdir(dirname(aside), { recursive: true, mode: 0o700 });
		await rm(aside, { recursive: true, force: true });
		await rename(join(this.#folder, id), aside);
	}

	async #read(): Promise<void> {
		const before = this.#added;
		const added = new Map<string, Added>();
		for (const entry of (await list(this.#folder)) ?? []) {
			const id = entry.name;
			if (!entry.isDirectory() || this.isShipped(id) || added.size >= mostAdded) continue;
			const path = join(this.#folder, id);
			const stamp = await stampOf(path);
			const known = before.get(id);
			const read =
				known?.stamp === stamp ? known.read : await readFolder(path, this.#shipped.reference);
			added.set(id, { read, stamp });
		}
		this.#added = added;
		this.#library = merge(this.#shipped, added);
	}
}

/** The two shelves as one; a case that ships is never hidden by one that was added. */
function merge(shipped: Library, added: ReadonlyMap<string, Added>): Library {
	const sound = new Map<string, Extract<Read, { casefile: CaseFile }>>();
	const { warnings, broken } = { warnings: [...shipped.warnings], broken: [...shipped.broken] };
	for (const [id, { read }] of added)
		if ('casefile' in read) {
			sound.set(id, read);
			warnings.push({ id, findings: read.warnings });
		} else broken.push({ id, findings: read.findings });
	const own = [...sound.values()].map(({ casefile }) => casefile);
	return {
		...shipped,
		cases: [...shipped.cases, ...own].sort((a, b) => (a.id < b.id ? -1 : 1)),
		warnings,
		broken,
		find: (id) => shipped.find(id) ?? sound.get(id)?.casefile,
		sources: (id) => shipped.sources(id) ?? sound.get(id)?.files
	};
}

async function writeAll(folder: string, files: Sources): Promise<void> {
	await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
	const folders = new Set([folder]);
	for (const [path, bytes] of files) {
		const file = join(folder, path);
		folders.add(dirname(file));
		await mkdir(dirname(file), { recursive: true, mode: 0o700 });
		await writeFile(file, bytes, { mode: 0o600, flag: 'wx', flush: true });
	}
	for (const each of folders) sync(each);
}

/** What changes when something is moved into a folder or out of it; 0 where there is none. */
const stampOf = (path: string): Promise<number> =>
	stat(path).then(
		({ mtimeMs, ino }) => mtimeMs + ino / 1e6,
		() => 0
	);
