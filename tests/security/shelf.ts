/** A folder with a library of cases of its own, for a site that starts there. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { minimalFiles } from '../support/minimal-case.ts';
import { minimalProcedureText } from '../support/minimal-script.ts';

export class Shelf {
	readonly home: string;

	private constructor(home: string) {
		this.home = home;
	}

	static async open(): Promise<Shelf> {
		const shelf = new Shelf(await mkdtemp(join(tmpdir(), 'pretoire-shelf-')));
		// The record's worker is read from the folder where the process stands.
		await symlink(resolve('src'), join(shelf.home, 'src'));
		await shelf.write('procedures/minimale.yaml', minimalProcedureText());
		return shelf;
	}

	get cases(): string {
		return join(this.home, 'cases');
	}

	async write(path: string, content: string | Uint8Array): Promise<void> {
		await mkdir(dirname(join(this.cases, path)), { recursive: true });
		await writeFile(join(this.cases, path), content);
	}

	/** The minimal case under another name, its texts changed. */
	async add(
		id: string,
		change: (text: string, path: string) => string = (text) => text
	): Promise<void> {
		for (const [path, text] of minimalFiles())
			await this.write(`${id}/${path}`, change(text.replace('id: minimale', `id: ${id}`), path));
	}

	close(): Promise<void> {
		return rm(this.home, { recursive: true, force: true });
	}
}
