/** An archive in, a case that may be opened out, or everything that is wrong with it. */
import type { CaseFile } from '../../casefile/casefile.ts';
import type { Finding } from '../../casefile/finding.ts';
import { parseCaseFile } from '../../casefile/parse.ts';
import type { Reference } from '../../casefile/reference.ts';
import { toManuscript, unpack, type Sources } from './archive.ts';
import { limits } from './limits.ts';

/** A case of somebody's own: sound, with what its author should look at and the very files it came in. */
export interface Checked {
	casefile: CaseFile;
	warnings: Finding[];
	files: Sources;
}

/** Reads an archive as the library reads a folder. Run it in a thread of its own: `Intake`. */
export async function readCase(
	archive: Uint8Array,
	reference: Reference
): Promise<Checked | { findings: Finding[] }> {
	const unpacked = await unpack(archive);
	if ('findings' in unpacked) return unpacked;
	const { files } = unpacked;
	const read = parseCaseFile(toManuscript(files), reference);
	return 'casefile' in read
		? { ...read, warnings: read.warnings.slice(0, limits.findings), files }
		: { findings: read.findings.slice(0, limits.findings) };
}
