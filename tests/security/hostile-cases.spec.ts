import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLibrary } from '../../src/lib/server/library.ts';
import { publish } from '../support/promise.ts';
import { Shelf } from './shelf.ts';
import { Target } from './target.ts';

const run = (command: string, ...args: string[]) => execFileSync(command, args);
const sly = '\u202e\u0000\u200b';
let shelf: Shelf;
let target: Target;
let opened = 0;
beforeAll(async () => {
	shelf = await Shelf.open();
	await shelf.add('minimale');
	const header = (id: string, content: string) =>
		shelf.add(id, (text, path) =>
			path === 'affaire.md' ? `---\n${content}\n---\nTexte.\n` : text
		);
	await header('crochets', '['.repeat(10_000));
	await header('accolades', `a: ${'{a: '.repeat(5_000)}`);
	await header(
		'rires',
		'a: &a [x,x]\n' +
			[...'bcdefghi']
				.map((it, i) => `${it}: &${it} [*${'abcdefgh'[i]},*${'abcdefgh'[i]}]`)
				.join('\n')
	);
	await header('cles', Array.from({ length: 4_000 }, (_, i) => `cle${i}: 1`).join('\n'));
	await header('proto', '__proto__: {a: 1}\nconstructor: {prototype: 1}\nid: proto');
	await header('sournoise', `id: sournoise\ntitre: ${JSON.stringify(sly)}`);
	await shelf.write('nul/affaire.md', Buffer.from([0, 1, 2, 255, 254, 0]));
	await shelf.write('gros/affaire.md', Buffer.alloc(10_000_000, 'a'));
	await shelf.write('image/affaire.md', '---\nid: image\n---\n');
	await shelf.write('image/pieces/01.svg', '<svg onload="alert(1)"/>');
	await shelf.write('image/pieces/photo\u202egnp.html', '<script>alert(1)</script>');
	await mkdir(join(shelf.cases, 'dossier/affaire.md'), { recursive: true });
	await mkdir(join(shelf.cases, 'profond', ...Array.from({ length: 60 }, () => 'a')), {
		recursive: true
	});
	await mkdir(join(shelf.cases, 'lien'));
	await symlink('/etc/passwd', join(shelf.cases, 'lien/affaire.md'));
	await symlink('..', join(shelf.cases, 'lien/pieces'));
	await mkdir(join(shelf.cases, 'tuyau'));
	run('mkfifo', join(shelf.cases, 'tuyau/affaire.md'));
	for (let i = 0; i < 2_000; i++) await shelf.write(`nombreux/pieces/${i}.md`, '');
	const start = performance.now();
	target = await Target.open({}, shelf.home);
	opened = performance.now() - start;
});
afterAll(async () => {
	await target.close();
	await shelf.close();
});

const broken = [
	...['accolades', 'cles', 'crochets', 'dossier', 'gros', 'image', 'lien', 'nombreux', 'nul'],
	...['profond', 'proto', 'rires', 'sournoise', 'tuyau']
];

describe('a hostile library', () => {
	it('[A25] {P24} CVE-2026-33532: a hostile case is refused with its line; the others open', async ({
		task
	}) => {
		const library = await readLibrary(shelf.cases);
		expect(library.cases.map(({ id }) => id)).toEqual(['minimale']);
		expect(library.broken.map(({ id }) => id)).toEqual(broken);
		for (const { id, findings } of library.broken)
			for (const { file, line, problem, remedy } of findings) {
				expect(file, id).toContain(id);
				expect(line, id).toBeGreaterThan(0);
				expect(problem.length * remedy.length, id).toBeGreaterThan(0);
				expect(problem, id).not.toMatch(/at .*\.ts|root:x/);
			}
		// The process read the same folder before it listened.
		const page = await (await fetch(`${target.base}/ouvrir`)).text();
		for (const id of broken) expect(page, id).toContain(id);
		const { memory } = await target.holds();
		expect(memory).toBeLessThan(200);
		publish(task, {
			'dossiers hostiles refusés': broken.length,
			'ms pour ouvrir avec eux': Math.round(opened),
			'Mo en mémoire': Math.round(memory)
		});
	});
});
