import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { finding, quote } from './finding.ts';
import type { Finding } from './finding.ts';

export type Path = readonly (string | number)[];
/** The line of a value, or of its nearest parent when it is absent. */
export type LineOf = (path: Path) => number;

interface Yaml {
	data: Record<string, unknown>;
	lineOf: LineOf;
}

/** Longer, a block is refused unread: the library slows down on thousands of keys. */
const longest = 64 * 1024;

/** A mistake of writing, whatever the line was to say. */
const form = { code: 'forme' };

/** Reads a block of YAML that starts at `firstLine` of its file; never throws. */
export function readYaml(file: string, text: string, firstLine: number): Yaml | Finding[] {
	if (text.length > longest) {
		return [
			finding(file, firstLine, 'bloc YAML de plus de 64 ko', 'le raccourcir', {
				code: 'yaml-trop-long'
			})
		];
	}
	try {
		return parse(file, text, firstLine);
	} catch {
		return [
			finding(
				file,
				firstLine,
				'bloc YAML illisible : ancres (&, *) ou crochets trop imbriqués',
				'écrire chaque valeur en toutes lettres, une clé par ligne',
				{ code: 'yaml-illisible' }
			)
		];
	}
}

function parse(file: string, text: string, firstLine: number): Yaml | Finding[] {
	const lines = new LineCounter();
	const document = parseDocument(text, {
		prettyErrors: false,
		lineCounter: lines,
		logLevel: 'error'
	});
	const lineAt = (offset: number) => firstLine - 1 + Math.max(1, lines.linePos(offset).line);

	// One mistake often upsets the parser several times: the first one says where to look.
	const error = document.errors[0] ?? document.warnings[0];
	if (error) return [finding(file, lineAt(error.pos[0]), ...explain(error), form)];

	const data: unknown = document.toJS({ maxAliasCount: 0 });
	if (!isMap(document.contents) || typeof data !== 'object' || data === null) {
		const remedy = 'écrire une clé par ligne, par exemple « titre: Une journée »';
		return [finding(file, firstLine, 'bloc YAML sans clés', remedy, { code: 'yaml-sans-cles' })];
	}
	return { data: data as Record<string, unknown>, lineOf: lineFinder(document, lineAt) };
}

function lineFinder(document: Document, lineAt: (offset: number) => number): LineOf {
	return (path) => {
		let node: unknown = document.contents;
		let offset = document.contents?.range?.[0] ?? 0;
		for (const segment of path) {
			if (isMap(node)) {
				const pair = node.items.find(
					({ key }) => isScalar(key) && String(key.value) === String(segment)
				);
				if (!pair) break;
				offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
				node = pair.value;
			} else if (isSeq(node) && typeof segment === 'number') {
				const item: unknown = node.items[segment];
				if (!item) break;
				offset = (isMap(item) || isScalar(item) ? item.range?.[0] : undefined) ?? offset;
				node = item;
			} else break;
		}
		return lineAt(offset);
	};
}

function explain({ code, message }: YAMLError): [problem: string, remedy: string] {
	switch (code) {
		case 'BLOCK_AS_IMPLICIT_KEY':
			return ['valeur qui contient « : »', 'mettre toute la valeur entre guillemets doubles'];
		case 'DUPLICATE_KEY':
			return ['clé écrite deux fois', 'n’en garder qu’une'];
		case 'TAB_AS_INDENT':
			return ['tabulation en début de ligne', 'la remplacer par des espaces'];
		case 'BAD_SCALAR_START':
			return ['valeur qui commence par un signe réservé', 'mettre la valeur entre guillemets'];
		case 'MISSING_CHAR':
			return ['guillemet, crochet, accolade ou « : » manquant', 'compléter la ligne'];
		case 'BAD_INDENT':
		case 'MULTILINE_IMPLICIT_KEY':
			return ['retrait ou suite de ligne incorrects', 'aligner la ligne avec ses voisines'];
		default:
			return [
				`bloc YAML mal écrit (${quote(message)})`,
				'vérifier les guillemets, les retraits et les « : » de la ligne'
			];
	}
}
