/**
 * `npm run bench [-- --only a,c --rooms 50 --seconds 8 --json | --markdown]`: Prétoire beside a bare `ws` and a bare
 * Socket.IO relay, in one run. (a) a hearing, (b) rooms held, (c) storms, (d) memory, (e) replay, and
 * (typing) notebooks, beside Hocuspocus, and (voting) everybody's answers within a second. docs/performance.md
 * says what is in each.
 */
import { parseArgs } from 'node:util';
import { hearing, memory, ramp, storm } from './parts.ts';
import { kinds, type Kind } from './place.ts';
import { replay } from './replay.ts';
import { print, printMarkdown, type Results } from './table.ts';
import { openLarge, typing } from './typing.ts';
import { voting } from './voting.ts';

const { values } = parseArgs({
	options: {
		only: { type: 'string', default: 'a,b,c,d,e,typing,voting' },
		rooms: { type: 'string', default: '50' },
		seconds: { type: 'string', default: '8' },
		json: { type: 'boolean', default: false },
		markdown: { type: 'boolean', default: false }
	}
});
const parts = values.only.split(',');
const rooms = bound(values.rooms, 1, 250);
const seconds = bound(values.seconds, 1, 120);
const begun = Date.now();
const say = (what: string) =>
	process.stderr.write(`${Math.round((Date.now() - begun) / 1_000)} s · ${what}\n`);

const results: Results = {};
if (parts.includes('a'))
	results.hearing = await each(kinds, (kind) => {
		say(`(a) ${rooms} rooms, ${kind}`);
		return hearing(kind, rooms, seconds);
	});
if (parts.includes('b'))
	results.ramp = await each(kinds, (kind) => {
		say(`(b) rooms held, ${kind}`);
		return ramp(kind, Math.min(seconds, 3));
	});
if (parts.includes('c'))
	results.storm = (
		await each(['socketio', 'pretoire'] as const, (kind) => {
			say(`(c) storms, ${kind}`);
			return storm(kind, 2 * rooms);
		})
	).flat();
if (parts.includes('d')) {
	say('(d) memory');
	results.memory = await memory(Math.min(rooms, 30));
}
if (parts.includes('typing')) {
	say(`(typing) ${rooms} rooms`);
	results.typing = await typing(rooms, seconds);
	results.opening = openLarge();
}
if (parts.includes('voting'))
	results.voting = await each(kinds, (kind) => {
		say(`(voting) ${rooms} rooms, ${kind}`);
		return voting(kind, rooms);
	});
if (parts.includes('e')) {
	say('(e) replay');
	results.replay = await replay(5_000);
}
say('done');
if (values.json)
	console.log(JSON.stringify(results, (_, it: unknown) => (it === Infinity ? null : it)));
else if (values.markdown) printMarkdown(results);
else print(results);

async function each<Result>(
	which: readonly Kind[],
	run: (kind: Kind) => Promise<Result>
): Promise<Result[]> {
	const results: Result[] = [];
	for (const kind of which) results.push(await run(kind));
	return results;
}

function bound(text: string, least: number, most: number): number {
	const asked = Number(text);
	if (!(asked >= least && asked <= most)) throw new Error(`between ${least} and ${most}: ${text}`);
	return asked;
}
