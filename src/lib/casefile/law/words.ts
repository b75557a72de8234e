/** `cases/droit/mots.yaml`: words refused, and what to write instead. */
import * as v from 'valibot';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import type { TableReading } from '../reference.ts';
import { listOf, oneOf, record, slug, text } from '../shape.ts';
import { readTable, repeats, trust } from './table.ts';

/** What a refused word would do to a class: the code of its finding. */
const families = [
	'mode-d-emploi',
	'quantite-ou-prix',
	'marque-reelle',
	'mot-stigmatisant',
	'origine-ou-religion',
	'banalisation',
	'peur'
] as const;
export type Family = (typeof families)[number];

/** Parts of a case where a word may be let through. */
const places = ['prevention', 'droit', 'glossaire', 'debrief', 'decision', 'deroule'] as const;

/** One refused word, in all its forms. */
export interface RefusedWord {
	id: string;
	family: Family;
	severity: 'error' | 'warning';
	/** Where it is found in a text made plain (`lint/prose.ts`). */
	pattern: RegExp;
	/** What surrounds it where it is harmless. */
	except?: RegExp;
	/** Words of the same text that make it harmless. */
	beside?: RegExp;
	/** Parts of the case where it is let through. */
	outside: readonly (typeof places)[number][];
	reason: string;
	instead: string;
	source: string;
}

const entry = record({
	id: slug,
	famille: oneOf(families),
	mots: listOf(text),
	sauf: v.optional(listOf(text)),
	sauf_avec: v.optional(listOf(text)),
	sauf_dans: v.optional(listOf(oneOf(places))),
	gravite: v.optional(oneOf(['erreur', 'avertissement']), 'erreur'),
	raison: text,
	ecrire: text,
	source: text,
	confiance: trust
});

/** Reads the refused words, or every line of them that is wrong; never throws. */
export function parseWords(file: string, content: string): TableReading<RefusedWord> {
	const twice = repeats<RefusedWord>(file, ({ id }) => id);
	return readTable(file, content, 'mots', entry, toWord, (words, lineOf) => [
		...twice(words, lineOf),
		...words.flatMap(({ id, pattern }, index): Finding[] =>
			pattern.test('')
				? [finding(file, lineOf(index), `« ${id} » refuse tout`, 'écrire un mot')]
				: []
		)
	]);
}

function toWord(line: v.InferOutput<typeof entry>): RefusedWord {
	return {
		id: line.id,
		family: line.famille,
		severity: line.gravite === 'erreur' ? 'error' : 'warning',
		pattern: compile(line.mots),
		...(line.sauf === undefined ? {} : { except: compile(line.sauf) }),
		...(line.sauf_avec === undefined ? {} : { beside: compile(line.sauf_avec) }),
		outside: line.sauf_dans ?? [],
		reason: line.raison,
		instead: line.ecrire,
		source: line.source
	};
}

const letter = '[\\p{L}\\p{N}]';

/**
 * Forms in an author's writing: « gramme* » any end of word, « # g » any number, a capital letter only itself.
 * Nothing else has a meaning, so that no table can make a text slow to read.
 */
export function compile(forms: readonly string[]): RegExp {
	const forward = forms.map((form) => compileOne(form.trim())).join('|');
	return new RegExp(`(?<!${letter})(?:${forward})(?!${letter})`, 'gu');
}

function compileOne(form: string): string {
	let written = '';
	let previous = '';
	for (const sign of form) {
		if (sign === '*') written += '\\p{L}*';
		else if (sign === '#') written += '\\d+(?:[ .]\\d{3})*(?:,\\d+)?';
		else if (/\s/u.test(sign)) written += previous === '#' ? ' *' : ' +';
		else if (/[’ʼ]/u.test(sign)) written += "'";
		else if (/\p{Ll}/u.test(sign)) written += `[${sign}${sign.toUpperCase()}]`;
		else written += sign.replace(/[\^$\\.*+?()[\]{}|/]/u, '\\$&');
		previous = sign;
	}
	return written;
}
