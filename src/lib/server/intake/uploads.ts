/** The form that may hold an archive: how many are read at once, and none that is made to be slow to read. Rules [LO]. */
import type { Refused } from '../door/access.ts';
import type { Limits } from '../door/limits.ts';
import type { Source } from '../door/network.ts';

/** Forms read at once, by the process and by one source: each may weigh what an archive does. */
const most = { all: 4, own: 2 };
/** The page has seven fields. */
const mostParts = 12;
/** Of what comes before the value of a field: its name, that of its file and its type. */
const longestHead = 2048;

export class Uploads {
	#reading: string[] = [];

	/** The fields of a form, or why they are not read; nobody was asked for a code yet. */
	async read(request: Request, source: Source, limits: Limits): Promise<FormData | Refused> {
		const type = request.headers.get('content-type') ?? '';
		if (!type.startsWith('multipart/form-data')) return readPlain(request);
		if (!this.#hasRoom(source)) return leave(request, crowded);
		this.#reading.push(source.own);
		try {
			if (!(await limits.maySend(source))) return leave(request, tooOften);
			const boundary = boundaryOf(type);
			if (boundary === null) return leave(request, unreadable);
			const body = Buffer.from(await request.arrayBuffer());
			return isPlain(body, boundary) ? await parse(body, boundary) : unreadable;
		} catch {
			// Cut, or longer than it said.
			return unreadable;
		} finally {
			this.#reading.splice(this.#reading.indexOf(source.own), 1);
		}
	}

	#hasRoom = ({ own }: Source): boolean =>
		this.#reading.length < most.all && this.#reading.filter((it) => it === own).length < most.own;
}

const readPlain = (request: Request): Promise<FormData> =>
	request.formData().catch(() => new FormData());

/** What is refused unread is let pass, a chunk at a time: a browser reads no answer before it has sent everything. */
function leave(request: Request, refused: Refused): Refused {
	void request.body?.pipeTo(new WritableStream()).catch(() => {});
	return refused;
}

/** As browsers write it, and nothing else: the parser must find the boundary that was counted. */
const boundaryOf = (type: string): string | null =>
	/^multipart\/form-data; ?boundary="?([\w'()+,./:=?-]{8,70})"?$/.exec(type)?.[1] ?? null;

/** A few fields, each with a short head: the parser takes its time over the rest, on the thread of the hearings. */
function isPlain(body: Buffer, boundary: string): boolean {
	let parts = 0;
	for (let at = body.indexOf(boundary); at >= 0; at = body.indexOf(boundary, at)) {
		at += boundary.length;
		// The last one, which closes the form, counts too: it could be repeated.
		if (++parts > mostParts + 1) return false;
		const isLast = body.subarray(at, at + 2).equals(dashes);
		if (!isLast && !body.subarray(at, at + longestHead).includes('\r\n\r\n')) return false;
	}
	return true;
}

const dashes = Buffer.from('--');

const parse = (body: Buffer<ArrayBuffer>, boundary: string): Promise<FormData> => {
	const type = `multipart/form-data; boundary="${boundary}"`;
	return new Response(body, { headers: { 'content-type': type } }).formData();
};

const crowded: Refused = {
	status: 503,
	problem: 'Plusieurs affaires arrivent en même temps. Réessayez dans un instant.'
};
const tooOften: Refused = {
	status: 429,
	problem: 'Beaucoup d’envois d’ici en peu de temps. Réessayez dans dix minutes.'
};
const unreadable: Refused = {
	status: 400,
	problem: 'L’envoi est arrivé incomplet. Rechargez la page et recommencez.'
};
