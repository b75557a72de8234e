/** What is done with the archive of a case from the command line: read it, add it to this instance, put one away. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { addedOf, Collection } from '../../src/lib/server/collection.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import { Intake } from '../../src/lib/server/intake/intake.ts';
import type { Checked } from '../../src/lib/server/intake/read-case.ts';
import { readReference } from '../../src/lib/server/reference.ts';

const shipped = resolve(import.meta.dirname, '../../cases');

/** Where the person is, whatever npm says. */
export const locate = (path: string): string =>
	resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** The case of an archive, or what is wrong with it, as a server that is given it would say. */
export async function readArchive(path: string): Promise<Checked | { findings: Finding[] } | null> {
	const bytes = await readFile(locate(path)).catch(() => null);
	if (!bytes) return null;
	const { reference } = await readReference(shipped);
	const intake = new Intake();
	const read = await intake.read(bytes, reference);
	await intake.stop();
	return read;
}

/** As `verifier` reports a folder. */
export async function verifyArchive(
	path: string
): Promise<{ cases: CaseFile[]; findings: Finding[] } | null> {
	const read = await readArchive(path);
	if (!read) return null;
	const found = 'findings' in read ? read.findings : read.warnings;
	const within = ({ file }: Finding) => (file === '.' ? path : `${path}/${file}`);
	return {
		cases: 'casefile' in read ? [read.casefile] : [],
		findings: found.map((it) => ({ ...it, file: within(it) }))
	};
}

const openCollection = (): Promise<Collection> =>
	Collection.open(shipped, addedOf(resolve(shipped, '..', readConfig(process.env).dataDirectory)));

/** Adds a sound case to this instance, while it serves or not; in French, what was done or why it was not. */
export async function addCase(checked: Checked): Promise<[done: boolean, told: string]> {
	const problem = await (await openCollection()).add(checked);
	return problem
		? [false, problem]
		: [true, `« ${checked.casefile.title} » est dans la bibliothèque de cette instance.`];
}

export async function removeCase(id: string): Promise<[done: boolean, told: string]> {
	const removed = await (await openCollection()).remove(id);
	return removed
		? [true, `« ${id} » n’est plus dans la bibliothèque ; son dossier reste dans « .remplacees ».`]
		: [false, `Aucune affaire ajoutée ne s’appelle « ${id} ».`];
}
