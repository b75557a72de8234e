/** Every text that an author wrote, with its line and what it is; comments are left out. */
import { plainLines, readPage, withoutComments } from '../page.ts';
import type { Page } from '../page.ts';
import type { Path } from '../yaml.ts';

/** What a text is in its case. */
export type ProseKind =
	| 'title'
	| 'summary'
	| 'note'
	| 'charge'
	| 'person'
	| 'town'
	| 'seat'
	| 'simplification'
	| 'source'
	| 'glossary'
	| 'piece-head'
	| 'piece'
	| 'easy'
	| 'description'
	| 'drawing'
	| 'brief'
	| 'task'
	| 'say'
	| 'prompt'
	| 'cue'
	| 'decision'
	| 'reasons'
	| 'sequel'
	| 'debrief'
	| 'claim';

/** One text: a paragraph, an element of a list, a value of a front matter. */
export interface Writing {
	kind: ProseKind;
	file: string;
	/** Where it starts, from 1. */
	line: number;
	/** Without the marks of Markdown; a paragraph keeps its ends of lines. */
	text: string;
	/** Number of the piece. */
	piece?: number;
	/** Whose brief, task or cue it is, as written. */
	seat?: string;
	step?: string;
	/** Place of the cue in its step, from 1. */
	cue?: number;
	/** Title of the `##` above it, in a brief and in the debrief. */
	section?: string;
}

export type Files = ReadonlyMap<string, string | Uint8Array>;

/** The line of the file where a text holds this place of it. */
export function lineAt({ line, text }: Writing, index: number): number {
	return line + (text.slice(0, index).match(/\n/g)?.length ?? 0);
}

/** The same text, sign for sign, with plain spaces and quotes. */
export function plain(text: string): string {
	return text.replace(/[\s\u00a0\u202f]/gu, ' ').replace(/[’ʼ]/g, "'");
}

/** Many rules read the same files: they are cut once. */
const cutAlready = new WeakMap<Files, Writing[]>();

/** Reads all the prose of a case, file by file; its files no longer change. */
export function readProse(files: Files): readonly Writing[] {
	const known = cutAlready.get(files) ?? readFiles(files);
	cutAlready.set(files, known);
	return known;
}

function readFiles(files: Files): Writing[] {
	return [...files].flatMap(([file, content]) => {
		if (file.endsWith('.svg')) return readDrawing(file, content);
		if (typeof content !== 'string' || !file.endsWith('.md')) return [];
		if (file === 'deroule.md') return readScript(file, bodyOf(content));
		if (file === 'debrief.md') return readDebrief(file, bodyOf(content));
		const page = readPage(file, content);
		if (Array.isArray(page)) return [];
		if (file.startsWith('pieces/')) return readPiece(page);
		if (file.startsWith('roles/')) return readBrief(page);
		return file === 'decision.md' ? readDecision(page) : readHeader(page);
	});
}

const headerKinds: Readonly<Record<string, ProseKind>> = {
	titre: 'title',
	droit: 'note',
	prevention: 'charge',
	personnes: 'person',
	lieux: 'town',
	places: 'seat',
	simplifications: 'simplification',
	sources: 'source',
	glossaire: 'glossary'
};
/** Values that are names or choices of the format. */
const names = ['id', 'camp', 'etape', 'infraction', 'place', 'lien', 'poursuite'];

function readHeader(page: Page): Writing[] {
	const head = readValues(page, ([first, , key]) => {
		if (names.includes(String(key ?? ''))) return undefined;
		return key === 'source' ? 'source' : headerKinds[String(first)];
	});
	return [...head, ...readBody(page, () => ({ kind: 'summary' }))];
}

function readPiece(page: Page): Writing[] {
	const number = Number(page.data['numero'] ?? /\/(\d+)-/.exec(page.file)?.[1] ?? 0);
	const head = readValues(page, ([key]) =>
		['titre', 'date', 'auteur'].includes(String(key))
			? 'piece-head'
			: key === 'description'
				? 'description'
				: undefined
	);
	const body = readBody(page, (section) => ({ kind: section === '' ? 'piece' : 'easy' }));
	return [...head, ...body].map((writing) => ({ ...writing, piece: number }));
}

/** « - interrogatoire : Note chaque heure. » */
const taskLine = /^([a-z0-9-]+)\s*:\s*(\S[\s\S]*)$/u;

function readBrief(page: Page): Writing[] {
	const seat = String(page.data['place'] ?? '');
	return readBody(page, (section, text) => {
		const [, step, task] = /^pendant/iu.test(section) ? (taskLine.exec(plain(text)) ?? []) : [];
		if (step === undefined || task === undefined) return { kind: 'brief', seat, section };
		return { kind: 'task', seat, section, step, text: text.slice(-task.length) };
	});
}

function readDecision(page: Page): Writing[] {
	return [
		...readValues(page, ([key]) =>
			['mesures', 'pieces'].includes(String(key)) ? undefined : 'decision'
		),
		...readBody(page, (section) => ({ kind: section === '' ? 'reasons' : 'sequel' }))
	];
}

function readScript(file: string, body: string): Writing[] {
	let cue = 0;
	let step = '';
	let seat: string | undefined;
	return cut(body, 1).flatMap(({ mark, line, text }): Writing[] => {
		if (mark === '##') {
			[step, seat, cue] = [text.split(/\s+[—–-]/u)[0]?.trim() ?? '', undefined, 0];
			return [];
		}
		if (mark === '###') {
			seat = text.split(/\s/u)[0] ?? '';
			cue++;
			return [];
		}
		if (seat !== undefined) return [{ kind: 'cue', file, line, text, step, seat, cue }];
		return [{ kind: mark === '>' ? 'say' : 'prompt', file, line, text, step }];
	});
}

function readDebrief(file: string, body: string): Writing[] {
	let section = '';
	return cut(body, 1).flatMap(({ mark, line, text }): Writing[] => {
		if (mark === '##') section = text.split(/\s+[—–-]/u)[0]?.trim() ?? '';
		if (mark === '##') return [];
		if (mark === '###') return [{ kind: 'claim', file, line, text, section }];
		return debriefTexts({ kind: 'debrief', file, line, text, section });
	});
}

/** A claim's last sentence says where its figure comes from. */
function debriefTexts(writing: Writing): Writing[] {
	const cutAt = writing.section === 'vrai-faux' ? writing.text.search(/^Source\s?:/mu) : -1;
	if (cutAt < 0) return [writing];
	const source = { line: lineAt(writing, cutAt), text: writing.text.slice(cutAt) };
	const answer = { ...writing, text: writing.text.slice(0, cutAt).trim() };
	return [...(answer.text ? [answer] : []), { ...writing, kind: 'source', ...source }];
}

function readDrawing(file: string, content: string | Uint8Array): Writing[] {
	const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
	const written = /<(?:text|tspan|title|desc)\b[^<>]*>([^<>]*)/g;
	return [...text.matchAll(written)].flatMap(({ index, 1: said = '' }): Writing[] => {
		const line = 1 + (text.slice(0, index).match(/\n/g)?.length ?? 0);
		return said.trim() === '' ? [] : [{ kind: 'drawing', file, line, text: said.trim() }];
	});
}

function bodyOf(content: string): string {
	return withoutComments(plainLines(content).join('\n'));
}

function readValues(page: Page, kindOf: (path: Path) => ProseKind | undefined): Writing[] {
	const found: Writing[] = [];
	const walk = (value: unknown, path: Path): void => {
		if (typeof value === 'string') {
			const kind = kindOf(path);
			if (kind) found.push({ kind, file: page.file, line: page.lineOf(path), text: value });
		} else if (Array.isArray(value)) value.forEach((each, index) => walk(each, [...path, index]));
		else if (typeof value === 'object' && value !== null)
			for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
	};
	walk(page.data, []);
	return found;
}

type About = Partial<Writing> & { kind: ProseKind };

function readBody(page: Page, about: (section: string, text: string) => About): Writing[] {
	let section = '';
	return cut(page.body, page.bodyLine).flatMap(({ mark, line, text }): Writing[] => {
		if (mark === '##') section = text;
		return mark === '##' ? [] : [{ file: page.file, line, text, ...about(section, text) }];
	});
}

interface Cut {
	mark: '##' | '###' | '>' | '-' | '';
	line: number;
	text: string;
}

/** Titles, quotations, elements of lists and paragraphs, each with the line where it starts. */
function cut(body: string, firstLine: number): Cut[] {
	const cuts: Cut[] = [];
	let open: Cut | undefined;
	body.split('\n').forEach((raw, index) => {
		const found = /^\s{0,3}(#{1,6}|>|[-*+](?=\s)|\d{1,3}[.)](?=\s))\s*(.*)$/u.exec(raw);
		const text = (found ? (found[2] ?? '') : raw.trim()).replace(/\*\*|__|[*`]/g, '');
		if (text.trim() === '') open = undefined;
		else if (open && (!found || (found[1] === '>' && open.mark === '>'))) open.text += `\n${text}`;
		else {
			const sign = found?.[1] ?? '';
			const mark =
				sign === '##' || sign === '>' || sign === '' ? sign : sign.startsWith('#') ? '###' : '-';
			const begun: Cut = { mark, line: firstLine + index, text };
			cuts.push(begun);
			open = mark.startsWith('#') ? undefined : begun;
		}
	});
	return cuts;
}
