/** What is wrong in a file, where, and how to mend it; in French, for authors. */
export interface Finding {
	/** Stable: « serment-du-prevenu ». */
	code: string;
	/** An error keeps the case from loading; a warning is shown to the author, one of law to the facilitator too. */
	severity: 'error' | 'warning';
	/** The text of law or the rule that says so. */
	source?: string;
	/** Path inside the folder that was read. */
	file: string;
	/** From 1. */
	line: number;
	problem: string;
	remedy: string;
}

/** Makes a finding with French typography: an error of form, unless `about` says otherwise. */
export function finding(
	file: string,
	line: number,
	problem: string,
	remedy: string,
	about: { code?: string; severity?: Finding['severity']; source?: string } = {}
): Finding {
	return {
		code: 'forme',
		severity: 'error',
		...about,
		file,
		line: Math.max(1, line),
		problem: typeset(problem),
		remedy: typeset(remedy)
	};
}

/** Orders findings as an author mends them: file by file, from the top. */
export function inOrder(findings: Finding[]): Finding[] {
	return findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** Quotes what an author wrote: short, without control characters (it may reach a terminal). */
export function quote(written: unknown): string {
	const text = typeof written === 'string' ? written : (JSON.stringify(written) ?? String(written));
	const clean = text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 60);
	return `« ${clean}${text.length > 60 ? '…' : ''} »`;
}

/** Says which known word the author probably meant, or lists the known ones. */
export function suggest(written: string, known: readonly string[]): string {
	const near = nearest(written, known);
	if (near) return `écrire ${quote(near)}`;
	return known.length > 0 ? `choisir parmi : ${known.join(', ')}` : 'le retirer';
}

/** Answers the closest known word, when it is close enough to be a slip of the keyboard. */
export function nearest(written: string, known: readonly string[]): string | undefined {
	// A wrong number has no near neighbour: 9 is no slip for 1.
	if (/^\d*$/.test(written)) return undefined;
	const word = written.slice(0, 60).toLowerCase();
	let best: string | undefined;
	let least = Infinity;
	for (const candidate of known) {
		const gap = distance(word, candidate.toLowerCase());
		if (gap < least && gap <= Math.max(word.length, candidate.length) / 2) {
			best = candidate;
			least = gap;
		}
	}
	return best;
}

/** Levenshtein's distance: how many letters to add, drop or change. */
export function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

function typeset(text: string): string {
	return text
		.replace(/ ([:;?!»])/g, '\u00a0$1')
		.replace(/« /g, '«\u00a0')
		.replace(/'/g, '’');
}
