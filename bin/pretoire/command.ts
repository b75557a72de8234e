/** What the commands share: how they read, how they answer, how they refuse. */
import { resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters, type ParseArgsOptionsConfig } from 'node:util';
import { distance } from '../../src/lib/casefile/finding.ts';
import { ArchiveRefusal } from '../../src/lib/server/archive/refusal.ts';
import { parseConfig, type Config } from '../../src/lib/server/config.ts';
import { StoreUnavailable } from '../../src/lib/server/store/store.ts';

/** What was typed is not what the command takes; the message says in French which word. */
export class Misunderstood extends Error {}

/** Reads the options of a command, `--json` included, or throws Misunderstood. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
	args: string[],
	options: Options,
	mostFiles = 0
) {
	const taken = { ...options, json: { type: 'boolean', default: false } } as const;
	const { tokens } = parseArgs({ args, options: taken, strict: false, tokens: true });
	const files = tokens.filter(({ kind }) => kind === 'positional');
	for (const token of tokens) {
		if (token.kind === 'option')
			checkOption(token, Object.hasOwn(taken, token.name) && taken[token.name], Object.keys(taken));
		else if (token.kind === 'positional' && files.indexOf(token) >= mostFiles)
			throw new Misunderstood(`« ${token.value} » est de trop.`);
	}
	return parseArgs({ args, options: taken, allowPositionals: true });
}

function checkOption(
	{ rawName, value }: { rawName: string; value?: string | undefined },
	known: false | ParseArgsOptionsConfig[string] | undefined,
	names: readonly string[]
): void {
	const near = names.find((name) => distance(`--${name}`, rawName) <= 2);
	if (!known)
		throw new Misunderstood(
			`« ${rawName} » n’existe pas.${near ? ` Vouliez-vous dire « --${near} » ?` : ''}`
		);
	if (known.type === 'boolean' && value !== undefined)
		throw new Misunderstood(`« ${rawName} » ne prend pas de valeur.`);
	if (known.type === 'string' && (value === undefined || value.startsWith('-')))
		throw new Misunderstood(`« ${rawName} » attend une valeur.`);
}

/** Does the work with the server's settings and answers: lines for a person, or one JSON object. */
export async function answer(
	json: boolean,
	work: (config: Config, directory: string) => Promise<Said>
): Promise<number> {
	try {
		const { code = 0, lines, data } = await work(...readSettings());
		if (json) console.log(JSON.stringify(data, null, '\t'));
		else for (const line of lines) say(line);
		return code;
	} catch (error) {
		// Our own sentences are enough; anything else is a fault of ours, and its stack helps.
		const isOurs = error instanceof ArchiveRefusal || error instanceof StoreUnavailable;
		if (!isOurs) throw error;
		if (json) console.log(JSON.stringify({ error: error.message }, null, '\t'));
		else console.error(error.message);
		if (isUnforeseen(error.cause)) console.error(error.cause);
		return 1;
	}
}

/** A cause that our sentence does not explain. */
const isUnforeseen = (cause: unknown): boolean =>
	cause instanceof Error && !('errcode' in cause) && !(cause instanceof StoreUnavailable);

export interface Said {
	code?: number;
	lines: readonly string[];
	data: unknown;
}

function readSettings(): [Config, string] {
	const parsed = parseConfig(process.env);
	if ('config' in parsed) return [parsed.config, resolve(parsed.config.dataDirectory)];
	throw new ArchiveRefusal(
		['Ces réglages ne sont pas bons :', ...parsed.problems.map((it) => `- ${it}`)].join('\n')
	);
}

/** File names come from outside: no escape sequence reaches the terminal. */
function say(line: string): void {
	console.log(stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' '));
}

export const onDay = (at: number): string =>
	new Date(at).toLocaleDateString('fr-FR', { dateStyle: 'long' });

export const atHour = (at: number): string =>
	new Date(at).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

export const inMegabytes = (bytes: number): string =>
	`${(bytes / 1_000_000).toLocaleString('fr-FR', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} Mo`;

export const count = (n: number, one: string, many: string): string =>
	`${n.toLocaleString('fr-FR')} ${n > 1 ? many : one}`;
