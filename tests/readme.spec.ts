import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeConfig } from '../src/lib/server/config.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map(
	(path) => [path, read(path)] as const
);
const { scripts, license } = JSON.parse(read('package.json')) as {
	scripts: Record<string, string>;
	license: string;
};

describe('what a newcomer reads', () => {
	it('[R12] has the table of settings that the program reads', () => {
		const [, table] =
			/<!-- réglages[^>]*-->([^]*?)<!-- \/réglages -->/.exec(read('README.md')) ?? [];
		expect(table?.trim()).toBe(describeConfig().trim());
	});

	it.each(pages)('[R12] %s names only commands that exist', (_, text) => {
		const named = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:-]+)/g)];
		for (const [, name = ''] of named) expect(Object.keys(scripts)).toContain(name);
	});

	it.each(pages)('[R12] %s names only files that exist', (_, text) => {
		const quoted = [
			...text.matchAll(/`((?:src|bin|cases|tests)\/[\w./-]*|[\w.-]+\.(?:md|js|json))`/g)
		];
		const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)];
		const planned = /^tests\/browser\//;
		for (const [, path = ''] of [...quoted, ...linked])
			if (!planned.test(path)) expect(existsSync(join(root, path)), path).toBe(true);
	});

	it('[R12] shows two pictures of the sizes they were taken at', () => {
		const size = (name: string) => {
			const picture = readFileSync(join(root, 'docs/captures', name));
			expect(picture.subarray(1, 4).toString()).toBe('PNG');
			return [picture.readUInt32BE(16), picture.readUInt32BE(20)];
		};
		expect(size('regie.png')).toEqual([1366, 768]);
		expect(size('tablette.png')).toEqual([768, 1024]);
	});

	it('[R12] gives the licence that package.json names, whole', () => {
		expect(license).toBe('EUPL-1.2');
		const text = read('LICENSE');
		expect(text).toContain('EUROPEAN UNION PUBLIC LICENCE v. 1.2');
		for (let article = 1; article <= 15; article++)
			expect(text).toMatch(new RegExp(`^${article}\\.`, 'm'));
		expect(text).toContain('Appendix');
	});
});
