/** Writes archives byte by byte, honest or not. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface Member {
	name: string | Uint8Array;
	content?: string | Uint8Array;
	/** 8: deflated; 0: as it is. */
	method?: number;
	flags?: number;
	/** The sixteen high bits are a Unix mode. */
	attributes?: number;
	extra?: Uint8Array;
	/** What is announced in place of what is true. */
	said?: { size?: number; compressed?: number; crc?: number };
	/** Another name in front of the file itself. */
	localName?: string;
	/** What is written in place of the deflated content. */
	raw?: Uint8Array;
	/** Starts where the bytes of the member of this rank do. */
	over?: number;
}

interface Ending {
	/** The number of entries announced. */
	entries?: number;
	before?: Uint8Array;
	after?: Uint8Array;
	comment?: string;
	/** A zip64 locator in front of the end record. */
	long?: boolean;
}

export function zip(members: readonly Member[], ending: Ending = {}): Buffer {
	const chunks: Buffer[] = [Buffer.from(ending.before ?? [])];
	const starts: number[] = [];
	const table: Buffer[] = [];
	let at = chunks[0]?.length ?? 0;
	for (const member of members) {
		const content = Buffer.from(member.content ?? '');
		const method = member.method ?? 8;
		const raw = Buffer.from(member.raw ?? (method === 8 ? deflateRawSync(content) : content));
		const name = Buffer.from(member.name);
		const localName = Buffer.from(member.localName ?? member.name);
		const extra = Buffer.from(member.extra ?? []);
		const head = Buffer.alloc(26);
		head.writeUInt16LE(20, 0);
		head.writeUInt16LE(member.flags ?? 0x800, 2);
		head.writeUInt16LE(method, 4);
		head.writeUInt16LE(0x21, 8);
		head.writeUInt32LE(member.said?.crc ?? crc32(content), 10);
		head.writeUInt32LE(member.said?.compressed ?? raw.length, 14);
		head.writeUInt32LE(member.said?.size ?? content.length, 18);
		const start = member.over === undefined ? at : (starts[member.over] ?? at);
		starts.push(start);
		if (member.over === undefined) {
			const local = Buffer.from(head);
			local.writeUInt16LE(localName.length, 22);
			local.writeUInt16LE(extra.length, 24);
			const written = Buffer.concat([Buffer.from('PK\x03\x04'), local, localName, extra, raw]);
			chunks.push(written);
			at += written.length;
		}
		const entry = Buffer.alloc(46);
		entry.write('PK\x01\x02', 'latin1');
		entry.writeUInt16LE((3 << 8) | 20, 4);
		head.copy(entry, 6, 0, 22);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt16LE(extra.length, 30);
		entry.writeUInt32LE((member.attributes ?? 0o100644 << 16) >>> 0, 38);
		entry.writeUInt32LE(start, 42);
		table.push(Buffer.concat([entry, name, extra]));
	}
	const listed = Buffer.concat(table);
	const long = Buffer.alloc(ending.long ? 20 : 0);
	if (ending.long) long.write('PK\x06\x07', 'latin1');
	const comment = Buffer.from(ending.comment ?? '');
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(ending.entries ?? members.length, 8);
	end.writeUInt16LE(ending.entries ?? members.length, 10);
	end.writeUInt32LE(listed.length, 12);
	end.writeUInt32LE(at, 16);
	end.writeUInt16LE(comment.length, 20);
	const after = Buffer.from(ending.after ?? []);
	return Buffer.concat([...chunks, listed, long, end, comment, after]);
}

/** The members of a case, as `zip` takes them. */
export const membersOf = (
	files: ReadonlyMap<string, string | Uint8Array>,
	folder = 'mon-affaire/'
): Member[] => [...files].map(([path, content]) => ({ name: folder + path, content }));
