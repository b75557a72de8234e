import { afterEach, describe, expect, it, vi } from 'vitest';
import { Limits } from '../../../src/lib/server/door/limits.ts';
import { Uploads } from '../../../src/lib/server/intake/uploads.ts';

const boundary = '----WebKitFormBoundaryAAAAAAAAAAAAAAAA';
const usual = `multipart/form-data; boundary=${boundary}`;
const part = (head: string, value = '1') => `--${boundary}\r\n${head}\r\n\r\n${value}\r\n`;
const named = (name: string) => `Content-Disposition: form-data; name="${name}"`;
const end = `--${boundary}--\r\n`;
const post = (body: BodyInit, type?: string) =>
	new Request('http://salle.test/ouvrir', {
		method: 'POST',
		body,
		...(type && { headers: { 'content-type': type } }),
		duplex: 'half'
	} as RequestInit);
/** A form that never ends, and how much of it was taken. */
function endless() {
	const sent = { chunks: 0, stop: () => {} };
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => void (sent.stop = () => controller.close()),
		pull: (controller) => {
			if (sent.chunks++ < 20) controller.enqueue(new Uint8Array(1000));
		}
	});
	return { sent, request: post(body, usual) };
}
const from = (own: string) => ({ own, network: own });
const open = () => {
	const limits = new Limits(() => Promise.resolve(1));
	const uploads = new Uploads();
	return (request: Request, own = 'a') => uploads.read(request, from(own), limits);
};
const statusOf = (answer: FormData | { status: number }) =>
	answer instanceof FormData ? 200 : answer.status;

afterEach(() => vi.restoreAllMocks());

describe('the form that may hold an archive', () => {
	it('[LO14] is read as a browser sends it, with its file or without', async () => {
		const form = new FormData();
		const bytes = crypto.getRandomValues(new Uint8Array(60_000));
		const fields = {
			acces: 'é'.repeat(99),
			affaire: 'x',
			eleves: '20',
			tablettes: '1',
			format: '55'
		};
		for (const [name, value] of Object.entries({ ...fields, geste: 'charger' }))
			form.set(name, value);
		form.set('archive', new File([bytes], 'l’affaire.zip'));
		const read = await open()(post(form));
		if (!(read instanceof FormData)) throw new Error(read.problem);
		expect(Object.fromEntries(read)).toMatchObject(fields);
		const file = read.get('archive');
		if (!(file instanceof File)) throw new Error('no file');
		expect(Buffer.compare(Buffer.from(await file.arrayBuffer()), Buffer.from(bytes))).toBe(0);
		const plain = await open()(post(new URLSearchParams(fields)));
		expect(plain instanceof FormData && Object.fromEntries(plain)).toEqual(fields);
	});

	it('[LO14] {P24} of a hundred thousand parts, or of one part with as many lines, is refused before it is parsed', async () => {
		const parsing = vi.spyOn(Response.prototype, 'formData');
		const hostile: Record<string, string> = {
			'parts without a name': part(named('a')).repeat(100_000) + end,
			'one more than a page has': part(named('a')).repeat(13) + end,
			'ends without number': part(named('a')) + end.repeat(100_000),
			'boundaries alone': `--${boundary}\r\n`.repeat(70_000),
			'lines of one part': part(`${named('a')}\r\n${'a: b\r\n'.repeat(400_000)}`) + end,
			'a name without an end': part(named('a'.repeat(3_000_000))) + end
		};
		for (const [name, body] of Object.entries(hostile)) {
			expect(statusOf(await open()(post(body, usual))), name).toBe(400);
		}
		expect(parsing).not.toHaveBeenCalled();
		expect(statusOf(await open()(post(part(named('a')).repeat(12) + end, usual)))).toBe(200);
	});

	it('[LO14] whose boundary could be read in two ways is refused', async () => {
		const body = part(named('a')) + end;
		for (const type of [
			'multipart/form-data',
			'multipart/form-data; boundary=b',
			`multipart/form-data; charset=x; boundary=${boundary}`,
			`${usual}; boundary=other`,
			`multipart/form-data; boundary=${'x'.repeat(71)}`,
			`multipart/form-data; boundary="${boundary};"`
		])
			expect(statusOf(await open()(post(body, type))), type).toBe(400);
		expect(statusOf(await open()(post(body, `multipart/form-data; boundary="${boundary}"`)))).toBe(
			200
		);
	});

	it('[LO14] {P24} is read four at a time, two of one source; the others are told at once, and let pass', async () => {
		const read = open();
		const slow = ['a', 'a', 'b', 'b'].map((own) => ({ ...endless(), own }));
		const pending = slow.slice(0, 2).map(({ request, own }) => read(request, own));
		const third = endless();
		expect(statusOf(await read(third.request, 'a'))).toBe(503);
		pending.push(...slow.slice(2).map(({ request, own }) => read(request, own)));
		expect(statusOf(await read(endless().request, 'c'))).toBe(503);
		// What is typed in a short form is not kept waiting by archives.
		expect(statusOf(await read(post(new URLSearchParams({ a: '1' })), 'a'))).toBe(200);
		await expect.poll(() => third.sent.chunks).toBeGreaterThan(19);
		for (const { sent } of slow) sent.stop();
		expect((await Promise.all(pending)).map(statusOf)).toEqual(Array<number>(4).fill(400));
		expect(statusOf(await read(post(part(named('a')) + end, usual), 'c'))).toBe(200);
	});

	it('[LO14] is counted by source, whatever it holds', async () => {
		const read = open();
		const statuses: number[] = [];
		for (let n = 0; n < 122; n++) statuses.push(statusOf(await read(post('x', usual))));
		expect(statuses.filter((it) => it === 429)).toHaveLength(2);
		expect(statuses.at(-1)).toBe(429);
		expect(statusOf(await read(post(part(named('a')) + end, usual), 'elsewhere'))).toBe(200);
	});
});
