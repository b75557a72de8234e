/** What an author got wrong in a block of YAML, said in words: tabs, indents, colons, quotes. */
import { isMap, LineCounter, parseDocument } from 'yaml';
import type { YAMLError } from 'yaml';
import { quote } from './finding.ts';

/** One mistake of writing, with its line in the text that was read. */
export interface Mistake {
	/** From 1. */
	line: number;
	code: string;
	problem: string;
	remedy: string;
}

type Told = Omit<Mistake, 'line'>;

const unreadable: Told = {
	code: 'yaml-illisible',
	problem: 'bloc YAML illisible : ancres (&, *) ou crochets trop imbriqués',
	remedy: 'écrire chaque valeur en toutes lettres, une clé par ligne'
};

/** The first mistake of a text, which explains the others; never throws. */
export function findMistake(text: string): Mistake | undefined {
	const counter = new LineCounter();
	try {
		const document = parseDocument(text, {
			prettyErrors: false,
			lineCounter: counter,
			logLevel: 'error'
		});
		const error = document.errors[0] ?? document.warnings[0];
		if (error) {
			const line = Math.max(1, counter.linePos(error.pos[0]).line);
			return explain(error, text.split('\n'), line);
		}
		if (isMap(document.contents)) document.toJS({ maxAliasCount: 0 });
		return undefined;
	} catch {
		return { line: 1, ...unreadable };
	}
}

const indent: Told = {
	code: 'yaml-retrait',
	problem: 'retrait qui ne suit pas les lignes voisines',
	remedy:
		'commencer la ligne sous la première lettre de la ligne voisine, avec des espaces : ni plus, ni moins'
};
const colon: Told = {
	code: 'yaml-deux-points',
	problem: 'valeur qui contient « : »',
	remedy: 'mettre toute la valeur entre guillemets doubles'
};
/** A line that says no key. */
export const keyless: Told = {
	code: 'yaml-sans-deux-points',
	problem: 'ligne sans « clé: »',
	remedy: 'écrire la clé, « : », une espace, puis la valeur'
};
/** Written by whoever repeats a key of the block. */
export const repeated: Told = {
	code: 'yaml-cle-en-double',
	problem: 'clé écrite deux fois',
	remedy: 'n’en garder qu’une'
};

function explain({ code, message }: YAMLError, lines: readonly string[], line: number): Mistake {
	const at = (told: Told, on = line): Mistake => ({ line: on, ...told });
	const written = lines[line - 1] ?? '';
	switch (code) {
		case 'TAB_AS_INDENT':
			return at({
				code: 'yaml-tabulation',
				problem: 'tabulation en début de ligne',
				remedy: 'la remplacer par des espaces'
			});
		case 'DUPLICATE_KEY':
			return at(repeated);
		case 'BAD_SCALAR_START':
		case 'TAG_RESOLVE_FAILED':
			return at({
				code: 'yaml-signe-reserve',
				problem: 'valeur qui commence par un signe réservé',
				remedy: 'mettre la valeur entre guillemets'
			});
		case 'BLOCK_AS_IMPLICIT_KEY':
		case 'MULTILINE_IMPLICIT_KEY':
			return at(...explainKey(lines, line));
		default:
	}
	if (/closing .*quote/i.test(message)) {
		const opened = lines.findIndex((each) => leftOpen.test(each));
		const told = {
			code: 'yaml-guillemet-ouvert',
			problem: 'guillemet ouvert et jamais fermé',
			remedy: 'ajouter le même guillemet à la fin de la valeur'
		};
		return at(told, opened < 0 ? line : opened + 1);
	}
	if (/^Flow |flow (?:collection|map|seq)|end with a [\]}]/i.test(message)) {
		const opened = lines.findLastIndex((each, index) => index < line && /[[{]/.test(each));
		const told = {
			code: 'yaml-crochet',
			problem: 'crochet ou accolade mal fermé',
			remedy: 'fermer « [ » par « ] » et « { » par « } », sur la même ligne'
		};
		return at(told, opened < 0 ? line : opened + 1);
	}
	if (code === 'UNEXPECTED_TOKEN' && /(?:^|[:,[-]\s+)["']/.test(written)) {
		return at({
			code: 'yaml-guillemet-interne',
			problem: 'texte après le guillemet qui ferme la valeur',
			remedy:
				'mettre toute la valeur entre guillemets doubles, et des « » ou une apostrophe ’ dedans'
		});
	}
	if (code === 'BAD_INDENT' || /without - indicator/.test(message)) return at(indent);
	if (/need to be followed by map values/.test(message)) return at(keyless);
	return at({
		code: 'yaml-mal-ecrit',
		problem: `bloc YAML mal écrit (${quote(message)})`,
		remedy: 'vérifier les guillemets, les retraits et les « : » de la ligne'
	});
}

/** A value that begins with a quotation mark and does not end with it on its line. */
const leftOpen = /(?:^|[:,[{-]\s*)(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$/;
const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/** The parser says the same of a value with a colon and of a key set too far right: the lines tell them apart. */
function explainKey(lines: readonly string[], line: number): [told: Told, line: number] {
	const [before = '', written = '', next = ''] = [lines[line - 2], lines[line - 1], lines[line]];
	if (/:\s+\S.*:(?:\s|$)/.test(written)) return [colon, line];
	if (/:\s+\S/.test(written) && /\S:(?:\s|$)/.test(next) && indentOf(next) > indentOf(written)) {
		return [indent, line + 1];
	}
	if (/^\s*-\s/.test(written) && indentOf(before) !== indentOf(written)) return [indent, line];
	return /:(?:\s|$)/.test(written) ? [indent, line] : [keyless, line];
}
