/** Reads the files of a case, each by its kind, into sheets that keep what could be read. */
import { addPassages } from './additions.ts';
import { readBrief } from './briefs.ts';
import { readDebrief } from './debrief.ts';
import { readDecision } from './decision.ts';
import { files as named } from './sheets.ts';
import type { Sheets, Sheet } from './sheets.ts';
import { numberInName, readExhibit } from './exhibits.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { readHeader } from './header.ts';
import { longestFile, longestMediaOfCase, tellSize } from './limits.ts';
import { mediaTypeOf } from './media.ts';
import type { Page, Reading } from './page.ts';
import type { Procedure } from './procedure.ts';
import { seatNames } from './seats.ts';
import { readScript } from './script.ts';

/** Path inside the folder → text, or bytes for media. */
export type CaseFiles = ReadonlyMap<string, string | Uint8Array>;

/** Reads every file; a file that cannot be read has its finding, and leaves no value. */
export function readSheets(
	files: CaseFiles,
	procedures: ReadonlyMap<string, Procedure>
): { sheets: Sheets; findings: Finding[] } {
	const findings: Finding[] = [];
	const sheets: Sheets = {
		header: undefined,
		seats: [],
		exhibits: [],
		briefs: [],
		script: undefined,
		decision: undefined,
		debrief: undefined,
		procedure: undefined
	};
	const media = new Set<string>();
	for (const [file, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const unfit = refuse(file, content);
		if (unfit) {
			findings.push(unfit);
			addStray(sheets, file);
		} else if (typeof content === 'string') {
			try {
				findings.push(...readFile(sheets, file, content, files, media));
			} catch {
				findings.push(unreadable(file));
			}
		}
	}
	findings.push(...checkMedia(files, media));
	for (const file of [named.header, named.script, named.decision]) {
		if (files.has(file)) continue;
		const remedy = 'l’écrire : voir cases/README.md';
		findings.push(finding(file, 1, 'fichier absent', remedy, { code: 'fichier-absent' }));
	}
	findings.push(...findProcedure(sheets, procedures));
	return { sheets, findings };
}

function readFile(
	sheets: Sheets,
	file: string,
	text: string,
	files: CaseFiles,
	media: Set<string>
): Finding[] {
	if (file === named.header) {
		const reading = readHeader(file, text);
		const { known, lost } = reading;
		sheets.header = { ...toSheet(reading, file, reading.page?.data['id']), known, lost };
		sheets.seats = seatNames(reading.page?.data['places']);
		return reading.findings;
	}
	if (file === named.script) {
		const { steps, findings } = readScript(file, text);
		const lastLine = text.trimEnd().split('\n').length;
		sheets.script = { file, steps, lastLine, sound: findings.length === 0 };
		return findings;
	}
	if (file === named.debrief) {
		const { value, findings } = readDebrief(file, text);
		sheets.debrief = { file, lineOf: () => 1, name: undefined, value };
		return findings;
	}
	if (file === named.decision) {
		const reading = readDecision(file, text);
		sheets.decision = toSheet(reading, file, undefined);
		return reading.findings;
	}
	if (file.startsWith('pieces/')) {
		const reading = readExhibit(file, text, files);
		for (const name of mediaNames(reading.page)) media.add(`pieces/${name}`);
		if (!reading.page || reading.page.lost.length > 0) media.add(anyMedia);
		sheets.exhibits.push(toSheet(reading, file, reading.value?.number ?? numberInName(file)));
		return reading.findings;
	}
	const reading = readBrief(file, text);
	sheets.briefs.push(toSheet(reading, file, reading.page?.data['place']));
	return reading.findings;
}

function toSheet<T>(reading: Reading<T>, file: string, name: unknown): Sheet<T> {
	return {
		file,
		lineOf: reading.page?.lineOf ?? (() => 1),
		name: typeof name === 'string' || typeof name === 'number' ? String(name) : undefined,
		value: reading.value
	};
}

/** A file that has another's name may be the piece or the brief that seems to be missing. */
function addStray(sheets: Sheets, file: string): void {
	const stray = { file, lineOf: () => 1, name: undefined, value: undefined };
	if (file.startsWith('pieces/')) sheets.exhibits.push(stray);
	if (file.startsWith('roles/')) sheets.briefs.push(stray);
}

/** A piece that cannot be read may show whatever no other shows. */
const anyMedia = 'pieces/*';

function mediaNames(page: Page | undefined): string[] {
	return [page?.data['image'], page?.data['son']].filter((name) => typeof name === 'string');
}

function refuse(file: string, content: string | Uint8Array): Finding | undefined {
	const known = Object.values<string>(named);
	if (mediaTypeOf(file)) return undefined;
	const expected = known.includes(file) || /^roles\/[^/]+\.md$/.test(file);
	if (!expected && numberInName(file) === undefined) {
		const remedy = file.startsWith('pieces/')
			? 'le nommer pieces/NN-titre.md, par exemple pieces/04-messages.md'
			: `${suggest(file, known)}, ou le placer dans pieces/ ou roles/`;
		return finding(file, 1, 'fichier inattendu', remedy, { code: 'fichier-inattendu' });
	}
	if (typeof content !== 'string') {
		const remedy = 'l’enregistrer en texte, en UTF-8';
		return finding(file, 1, 'fichier qui n’est pas du texte', remedy, {
			code: 'fichier-illisible'
		});
	}
	if (content.length <= longestFile) return undefined;
	const problem = `fichier de plus de ${tellSize(longestFile)}`;
	return finding(file, 1, problem, 'le raccourcir', { code: 'fichier-trop-lourd' });
}

/** Every media file belongs to a piece, and together they stay light. */
function checkMedia(files: CaseFiles, named: ReadonlySet<string>): Finding[] {
	const kept = [...files].filter(([file]) => mediaTypeOf(file));
	const found = kept.flatMap(([file]) => {
		if (named.has(file) || named.has(anyMedia)) return [];
		const remedy = 'écrire « image » ou « son » dans une pièce, ou retirer le fichier';
		const problem = 'image ou son qu’aucune pièce ne montre';
		return finding(file, 1, problem, remedy, { code: 'media-sans-piece' });
	});
	const total = kept.reduce((sum, [, bytes]) => sum + bytes.length, 0);
	if (total <= longestMediaOfCase) return found;
	const problem = 'plus de 1,5 Mo d’images et de sons';
	return [...found, finding('pieces', 1, problem, 'les réduire', { code: 'medias-trop-lourds' })];
}

function findProcedure(sheets: Sheets, procedures: ReadonlyMap<string, Procedure>): Finding[] {
	const header = sheets.header;
	if (!header?.known.procedure) return [];
	const name = header.known.procedure;
	const procedure = procedures.get(name);
	if (!procedure) {
		const problem = `procédure ${quote(name)} absente ou en erreur`;
		const remedy = suggest(name, [...procedures.keys()]);
		const line = header.lineOf(['procedure']);
		return [finding(header.file, line, problem, remedy, { code: 'procedure-absente' })];
	}
	if (!sheets.script) {
		sheets.procedure = procedure;
		return [];
	}
	const { file, steps } = sheets.script;
	const { procedure: extended, findings } = addPassages(file, procedure, steps);
	sheets.procedure = extended;
	return findings;
}

/** What is told of a file that upsets the reader. */
export function unreadable(file: string): Finding {
	const remedy = 'l’écrire plus simplement : listes et citations sont trop imbriquées';
	return finding(file, 1, 'fichier illisible', remedy, { code: 'fichier-illisible' });
}
