/** The files of a case in, a `.zip` out: the same bytes for the same files, whoever asks and when. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The first day a zip can name: an archive tells no date of its own. */
const noDate = new Date(1980, 0, 1);

export async function pack(
	folder: string,
	files: ReadonlyMap<string, Uint8Array>
): Promise<Buffer> {
	const zip = new ZipFile();
	for (const path of [...files.keys()].sort()) {
		const options = { mtime: noDate, mode: 0o100644, forceDosTimestamp: true };
		zip.addBuffer(Buffer.from(files.get(path) ?? []), `${folder}/${path}`, options);
	}
	zip.end();
	return buffer(zip.outputStream);
}
