/** `npm run affaires -- verifier [dossier] [--json]`: says what an author has to mend. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { readLibrary } from '../src/lib/server/library.ts';

const usage = `Usage : npm run affaires -- verifier [dossier] [--json]
  dossier   le dossier des affaires, ou celui d'une seule affaire (par défaut : cases)
  --json    une réponse lisible par un programme`;

const asked = readArguments();
if (!asked) {
	console.error(usage);
	process.exitCode = 2;
} else process.exitCode = await verify(asked.folder, asked.json);

async function verify(folder: string, json: boolean): Promise<number> {
	// The folder of one case is read with its library, for its procedure.
	const only = existsSync(join(folder, 'affaire.md')) ? basename(folder) : undefined;
	const root = only === undefined ? folder : dirname(folder);
	const library = await readLibrary(root);
	const cases = library.cases.filter(({ id }) => only === undefined || id === only);
	const findings = library.broken
		.filter(({ id }) => only === undefined || id === only || id.startsWith('procedures/'))
		.flatMap((broken) => broken.findings)
		.map((found) => ({ ...found, file: relative(process.cwd(), join(root, found.file)) || '.' }));
	const unreviewed = cases.filter(({ reviewedBy }) => reviewedBy === null);

	if (json) {
		const read = cases.map(({ id, title, version, reviewedBy }) => ({
			id,
			title,
			version,
			reviewedBy
		}));
		console.log(JSON.stringify({ cases: read, findings }, null, '\t'));
		return findings.length > 0 ? 1 : 0;
	}
	for (const { file, line, problem, remedy } of findings) {
		say(`${file}:${line}  ${problem} → ${remedy}`);
	}
	for (const { id, title } of unreviewed) say(`${id}  « ${title} » : à relire par un magistrat`);
	if (findings.length > 0) return 1;
	if (cases.length === 0) {
		say('Aucune affaire dans ce dossier.');
		return 1;
	}
	say(cases.length === 1 ? 'Dossier complet.' : `${cases.length} dossiers complets.`);
	return 0;
}

function readArguments(): { folder: string; json: boolean } | undefined {
	try {
		const { values, positionals } = parseArgs({
			options: { json: { type: 'boolean', default: false } },
			allowPositionals: true
		});
		const [verb, folder = join(import.meta.dirname, '..', 'cases'), ...rest] = positionals;
		if (verb !== 'verifier' || rest.length > 0) return undefined;
		return { folder: resolve(folder), json: values.json };
	} catch {
		return undefined;
	}
}

/** File names come from outside: no escape sequence reaches the terminal. */
function say(line: string): void {
	console.log(stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' '));
}
