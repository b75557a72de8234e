/** Archives of shipped cases, and the same spoiled. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { membersOf, zip } from './zip.ts';

/** The files of a case of `cases/`, byte by byte. */
export function filesOf(id: string): Map<string, Uint8Array> {
	const folder = join(import.meta.dirname, '../../cases', id);
	return new Map(
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.map((path) => path.replaceAll('\\', '/'))
			.filter((path) => statSync(join(folder, path)).isFile())
			.sort()
			.map((path) => [path, readFileSync(join(folder, path))])
	);
}

/** A shipped case under another name, as its author would send it; `change` rewrites a file of it. */
export function ownCase(
	id = 'mon-affaire',
	change: (path: string, text: string) => string = (_, text) => text,
	version = 1
): Buffer {
	const files = filesOf('le-sac-du-couloir');
	for (const [path, bytes] of files) {
		if (!path.endsWith('.md')) continue;
		const text = Buffer.from(bytes).toString('utf8');
		const named =
			path === 'affaire.md'
				? text.replace(/^id: .*$/m, `id: ${id}`).replace(/^version: .*$/m, `version: ${version}`)
				: text;
		files.set(path, Buffer.from(change(path, named)));
	}
	// As they are: what repeats itself would look like a bomb before it is read.
	return zip(membersOf(files, `${id}/`).map((member) => ({ ...member, method: 0 })));
}
