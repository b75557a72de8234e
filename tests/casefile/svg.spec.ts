import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStains } from '../../src/lib/casefile/svg.ts';

const draw = (inside: string, root = '') =>
	`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50"${root}>\n${inside}\n</svg>\n`;
const codes = (svg: string) => findStains(svg).map(({ code, line }) => `${code} ${line}`);

const harmless = [
	'<rect x="1" y="1" width="10" height="5" fill="none" stroke="#333" stroke-width="0.5"/>',
	'<g transform="translate(3 4)"><path d="M0 0 L10 10\n Z"/><text x="1" y="2">Salle B12 : « l’accueil » &amp; co</text></g>',
	'<defs><marker id="fleche" viewBox="0 0 2 2" refX="1" refY="1" orient="auto"><path d="M0 0h2"/></marker></defs><line x1="0" y1="0" x2="9" y2="9" marker-end="url(#fleche)"/>',
	'<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient><linearGradient id="b" xlink:href="#a"/></defs><rect width="1" height="1" fill="url(#b)"/>',
	'<symbol id="porte"><path d="M0 0h3"/></symbol><use href="#porte" x="4"/><use href="#porte" x="9"/>',
	'<title>Plan</title><desc>Le couloir</desc><!-- une note -->',
	'<circle r="2" style="fill:#abc; stroke: rgb(1, 2, 3);stroke-width:2px"/>'
];

const hostile: [what: string, inside: string, root?: string][] = [
	['a script', '<script>alert(1)</script>'],
	['a style sheet', '<style>* { fill: url(https://exemple.test) }</style>'],
	['HTML', '<foreignObject><p>x</p></foreignObject>'],
	['an event', '<rect onclick="alert(1)"/>'],
	['an event of the drawing', '<rect/>', ' onload="alert(1)"'],
	['a picture from outside', '<image href="https://exemple.test/a.png"/>'],
	['a link', '<a href="https://exemple.test"><rect/></a>'],
	['a script in a link', '<use href="javascript:alert(1)"/>'],
	['data in a link', '<use href="data:image/svg+xml,x"/>'],
	['another file', '<use xlink:href="autre.svg#a"/>'],
	['an animation', '<rect><animate attributeName="x" to="9"/></rect>'],
	['a set', '<rect><set attributeName="href" to="javascript:alert(1)"/></rect>'],
	['a filter', '<filter id="f"><feImage href="https://exemple.test"/></filter>'],
	['a colour from outside', '<rect fill="url(https://exemple.test#a)"/>'],
	['a style from outside', '<rect style="fill:url(https://exemple.test#a)"/>'],
	['a style that is a rule', '<rect style="background-image:image-set(x)"/>'],
	['an entity', '<text>&xxe;</text>'],
	['a coded sign', '<rect fill="&#106;avascript:x"/>'],
	['raw data', '<![CDATA[<script>alert(1)</script>]]>'],
	['an instruction', '<?xml-stylesheet href="https://exemple.test"?>'],
	['another namespace', '<rect xmlns="http://www.w3.org/1999/xhtml"/>'],
	['a prefixed script', '<svg:script>alert(1)</svg:script>'],
	['an unknown attribute', '<rect data-x="1"/>'],
	['a mark at every vertex', '<marker id="m"/><path d="M0 0h1h1" marker-mid="url(#m)"/>'],
	['a chain of copies', '<g id="a"><rect/></g><g id="b"><use href="#a"/></g><use href="#b"/>']
];

describe('a drawing', () => {
	it.each(harmless)('[F33] that only draws is kept as it is: %s', (inside) => {
		expect(findStains(draw(inside))).toEqual([]);
		expect(findStains(`\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n${draw(inside)}`)).toEqual([]);
	});

	it.each(hostile)('[F33] {P24} with %s is refused, on its line', (_, inside, root = '') => {
		expect(codes(draw(inside, root))[0]).toBe(`svg-interdit ${root ? 1 : 2}`);
	});

	it.each([
		['a document type', '<!DOCTYPE svg [<!ENTITY a "b">]>' + draw(''), 'svg-interdit 1'],
		['no drawing', 'Bonjour', 'svg-mal-ecrit 1'],
		['nothing', '', 'svg-mal-ecrit 1'],
		['HTML', '<html><body/></html>', 'svg-interdit 1'],
		['a drawing left open', draw('<g>'), 'svg-mal-ecrit 3'],
		['two drawings', draw('') + draw(''), 'svg-mal-ecrit 4'],
		['a quote left open', draw('<rect fill="red/>'), 'svg-mal-ecrit 2'],
		['no box', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg-sans-viewbox 1'],
		['no namespace', '<svg viewBox="0 0 1 1"/>', 'svg-mal-ecrit 1'],
		['ten thousand elements', draw('<rect/>'.repeat(10_000)), 'svg-trop-lourd 2'],
		['absurd nesting', draw('<g>'.repeat(9_000)), 'svg-trop-lourd 2'],
		[
			'a copy of a copy of all',
			draw(`<g id="a">${'<rect/>'.repeat(1_000)}</g>${'<use href="#a"/>'.repeat(1_000)}`),
			'svg-trop-lourd 2'
		]
	])('[F33] {P24} %s is refused', (_, svg, code) => {
		expect(codes(svg)[0]).toBe(code);
	});

	it('[F33] {P24} any text is judged quickly, and nothing that runs is ever let through', () => {
		const bits = [
			...['<svg', '<g>', '</g>', '<script>', '<use href="#a"/>', ' onload="x"', ' id="a"', '>'],
			...['<!--', '-->', '&', '"', "'", ' ', '\n', '/>', '</svg>', 'style="', 'url(', '#a)']
		];
		fc.assert(
			fc.property(
				fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 8 })), {
					maxLength: 60
				}),
				(parts) => {
					const svg = draw(parts.join(''));
					const stains = findStains(svg);
					expect(stains.every(({ line }) => line >= 1)).toBe(true);
					if (stains.length === 0) {
						const alive = svg.replace(/<!--[\s\S]*?-->/g, '');
						expect(alive).not.toMatch(/<(?:script|style|foreignObject)|<[^>"]*\son\w+\s*=/);
					}
				}
			),
			{ numRuns: 400 }
		);
	});

	it('[F33] {P24} a long attribute, a long gap and many quotes are read in line with their length', () => {
		for (const inside of [
			`<path d="${'M0 0 '.repeat(50_000)}"/>`,
			`<rect${' '.repeat(250_000)}x="1"/>`,
			`<rect${' '.repeat(250_000)}!`,
			`<rect ${'x="1" '.repeat(40_000)}/>`,
			`${'<!-- a -->'.repeat(25_000)}`,
			`<text>${'&amp;'.repeat(50_000)}</text>`,
			`${'<'.repeat(250_000)}`
		]) {
			const start = performance.now();
			findStains(draw(inside));
			expect(performance.now() - start).toBeLessThan(2_000);
		}
	});
});
