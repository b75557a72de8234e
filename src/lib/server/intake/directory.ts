/** The table of contents of an archive, checked whole before a byte is inflated. */
import { fromBuffer, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl';
import { limits } from './limits.ts';
import type { Unfit } from './entry-name.ts';

/** One entry, and where its bytes are. */
export interface Slot {
	entry: Entry;
	local: LocalFileHeader;
}

/** An archive that is refused as a whole. */
export class Unreadable extends Error {
	override readonly name = 'Unreadable';
	readonly unfit: Unfit;

	constructor(...unfit: Unfit) {
		super(unfit[0]);
		this.unfit = unfit;
	}
}

const again = 'refaire l’archive : clic droit sur le dossier de l’affaire, « Compresser »';
const endLength = 22;

/** Reads every entry of the table, or throws Unreadable; the number of entries is told by the end record, and believed first. */
export async function readDirectory(bytes: Buffer): Promise<Slot[]> {
	const end = findEnd(bytes);
	if (end.entries > limits.entries)
		throw new Unreadable(
			`${end.entries} fichiers dans l’archive`,
			`n’y garder que ceux de l’affaire : ${limits.entries} au plus`
		);
	const zip = await openZip(bytes);
	const slots = await readEntries(zip);
	checkPlaces(slots, end);
	return slots;
}

interface End {
	entries: number;
	/** Where the table starts. */
	table: number;
}

function findEnd(bytes: Buffer): End {
	if (bytes.length < endLength || bytes.readUInt32LE(0) !== 0x04034b50)
		throw new Unreadable('ce fichier n’est pas une archive .zip', again);
	// The one record whose comment ends with the file: yauzl takes the last one too.
	const from = Math.max(0, bytes.length - endLength - 0xffff);
	for (let at = bytes.length - endLength; at >= from; at--) {
		if (bytes.readUInt32LE(at) !== 0x06054b50) continue;
		if (at + endLength + bytes.readUInt16LE(at + 20) !== bytes.length) break;
		const entries = bytes.readUInt16LE(at + 10);
		const [size, table] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
		const isLong = entries === 0xffff || size === 0xffffffff || table === 0xffffffff;
		if (isLong || (at >= 20 && bytes.readUInt32LE(at - 20) === 0x07064b50))
			throw new Unreadable('archive au format zip64, fait pour des milliers de fichiers', again);
		if (bytes.readUInt16LE(at + 4) !== 0 || bytes.readUInt16LE(at + 8) !== entries)
			throw new Unreadable('archive en plusieurs morceaux', again);
		// What lies between the table and its end would be seen by some tools and not by others.
		if (table + size !== at) throw new Unreadable('table de l’archive mal placée', again);
		return { entries, table };
	}
	throw new Unreadable('archive coupée ou suivie d’autre chose', again);
}

const openZip = (bytes: Buffer): Promise<ZipFile> =>
	new Promise((done, failed) => {
		const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
		fromBuffer(bytes, options, (error, zip) => {
			if (error) failed(damaged());
			else done(zip);
		});
	});

function readEntries(zip: ZipFile): Promise<Slot[]> {
	const slots: Slot[] = [];
	return new Promise((done, failed) => {
		zip.on('error', () => failed(damaged()));
		zip.on('end', () => done(slots));
		zip.on('entry', (entry: Entry) => {
			// Typed as two calls: without « minimal », the header comes whole.
			zip.readLocalFileHeader(entry, { minimal: false }, (error, local) => {
				if (error) return failed(damaged());
				slots.push({ entry, local });
				zip.readEntry();
			});
		});
		zip.readEntry();
	});
}

/** Each byte before the table belongs to one entry and to one only: nothing overlaps, nothing hides. */
function checkPlaces(slots: readonly Slot[], { table }: End): void {
	const places = slots
		.map(({ entry, local }) => ({
			start: entry.relativeOffsetOfLocalHeader,
			end: local.fileDataStart + entry.compressedSize,
			// What follows a file whose size was not known when it was written.
			slack: entry.generalPurposeBitFlag & 8 ? 16 : 0
		}))
		.sort((a, b) => a.start - b.start);
	let [least, most] = [0, 0];
	for (const { start, end, slack } of [...places, { start: table, end: table, slack: 0 }]) {
		if (start < least || start > most)
			throw new Unreadable('fichiers qui se recouvrent, ou octets cachés entre deux', again);
		[least, most] = [end, end + slack];
	}
}

const damaged = (): Unreadable => new Unreadable('archive abîmée', again);
