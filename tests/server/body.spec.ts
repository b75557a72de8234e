import { describe, expect, it } from 'vitest';
import { boundBody, mostBytes, saysTooLong } from '../../src/lib/server/door/body.ts';
import { limits } from '../../src/lib/server/intake/limits.ts';

const at = (path: string) => new URL(`http://salle.test${path}`);
const typed = (type: string) => new Headers({ 'content-type': type });
const form = 'multipart/form-data; boundary=x';

/** A body that says nothing of its length, and counts what is read of it. */
function endless(pieces: number) {
	let sent = 0;
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			if (sent === pieces) return controller.close();
			sent++;
			controller.enqueue(new Uint8Array(1_000));
		}
	});
	const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
	return { request: new Request(at('/'), init), sent: () => sent };
}

describe('the length of a request', () => {
	it('[LO12] one page takes an archive, in the one form that holds one', () => {
		expect(mostBytes(at('/ouvrir'), typed(form))).toBe(limits.archive + 64 * 1024);
		for (const [path, type] of [
			['/ouvrir', 'application/x-www-form-urlencoded'],
			['/ouvrir', 'text/plain; multipart/form-data'],
			['/ouvrir/', form],
			['/ouvrir/archive', form],
			['/salle/AAAAAA', form],
			['/', form]
		] as const)
			expect(mostBytes(at(path), typed(type)), `${path} ${type}`).toBe(64 * 1024);
		expect(mostBytes(at('/ouvrir'), new Headers())).toBe(64 * 1024);
	});

	it('[LO12] what says that it is too long is known before it is read', () => {
		const long = (length: string) => saysTooLong(new Headers({ 'content-length': length }), 100);
		expect([long('100'), long('101'), long('x'), saysTooLong(new Headers(), 100)]).toEqual([
			false,
			true,
			false,
			false
		]);
	});

	it('[LO12] {P24} what says nothing is counted, and no more of it is read', async () => {
		const short = endless(50);
		const read = await boundBody(short.request, 50_000).arrayBuffer();
		expect(read.byteLength).toBe(50_000);
		const long = endless(100_000);
		await expect(boundBody(long.request, 50_000).arrayBuffer()).rejects.toThrow();
		expect(long.sent()).toBeLessThan(60);
		const bare = new Request(at('/'));
		expect(boundBody(bare, 1)).toBe(bare);
	});
});
