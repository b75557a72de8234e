import { heaviestArchive, longestFile, longestMedia, mostFiles } from '../../casefile/limits.ts';
import { mediaTypes } from '../../casefile/picture.ts';

/** What an archive may weigh. A case of forty files with its media takes a tenth of it. */
export const limits = {
	/** Of the archive itself. */
	archive: heaviestArchive,
	/** Of all its files, once inflated. */
	inflated: 2 * heaviestArchive,
	/** Files, folders and what systems leave: never more than a folder may hold. */
	entries: mostFiles,
	text: longestFile,
	media: longestMedia,
	/** How many times smaller than itself a file may be: prose is three to ten, a bomb a thousand. */
	ratio: 100,
	/** Findings told at once. */
	findings: 200
} as const;

export const texts = ['md'] as const;
export const media: readonly string[] = Object.keys(mediaTypes);
