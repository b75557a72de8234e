import { beforeAll, expect, it } from 'vitest';
import { Drafts, draftLife, draftRest } from '../../../src/lib/server/intake/drafts.ts';
import type { Checked } from '../../../src/lib/server/intake/read-case.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let checked: Checked;
beforeAll(async () => {
	const casefile = await shippedCase();
	checked = { casefile, warnings: [], files: new Map([['affaire.md', Buffer.from('x')]]) };
});
const from = (own: string, network = own) => ({ own, network });

it('[LO6] a draft is found by its token alone, for two hours', async () => {
	let now = 1_000;
	const drafts = new Drafts(() => now);
	const token = await drafts.keep(checked, from('a'));
	if (!token) throw new Error('no room');
	expect(token).toMatch(/^[\w-]{43}$/);
	expect(drafts.find(token)?.casefile).toEqual(checked.casefile);
	for (const other of [null, '', 'x'.repeat(43), token.slice(1), `${token}x`])
		expect(drafts.find(other)).toBeNull();
	now += draftLife - 1;
	expect(drafts.find(token)).not.toBeNull();
	now += 1;
	expect(drafts.find(token)).toBeNull();
});

it('[LO6] what is put away is gone', async () => {
	const drafts = new Drafts(() => 0);
	const token = await drafts.keep(checked, from('a'));
	drafts.drop(token);
	drafts.drop(null);
	expect(drafts.find(token)).toBeNull();
});

/** The first `count` of these sources that find room. */
async function fill(drafts: Drafts, count: number, source: (n: number) => ReturnType<typeof from>) {
	const tokens: (string | null)[] = [];
	for (let n = 0; n < count; n++) tokens.push(await drafts.keep(checked, source(n)));
	return tokens;
}
const areThere = (drafts: Drafts, tokens: (string | null)[]) =>
	tokens.map((it) => drafts.find(it) !== null);

it('[LO6] a source, a network and the instance keep so many, and whoever comes next takes no draft of another', async () => {
	const drafts = new Drafts(() => 0);
	const own = await fill(drafts, 10, () => from('a', 'lan'));
	expect(own.map(Boolean)).toEqual([...Array<boolean>(8).fill(true), false, false]);
	const lan = await fill(drafts, 14, (n) => from(`b${n}`, 'lan'));
	expect(lan.filter(Boolean)).toHaveLength(12);
	const all = await fill(drafts, 25, (n) => from(`c${n}`));
	expect(all.filter(Boolean)).toHaveLength(20);
	expect(await drafts.keep(checked, from('late'))).toBeNull();
	for (const kept of [own.slice(0, 8), lan.slice(0, 12), all.slice(0, 20)])
		expect(areThere(drafts, kept)).not.toContain(false);
});

it('[LO6] who brings a case again takes the place of its own, and of nobody else', async () => {
	const drafts = new Drafts(() => 0);
	const [first = null, ...others] = await fill(drafts, 8, () => from('a'));
	expect(await drafts.keep(checked, from('a'), 'x'.repeat(43))).toBeNull();
	const again = await drafts.keep(checked, from('a'), first);
	expect(drafts.find(again)).not.toBeNull();
	expect(drafts.find(first)).toBeNull();
	expect(areThere(drafts, others)).not.toContain(false);
});

it('[LO6] a draft that nobody looks at leaves its place, the others stay', async () => {
	let now = 0;
	const drafts = new Drafts(() => now);
	const tokens = await fill(drafts, 8, () => from('a'));
	now += draftRest - 1;
	for (const token of [...tokens.slice(0, 3), ...tokens.slice(4)]) drafts.find(token);
	expect(await drafts.keep(checked, from('a'))).toBeNull();
	now += 1;
	expect(await drafts.keep(checked, from('a'))).not.toBeNull();
	expect(await drafts.keep(checked, from('a'))).toBeNull();
	expect(areThere(drafts, tokens)).toEqual([true, true, true, false, true, true, true, true]);
});

it('[LO6] what they weigh together is bounded, their files counted', async () => {
	const title = { ...checked, casefile: { ...checked.casefile, title: 'x'.repeat(20e6) } };
	// Cut from a longer buffer, which stays in memory with it.
	const cut = new Uint8Array(40e6).subarray(0, 100);
	const files = { ...checked, files: new Map([['affaire.md', cut]]) };
	for (const heavy of [title, files]) {
		const drafts = new Drafts(() => 0);
		const kept: boolean[] = [];
		for (let n = 0; n < 4; n++) {
			// A file of each its own, as the thread that reads them sends them.
			const own = heavy === files ? { ...files, files: structuredClone(files.files) } : heavy;
			kept.push((await drafts.keep(own, from(`d${n}`))) !== null);
		}
		expect(kept).toEqual([true, true, false, false]);
	}
	expect(await new Drafts(() => 0).keep(checked, from('a'))).not.toBeNull();
});

it('[LO15] one draft asked many times at once opens one room, and none afterwards', async () => {
	const drafts = new Drafts(() => 0);
	const token = await drafts.keep(checked, from('a'));
	let rooms = 0;
	const open = async () => {
		await new Promise((next) => setImmediate(next));
		return ++rooms;
	};
	const asked = Array.from({ length: 10 }, () => drafts.openOnce(token, open));
	expect(await Promise.all(asked)).toEqual(Array<number>(10).fill(1));
	expect(drafts.openOnce(token, open)).toBeNull();
	expect(drafts.find(token)).toBeNull();
	expect(rooms).toBe(1);
});

it('[LO15] a draft whose room did not open is there for another try', async () => {
	const drafts = new Drafts(() => 0);
	const token = await drafts.keep(checked, from('a'));
	const fails = () => Promise.reject(new Error('disk'));
	await expect(drafts.openOnce(token, fails)).rejects.toThrow('disk');
	expect(drafts.find(token)).not.toBeNull();
	expect(await drafts.openOnce(token, () => Promise.resolve('room'))).toBe('room');
});
