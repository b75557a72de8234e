import { describe, expect, it } from 'vitest';
import { countWords, renderBlocks, renderInline } from '../../src/lib/casefile/markdown.ts';
import { caseOf, changed } from './broken.ts';

const attacks = [
	'<script>alert(1)</script>',
	'<xmp><script>alert(1)</script></xmp>',
	'<listing>&lt;script&gt;alert(1)&lt;/script&gt;</listing>',
	'<plaintext><img src=x onerror=alert(1)>',
	'<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	'[lien](javascript:alert(1))',
	'[lien](data:text/html,<script>alert(1)</script>)',
	'![image](https://exemple.test/x.png "a")',
	'<p onload="alert(1)" style="color:red" class="a">texte</p>',
	'<svg><style><img src=x onerror=alert(1)></style></svg>',
	'<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
	'<textarea></textarea><script>alert(1)</script>',
	'<iframe srcdoc="<script>alert(1)</script>"></iframe>',
	'<a href="jav&#x09;ascript:alert(1)">lien</a>',
	'<https://exemple.test/><form action=//exemple.test><input autofocus onfocus=alert(1)>',
	'<td onmouseover=alert(1)>cellule</td>',
	'"><img src=x onerror=alert(1)>',
	'<<b>script>alert(1)</script>',
	'<!--><img src=x onerror=alert(1)>-->',
	'&lt;img src=x onerror=alert(1)&gt;'
];
/** A tag that may leave: a known name, and nothing else. */
const harmless = /<\/?(p|strong|em|ul|ol|li|blockquote|h3|table|thead|tbody|tr|th|td)>|<br \/>/g;

describe('Markdown', () => {
	it('[F5] keeps the marks an author needs', () => {
		expect(renderBlocks('Un **mot** *vu*.\n\n- a\n- b\n\n### Titre\n\n> dit')).toBe(
			'<p>Un <strong>mot</strong> <em>vu</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n' +
				'<h3>Titre</h3>\n<blockquote>\n<p>dit</p>\n</blockquote>'
		);
		expect(renderBlocks('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<td>1</td>');
		expect(renderInline('Un *mot* ?')).toBe('Un <em>mot</em> ?');
	});

	it.each(attacks)('[F5] leaves no other tag and no attribute: %s', (attack) => {
		for (const html of [
			renderBlocks(attack),
			renderBlocks(`mot ${attack}`),
			renderInline(attack)
		]) {
			expect(html.replace(harmless, '')).not.toMatch(/<|javascript:/);
		}
	});

	it.each(attacks)('[F5] sanitises every page of a case: %s', (attack) => {
		const places: [string, string][] = [
			['affaire.md', 'Une personne est attendue'],
			['pieces/01-constat.md', 'Second paragraphe.'],
			['pieces/02-messages.md', 'Second paragraphe.'],
			['roles/parent-m.md', 'Tenir sa place.'],
			['roles/parent-m.md', 'Un fait que'],
			['roles/parent-m.md', 'Que savez-vous ?'],
			['decision.md', 'Les pièces se complètent.']
		];
		for (const [file, from] of places) {
			const files = changed(file, from, `${from} ${attack}`);
			const { summary, exhibits, briefs, decision } = caseOf(files);
			const pages = [
				summary,
				...exhibits.flatMap(({ paragraphs }) => paragraphs.map(({ html }) => html)),
				...briefs.flatMap(({ aim, secrets, questions }) => [aim, secrets ?? '', ...questions]),
				decision.sealed.reasons
			];
			expect(pages.join('').replace(harmless, '')).not.toMatch(/<|javascript:/);
		}
	});

	it('[F11] counts words as a reader does', () => {
		expect(countWords('« L’audience » — est ouverte : 18 h 02 !')).toBe(6);
		expect(countWords('')).toBe(0);
	});
});
