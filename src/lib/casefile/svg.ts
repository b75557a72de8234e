/** Reads an SVG drawing against an allow-list: what does not draw is refused, with its line. */
import { quote } from './finding.ts';
import { attributes, elements, namespaces } from './svg-words.ts';

const mostElements = 4_000;
/** Elements drawn once every `use` is unfolded. */
const mostDrawn = 40_000;
const deepest = 40;

/** A part of the drawing that must go: where it starts, what it is, how to mend it. */
export interface Stain {
	code: 'svg-interdit' | 'svg-mal-ecrit' | 'svg-sans-viewbox' | 'svg-trop-lourd';
	line: number;
	problem: string;
	remedy: string;
}

const openTag =
	/^<([A-Za-z][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/u;
const closeTag = /^<\/([A-Za-z][\w:.-]*)\s*>/u;
const pair = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const entity = /&(?!(?:amp|lt|gt|quot|apos);)/u;
const remedies = {
	drawing: 'ne garder que des formes, des traits et du texte',
	form: 'enregistrer le dessin en « SVG simple », ou corriger la ligne'
};

/** Says what the drawing must lose before anybody sees it; nothing when it only draws. */
export function findStains(svg: string): Stain[] {
	const stains: Stain[] = [];
	const starts = [0, ...[...svg.matchAll(/\n/g)].map(({ index }) => index + 1)];
	const told = new Set<string>();
	const tell = (code: Stain['code'], at: number, problem: string, remedy: string) => {
		const line = lineIn(starts, at);
		if (stains.length < 20 && !told.has(`${line} ${problem}`)) {
			told.add(`${line} ${problem}`);
			stains.push({ code, line, problem, remedy });
		}
	};
	readMarks(svg, tell);
	return stains;
}

type Tell = (code: Stain['code'], at: number, problem: string, remedy: string) => void;

/** An element still open: what it is called, what it holds. */
interface Open {
	name: string;
	id: string | undefined;
	count: number;
	refers: boolean;
}

function readMarks(svg: string, tell: Tell): void {
	const start = /^\uFEFF?(?:<\?xml[^?<>]{0,200}\?>)?/u.exec(svg)?.[0].length ?? 0;
	const open: Open[] = [];
	const drawn = new Map<string, { count: number; refers: boolean }>();
	const references: { target: string; at: number }[] = [];
	let [at, count, isRooted] = [start, 0, false];
	while (at < svg.length) {
		const next = svg.indexOf('<', at);
		const text = svg.slice(at, next < 0 ? svg.length : next);
		if (entity.test(text)) {
			tell('svg-interdit', at, 'entité dans le dessin', 'écrire le signe lui-même');
		}
		if (text.trim() !== '' && open.length === 0) {
			return tell('svg-mal-ecrit', at, 'texte hors du dessin', remedies.form);
		}
		if (next < 0) break;
		at = next;
		if (svg.startsWith('<!--', at)) {
			const end = svg.indexOf('-->', at + 4);
			if (end < 0) return tell('svg-mal-ecrit', at, 'commentaire non fermé', remedies.form);
			at = end + 3;
			continue;
		}
		if (/^<[!?]/.test(svg.slice(at, at + 2))) {
			const problem = `${quote(svg.slice(at, at + 12))} n’est pas un dessin`;
			return tell('svg-interdit', at, problem, 'retirer DOCTYPE, entités et instructions');
		}
		const closing = closeTag.exec(svg.slice(at, at + 80));
		if (closing) {
			const ended = open.pop();
			if (!ended || ended.name !== closing[1]) {
				return tell('svg-mal-ecrit', at, `${quote(closing[0])} ne ferme rien`, remedies.form);
			}
			fold(ended, open.at(-1), drawn);
			at += closing[0].length;
			continue;
		}
		const end = svg.indexOf('>', at);
		const opening = openTag.exec(svg.slice(at, end < 0 ? at : endOfTag(svg, at)));
		const [whole = '', name = '', written = '', alone] = opening ?? [];
		if (!opening) return tell('svg-mal-ecrit', at, 'balise mal écrite', remedies.form);
		if (!elements.has(name)) {
			tell('svg-interdit', at, `${quote(`<${name}>`)} n’est pas un dessin`, remedies.drawing);
		}
		if (++count > mostElements || open.length >= deepest) {
			return tell('svg-trop-lourd', at, 'dessin trop chargé', 'le simplifier');
		}
		const isRoot = open.length === 0;
		if (isRoot && isRooted) return tell('svg-mal-ecrit', at, 'deux dessins', remedies.form);
		if ((name === 'svg') !== isRoot) {
			return tell('svg-mal-ecrit', at, '« <svg> » mal placé', 'n’en écrire qu’un, tout au début');
		}
		const isGradient = name.endsWith('Gradient');
		const found = readAttributes(written, at + 1 + name.length, isGradient, tell);
		if (isRoot) checkRoot(found, at, tell);
		isRooted = true;
		references.push(...found.targets.map((target) => ({ target, at })));
		const element: Open = {
			name,
			id: found.values.get('id'),
			count: 1,
			refers: found.refers
		};
		if (alone) fold(element, open.at(-1), drawn);
		else open.push(element);
		at += whole.length;
	}
	if (open.length > 0 || !isRooted) {
		return tell('svg-mal-ecrit', svg.length, 'dessin qui n’est pas fermé', remedies.form);
	}
	checkReferences(references, drawn, count, tell);
}

function endOfTag(svg: string, at: number): number {
	let mark = '';
	for (let index = at; index < svg.length; index++) {
		const sign = svg[index] ?? '';
		if (mark !== '') mark = sign === mark ? '' : mark;
		else if (sign === '"' || sign === "'") mark = sign;
		else if (sign === '>') return index + 1;
	}
	return at;
}

function readAttributes(written: string, at: number, isGradient: boolean, tell: Tell) {
	const values = new Map<string, string>();
	const targets: string[] = [];
	let refers = false;
	for (const { 1: name = '', 2: double, 3: single = '', index } of written.matchAll(pair)) {
		const value = double ?? single;
		const where = at + index;
		if (values.has(name)) tell('svg-mal-ecrit', where, `${quote(name)} en double`, remedies.form);
		values.set(name, value);
		const target = readReference(name, value);
		if (target !== undefined) targets.push(target);
		// A gradient names one other at most: that chain unfolds to nothing.
		refers ||= target !== undefined && !isGradient;
		if (target === undefined && !isPlain(name, value)) {
			const problem = `${quote(`${name}="${value}"`)} interdit`;
			tell('svg-interdit', where, problem, remedies.drawing);
		}
	}
	return { values, targets, refers };
}

/** What `href="#a"` or `fill="url(#a)"` names in the drawing itself. */
function readReference(name: string, value: string): string | undefined {
	if (!attributes.has(name)) return undefined;
	const form = /href$/.test(name) ? /^#([\w.-]+)$/u : /^url\(\s*["']?#([\w.-]+)["']?\s*\)$/u;
	return form.exec(value)?.[1];
}

function isPlain(name: string, value: string): boolean {
	if (name === 'style') return value.split(';').every(isPlainStyle);
	if (!attributes.has(name) || /href$/.test(name) || entity.test(value)) return false;
	if (/[^\P{Cc}\t\n\r]|\\/u.test(value)) return false;
	if (name.startsWith('xmlns')) return namespaces[name] === value;
	return /^(?:id|class|aria-)/.test(name) || !/url|script|data:|import|expression/iu.test(value);
}

/** « fill: #abc » and no more: no reference, no rule. */
function isPlainStyle(declaration: string): boolean {
	const [name = '', value = '', ...rest] = declaration.split(':').map((part) => part.trim());
	if (name === '') return value === '';
	if (rest.length > 0 || !/^[\p{L}\d\s#.,%'"+()-]*$/u.test(value)) return false;
	const isUsual = attributes.has(name) || /^(?:line-height|-inkscape-[\w-]+)$/.test(name);
	return isUsual && !/url|script|import|expression/iu.test(value);
}

function checkRoot({ values }: { values: Map<string, string> }, at: number, tell: Tell): void {
	if (values.get('xmlns') !== namespaces['xmlns']) {
		const remedy = 'écrire xmlns="http://www.w3.org/2000/svg" dans la balise <svg>';
		tell('svg-mal-ecrit', at, 'dessin sans « xmlns »', remedy);
	}
	const box =
		values
			.get('viewBox')
			?.trim()
			.split(/[\s,]+/u) ?? [];
	const [, , width = 0, height = 0] = box.map(Number);
	if (box.length === 4 && width > 0 && height > 0 && box.every((side) => /^-?[\d.]+$/.test(side)))
		return;
	const remedy = 'écrire viewBox="0 0 largeur hauteur" dans la balise <svg>';
	tell('svg-sans-viewbox', at, 'dessin sans « viewBox »', remedy);
}

function fold(
	{ id, count, refers }: Open,
	parent: Open | undefined,
	drawn: Map<string, { count: number; refers: boolean }>
): void {
	if (id !== undefined) drawn.set(id, { count, refers });
	if (!parent) return;
	parent.count += count;
	parent.refers ||= refers;
}

/** What is referred to refers to nothing itself: no chain, so no explosion. */
function checkReferences(
	references: { target: string; at: number }[],
	drawn: ReadonlyMap<string, { count: number; refers: boolean }>,
	count: number,
	tell: Tell
): void {
	let total = count;
	for (const { target, at } of references) {
		const found = drawn.get(target);
		if (!found) {
			const problem = `${quote(`#${target}`)} n’existe pas dans le dessin`;
			tell('svg-mal-ecrit', at, problem, 'corriger le nom, ou retirer le renvoi');
		} else if (found.refers) {
			const remedy = 'dessiner la forme une fois, sans renvoi à l’intérieur';
			tell('svg-interdit', at, `${quote(`#${target}`)} renvoie à son tour ailleurs`, remedy);
		}
		total += found?.count ?? 0;
	}
	if (total > mostDrawn) {
		tell('svg-trop-lourd', references[0]?.at ?? 0, 'dessin trop chargé', 'le simplifier');
	}
}

/** The line, from 1, of a position. */
function lineIn(starts: readonly number[], at: number): number {
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= at) low = middle;
		else high = middle - 1;
	}
	return low + 1;
}
