import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import { readLibrary } from '../../src/lib/server/library.ts';

/** The case that ships with the project. */
export async function shippedCase(): Promise<CaseFile> {
	const file = (await readLibrary('cases')).find('une-journee-payee');
	if (!file) throw new Error('the shipped case does not parse: npm run affaires -- verifier');
	return file;
}
