/** What is true of every case, read from the library: `procedures/` and the dated tables of `droit/`. */
import { join } from 'node:path';
import type { Finding } from '../casefile/finding.ts';
import { parseGlossary } from '../casefile/law/glossary.ts';
import { parseHelplines } from '../casefile/law/helplines.ts';
import { parseMeasures } from '../casefile/law/measures.ts';
import { parseOffences } from '../casefile/law/offences.ts';
import { parseWords } from '../casefile/law/words.ts';
import { parseProcedure } from '../casefile/procedure-file.ts';
import type { Procedure } from '../casefile/procedure.ts';
import { bareReference } from '../casefile/reference.ts';
import type { Reference, TableReading } from '../casefile/reference.ts';
import { officialCommunes } from './communes.ts';
import { checkName, list, readText, tellUnread, within } from './folder.ts';

const procedureFolder = 'procedures';
const lawFolder = 'droit';
/** Folders of the library that hold no case. */
export const referenceFolders: readonly string[] = [procedureFolder, lawFolder];

type Broken = { id: string; findings: Finding[] }[];
type Tables = Pick<Reference, 'offences' | 'measures' | 'glossary' | 'words' | 'helplines'>;

const readers: { [T in keyof Tables]: Reader<Tables[T]['entries'][number]> } = {
	offences: { file: 'infractions.yaml', parse: parseOffences },
	measures: { file: 'mesures.yaml', parse: parseMeasures },
	glossary: { file: 'glossaire.yaml', parse: parseGlossary },
	words: { file: 'mots.yaml', parse: parseWords },
	helplines: { file: 'aides.yaml', parse: parseHelplines }
};

interface Reader<T> {
	file: string;
	parse: (file: string, content: string) => TableReading<T>;
}

/** Reads what the cases of a library refer to, on this day; what cannot be used is told, and left empty. */
export async function readReference(
	library: string,
	today = new Date().toISOString().slice(0, 10)
): Promise<{ reference: Reference; broken: Broken }> {
	const { procedures, broken } = await readProcedures(join(library, procedureFolder));
	const { tables, broken: torn } = await readTables(join(library, lawFolder));
	const bare = bareReference(today, procedures);
	const reference = { ...bare, ...tables, communes: officialCommunes };
	return { reference, broken: [...broken, ...torn] };
}

async function readProcedures(folder: string) {
	const procedures = new Map<string, Procedure>();
	const broken: Broken = [];
	for (const entry of (await list(folder)) ?? []) {
		if (!entry.name.endsWith('.yaml')) continue;
		const id = entry.name.slice(0, -'.yaml'.length);
		const text = await readText(join(folder, entry.name), entry);
		const read =
			typeof text === 'string'
				? parseProcedure(entry.name, text)
				: { findings: [tellUnread(entry.name, text)] };
		const findings =
			'findings' in read ? read.findings : checkName(entry.name, read.procedure.id, id);
		if ('procedure' in read && findings.length === 0) procedures.set(id, read.procedure);
		else {
			const told = findings.map(within(procedureFolder));
			broken.push({ id: `${procedureFolder}/${id}`, findings: told });
		}
	}
	return { procedures, broken };
}

async function readTables(folder: string): Promise<{ tables: Partial<Tables>; broken: Broken }> {
	const tables: Partial<Tables> = {};
	const broken: Broken = [];
	const entries = (await list(folder)) ?? [];
	const read = async <N extends keyof Tables>(name: N): Promise<void> => {
		const { file, parse } = readers[name];
		const entry = entries.find((each) => each.name === file);
		if (!entry) return;
		const text = await readText(join(folder, file), entry);
		const found =
			typeof text === 'string' ? parse(file, text) : { findings: [tellUnread(file, text)] };
		if ('table' in found) tables[name] = found.table as Tables[N];
		else {
			const id = `${lawFolder}/${file.slice(0, -'.yaml'.length)}`;
			broken.push({ id, findings: found.findings.map(within(lawFolder)) });
		}
	};
	for (const name of Object.keys(readers)) await read(name as keyof Tables);
	return { tables, broken };
}
