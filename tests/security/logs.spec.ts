import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minimalCase, minimalFiles } from '../support/minimal-case.ts';
import { publish } from '../support/promise.ts';
import { holdHearing, leave, openHearing, type Hearing } from './hearing.ts';
import { ask, frame, Polling, Wire } from './raw.ts';
import { Shelf } from './shelf.ts';
import { Target } from './target.ts';

const file = minimalCase();
/** The words planted in every text of the case. */
const canaries = [...new Set([...minimalFiles().values()].join('\n').match(/canari\w+z/g))];

let shelf: Shelf;
let target: Target;
let hearing: Hearing;
beforeAll(async () => {
	shelf = await Shelf.open();
	// Without its glossary: there alone the case writes the bare words of an outcome.
	await shelf.add('minimale', (text) => text.replace('terme: relaxe', 'terme: peine'));
	// Everything the log can say.
	target = await Target.open({ PRETOIRE_LOG_LEVEL: 'trace', PRETOIRE_ACCESS_CODE: '' }, shelf.home);
	hearing = await openHearing(target.base, file);
});
afterAll(async () => {
	leave(hearing);
	await target.close();
	await shelf.close();
});

/** What stands in this text, that should not: by its name. */
const leaksIn = (text: string): string[] => [
	...canaries.filter((word) => text.includes(word)),
	...[...hearing.secrets]
		.filter(([, secret]) => secret && text.includes(secret))
		.map(([name]) => name)
];

/** Wrong in every way that writes a line, with a word or a secret in each place where one could slip in. */
async function attack(): Promise<void> {
	const { base } = target;
	const { code, phrase, secrets, browsers } = hearing;
	const word = canaries[0] ?? '';
	const token = [...secrets].find(([name]) => name.startsWith('tablette-'))?.[1] ?? '';
	const form = ['Origin: http://salle.test', 'Content-Type: application/x-www-form-urlencoded'];
	const post = (path: string, body: string, ...headers: string[]) =>
		ask(
			base,
			`POST ${path}`,
			[...form, ...headers, `Content-Length: ${Buffer.byteLength(body)}`],
			body
		);
	for (const [path, field] of [
		[`/salle/${code}?/carte`, 'carte'],
		[`/salle/${code}?/remplacer`, 'code'],
		[`/salle/${code}/regie?/retrouver`, 'phrase'],
		[`/salle/${code}/magistrat?/rejoindre`, 'code'],
		['/ouvrir', 'affaire'],
		['/', 'code']
	])
		for (const typed of [word, `${phrase} ${word}`, `${token}x`, `${code}${word}`])
			await post(
				path ?? '',
				`${field}=${encodeURIComponent(typed)}`,
				`Cookie: regie-${code}=${word}${token}`
			);
	const paths = [
		`/salle/${word}`,
		`/salle/${code}/pieces/${word}`,
		`/${word}?${token}`,
		`/salle/${code}?/${word}`
	];
	for (const path of paths) {
		await ask(base, `GET ${path}`, [`Referer: http://x/${word}`, `User-Agent: ${word}`]);
		await post(path, `x=${word}`);
		await ask(base, `POST ${path}`, [`Origin: http://${word}.test`, 'Content-Length: 0']);
		await ask(base, `${word} ${path}`);
	}
	await ask(base, 'GET /', [`Host: ${word} ${word}`, `X-${word}: ${token}`]);
	await ask(base, `GET /socket.io/?EIO=4&transport=polling&sid=${secrets.get('sid de regie')}`, [
		'X-Pretoire: regie'
	]);
	await ask(base, `GET /socket.io/?EIO=4&transport=${word}`, ['X-Pretoire: regie']);
	const pupil = browsers.get('sans place');
	if (!pupil) return;
	for (const frameOf of [
		{ type: word, input: word },
		{ type: 'nextStep', input: { [word]: 1 } },
		word
	])
		await pupil.send(frameOf);
	const polling = await Polling.enter(pupil, code);
	for (const packet of [`42["${word}","${token}"]`, `42["command",{"type":"${word}`, word])
		await polling.post(packet);
	const wire = await Wire.enter(pupil, code);
	wire.send(frame(`451-["${word}",{"_placeholder":true,"num":"${word}"}]`));
	wire.send(frame(word, { rsv: 3 }));
	await wire.closes(300);
	wire.socket.destroy();
}

describe('the log of a whole hearing under attack', () => {
	it('[A24] {P19} holds no word, cookie, code, phrase, pass or sid', async ({ task }) => {
		expect(canaries.length).toBeGreaterThan(60);
		expect([...hearing.secrets.values()].filter((it) => it.length > 5).length).toBeGreaterThan(40);
		await attack();
		await holdHearing(hearing, file);
		expect(hearing.gestures).toBeGreaterThan(40);
		await attack();
		expect(await target.program.kill('SIGTERM')).toBe(0);
		const { said } = target.program;
		expect(leaksIn(said)).toEqual([]);
		// It was not silent: each kind of fact is there.
		for (const fact of ['room-opened', 'key-refused', 'origin-refused', 'sid-refused', 'stopped'])
			expect(said).toContain(`"fact":"${fact}"`);
		expect(said.split('\n').filter((line) => line && !/^\{"level":"\w+",.*\}$/.test(line))).toEqual(
			[]
		);
		publish(task, {
			canaux: 1,
			'secrets plantés': hearing.secrets.size,
			'lignes du journal': said.split('\n').length
		});
	});

	it('[A24] {P19} nor do the files of the record hold a key, or a seat beside its choice', async ({
		task
	}) => {
		const names = await readdir(target.directory, { recursive: true });
		const texts = await Promise.all(
			names.map((name) => readFile(join(target.directory, name), 'latin1').catch(() => ''))
		);
		const text = texts.join('\n');
		for (const fact of ['"seatAnswered"', '"ballotClosed"', '"pollAnswered"'])
			expect(text.includes(fact)).toBe(true);
		// A code finds a room, and is no key. Everything else is hashed, or never written.
		const keys = [...hearing.secrets].filter(
			([name, secret]) => name !== 'code' && secret.length > 5
		);
		expect(keys.filter(([, secret]) => text.includes(secret)).map(([name]) => name)).toEqual([]);
		// The président alone voted « relaxe ».
		const told = [/"relaxe"/, /"choice"/, /"(juge|assesseur)\/\w+"[^}]{0,80}"coupable"/];
		expect(told.filter((it) => it.test(text))).toEqual([]);
		publish(task, { canaux: 1, 'fichiers lus': names.length, 'clés cherchées': keys.length });
	});
});
