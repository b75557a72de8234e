/** Every code that a finding may carry, read from the sources that write them. */
import { globSync, readFileSync } from 'node:fs';
import { debriefPhases } from '../../src/lib/casefile/debrief-sheet.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const all = (text: string, form: RegExp): string[] =>
	[...text.matchAll(form)].flatMap(([, code]) => code ?? []);

/** Where a code stands among other words, by its place in a call. */
const positional = 'additions completeness cues debrief media places references svg'.split(' ');
const noCode: readonly string[] = [...debriefPhases, 'clip-path', 'utf-8'];

/** The codes of form, then all of them. */
export function listCodes(): { form: Set<string>; every: Set<string> } {
	const form = new Set<string>();
	for (const path of globSync('src/lib/casefile/*.ts')) {
		const text = read(path);
		for (const code of [...all(text, named), ...all(text, slipped)]) form.add(code);
		if (positional.some((name) => path.endsWith(`/${name}.ts`)))
			for (const code of all(text, /'([a-z]+(?:-[a-z0-9]+)+)'/g))
				if (!noCode.includes(code)) form.add(code);
	}
	for (const name of ['folder', 'library', 'reference'])
		for (const code of [
			...all(read(`src/lib/server/${name}.ts`), named),
			...all(read(`src/lib/server/${name}.ts`), /', '([a-z]+(?:-[a-z]+)+)'\]/g)
		])
			form.add(code);
	const families = /const families = \[([^\]]*)\]/.exec(read('src/lib/casefile/law/words.ts'))?.[1];
	const every = new Set([...form, ...all(families ?? '', /'([a-z-]+)'/g)]);
	for (const path of globSync(['src/lib/casefile/l*/*.ts', 'src/lib/server/intake/*.ts'])) {
		const text = read(path);
		for (const code of [...all(text, named), ...all(text, slipped)]) every.add(code);
		if (path.endsWith('-codes.ts'))
			for (const code of all(text, /^\t'?([a-z0-9-]+)'?: (?:'|order|usage|\{)/gm)) every.add(code);
	}
	return { form, every };
}

const named = /\bcode: '([a-z0-9-]+)'/g;
const slipped = /\bslip\(\s*'([a-z0-9-]+)'/g;

/** What a schema refuses with a message, and the place of that message among its arguments. */
const messages: Readonly<Record<string, number>> = {
	string: 0,
	number: 0,
	boolean: 0,
	integer: 0,
	nonEmpty: 0,
	array: 1,
	union: 1,
	picklist: 1,
	regex: 1,
	check: 1,
	minLength: 1,
	maxLength: 1,
	minValue: 1,
	maxValue: 1,
	looseObject: 1
};

/** The calls of the schema library whose message is a bare sentence, or is not given: their findings would have no code. */
export function findUncoded(source: string): string[] {
	return [...source.matchAll(/\b(v\.(\w+))\(/g)].flatMap((found) => {
		const [whole, call = '', name = ''] = found;
		const place = messages[name];
		// What `safeParse` answers is told to nobody.
		if (place === undefined || source.slice(0, found.index).endsWith('safeParse(')) return [];
		const given = argumentsOf(source, found.index + whole.length)[place];
		return given === undefined || /^['"`]/.test(given) ? [call] : [];
	});
}

/** The arguments of the call that opened just before `from`; quotes and regular expressions are stepped over. */
function argumentsOf(source: string, from: number): string[] {
	const given = [''];
	let depth = 0;
	for (let at = from; at < source.length; at++) {
		const held = /^(?:'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/(?:\\.|[^/\\\n*])+\/)/.exec(
			source.slice(at, at + 500)
		)?.[0];
		const sign = held ?? source[at] ?? '';
		if (sign === ')' && depth === 0) break;
		if ('([{'.includes(sign)) depth++;
		if (')]}'.includes(sign)) depth--;
		if (sign === ',' && depth === 0) given.push('');
		else given[given.length - 1] += sign;
		at += sign.length - 1;
	}
	return given.map((it) => it.trim()).filter((it) => it !== '');
}
