import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reference } from '../../../src/lib/casefile/reference.ts';
import { Intake } from '../../../src/lib/server/intake/intake.ts';
import { pack } from '../../../src/lib/server/intake/pack.ts';
import { readLibrary, type Library } from '../../../src/lib/server/library.ts';
import { filesOf, ownCase } from '../../support/archive.ts';
import { publish } from '../../support/promise.ts';
import { membersOf, zip } from '../../support/zip.ts';

let library: Library;
let reference: Reference;
let intake: Intake;
beforeAll(async () => {
	library = await readLibrary('cases');
	({ reference } = library);
	intake = new Intake();
});
afterAll(() => intake.stop());

async function read(archive: Uint8Array, by = intake) {
	const answer = await by.read(archive, reference);
	if (!answer) throw new Error('busy');
	return answer;
}
const told = async (archive: Uint8Array, by = intake): Promise<string> => {
	const answer = await read(archive, by);
	return 'findings' in answer
		? answer.findings.map((it) => `${it.file}:${it.line} ${it.problem}`).join('\n')
		: 'sound';
};

/** The sound case with one text of its own changed. */
const spoiled = (file: string, change: (text: string) => string): Buffer =>
	ownCase('mon-affaire', (path, text) => (path === file ? change(text) : text));
const piece = 'pieces/01';
const firstPiece = () =>
	[...filesOf('le-sac-du-couloir').keys()].find((path) => path.startsWith('pieces/01')) ?? piece;

describe('the reading of an archive', () => {
	it('[LO9] every shipped case goes out as an archive and comes back unchanged', async ({
		task
	}) => {
		expect(library.cases.length).toBeGreaterThan(1);
		let heaviest = 0;
		for (const file of library.cases) {
			const sources = library.sources(file.id) ?? new Map<string, Uint8Array>();
			const archive = await pack(file.id, sources);
			heaviest = Math.max(heaviest, archive.length);
			const back = await read(archive);
			if ('findings' in back) throw new Error(JSON.stringify(back.findings, null, 1));
			expect(back.casefile).toEqual(file);
			const plain = (files: ReadonlyMap<string, Uint8Array>) =>
				[...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]).toSorted();
			expect(plain(back.files)).toEqual(plain(filesOf(file.id)));
		}
		publish(task, {
			'affaires sorties et rentrées': library.cases.length,
			'ko par archive': Math.ceil(heaviest / 1024)
		});
	});

	it('[LO3] {P24} a hostile text is refused with its line, or is nothing but text', async ({
		task
	}) => {
		const bombs: [string, Buffer, RegExp][] = [
			[
				'CVE-2026-33532, brackets',
				spoiled('affaire.md', (text) =>
					text.replace('titre:', `autre: ${'['.repeat(9000)}\ntitre:`)
				),
				/^affaire\.md:\d+ /
			],
			[
				'a yaml bomb',
				spoiled('affaire.md', (text) => {
					const names = 'abcdefghi'.split('');
					const lines = names.map((it, n) =>
						n === 0
							? 'a: &a [x,x,x,x,x,x,x,x,x]'
							: `${it}: &${it} [${Array<string>(9)
									.fill(`*${names[n - 1]}`)
									.join(',')}]`
					);
					return text.replace('titre:', `${lines.join('\n')}\ntitre:`);
				}),
				/^affaire\.md:\d+ /
			],
			[
				'absurd quotes',
				spoiled(firstPiece(), (text) => `${text}\n\n${'> '.repeat(60_000)}x`),
				/^pieces\/01/
			],
			[
				'a second decision',
				zip([
					...membersOf(filesOf('le-sac-du-couloir'), 'x/'),
					{ name: 'x/decision-2.md', content: 'x' }
				]),
				/^decision-2\.md:1 /
			]
		];
		const pictures: Record<string, string | Uint8Array> = {
			'pieces/90-a.svg': '<svg viewBox="0 0 1 1" onload="alert(1)"><script>alert(1)</script></svg>',
			'pieces/91-b.png': hugePicture(),
			'pieces/92-c.jpg': '<script>alert(1)</script>'
		};
		for (const [path, content] of Object.entries(pictures)) {
			const files = new Map<string, string | Uint8Array>(filesOf('le-sac-du-couloir'));
			const name = firstPiece();
			const text = Buffer.from(files.get(name) ?? '').toString();
			const keys = `image: ${path.slice(7)}\ndescription: ${'un dessin complet et précis '.repeat(5)}\n`;
			files.set(
				name,
				text.replace(/^nature:.*$/m, (line) => `${line}\n${keys}`)
			);
			files.set(path, content);
			bombs.push([path, zip(membersOf(files, 'x/')), /^pieces\/9\d|^pieces\/01/]);
		}
		let slowest = 0;
		for (const [name, archive, line] of bombs) {
			const started = performance.now();
			expect(await told(archive), name).toMatch(line);
			slowest = Math.max(slowest, performance.now() - started);
		}
		const tags = await read(
			spoiled(firstPiece(), (text) =>
				text.replace(
					/(\n---\n)([^\n]+)/,
					'$1$2 <xmp><img src=x onerror=alert(1)></xmp>[a](javascript:x)'
				)
			)
		);
		expect(JSON.stringify(tags)).not.toMatch(/<xmp|<img|href="javascript/i);
		publish(task, {
			'affaires hostiles': bombs.length + 1,
			'ms par affaire au pire': Math.ceil(slowest)
		});
	});

	it('[LO4] {P24} what takes too long or too much is given up, and the next is read', async () => {
		const hasty = new Intake({ deadline: 1 });
		const narrow = new Intake({ megabytes: 4 });
		expect(await told(ownCase(), hasty)).toMatch(/trop longue/);
		expect(await told(ownCase(), narrow)).toMatch(/trop longue/);
		expect(await told(ownCase())).toBe('sound');
		await Promise.all([hasty.stop(), narrow.stop()]);
	});

	it('[LO4] {P24} the loop that serves hearings goes on while an archive is read', async ({
		task
	}) => {
		const archive = spoiled(firstPiece(), (text) => `${text}\n\n${'*a '.repeat(60_000)}`);
		let [longest, last] = [0, performance.now()];
		const beat = setInterval(() => {
			longest = Math.max(longest, performance.now() - last);
			last = performance.now();
		}, 5);
		const before = process.memoryUsage().rss;
		expect(await told(archive)).not.toBe('sound');
		const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
		clearInterval(beat);
		expect(longest).toBeLessThan(1000);
		expect(grown).toBeLessThan(200);
		publish(task, {
			'ms sans réponse au pire': Math.ceil(longest),
			'Mo de plus': Math.ceil(grown)
		});
	});

	it('[LO4] a few archives wait, the others are told to come back', async () => {
		const busy = new Intake({ waiting: 2 });
		const asked = [1, 2, 3, 4].map(() => busy.read(zip([{ name: 'x.md' }]), reference));
		const answers = await Promise.all(asked);
		expect(answers.map((it) => it !== null)).toEqual([true, true, false, false]);
		expect(await busy.read(zip([{ name: 'x.md' }]), reference)).not.toBeNull();
	});
});

/** A picture that says that it is 65 000 dots wide and high. */
function hugePicture(): Buffer {
	const head = Buffer.from('89504e470d0a1a0a0000000d494844520000fde80000fde80806000000', 'hex');
	return Buffer.concat([head, Buffer.alloc(40)]);
}
