import { isIP } from 'node:net';
import * as v from 'valibot';
import { distance } from '../casefile/finding.ts';

/** An entry of the environment, trimmed; one that is empty counts as absent. */
const text = v.pipe(v.string(), v.trim());

const schema = v.object({
	PRETOIRE_DATA_DIR: v.pipe(
		v.optional(text, 'data'),
		v.description('Dossier où sont gardées les audiences.')
	),
	PRETOIRE_ACCESS_CODE: v.pipe(
		v.optional(text),
		v.check((code) => code === undefined || code.length >= 6, 'il faut au moins 6 caractères'),
		v.description('Code demandé pour ouvrir une audience ; sans lui, tout le monde peut en ouvrir.')
	),
	PRETOIRE_TRUSTED_PROXIES: v.pipe(
		v.optional(text, ''),
		v.transform((list) => list.split(',').map((address) => address.trim())),
		v.filterItems((address) => address !== ''),
		v.everyItem(
			(address) => isIP(address) !== 0,
			'il faut des adresses IP séparées par des virgules, par exemple 127.0.0.1, ::1'
		),
		v.description(
			'Adresses IP des serveurs mandataires (nginx, Caddy…) dont on croit les en-têtes, séparées par des virgules.'
		)
	),
	PRETOIRE_PUBLIC_URL: v.pipe(
		v.optional(text),
		v.check(
			isHttpsOrigin,
			'il faut une adresse en https:// sans chemin, par exemple https://pretoire.mon-college.fr'
		),
		v.transform((url) => (url === undefined ? undefined : new URL(url).origin)),
		v.description(
			'Adresse publique du site, si elle est connue d’avance ; elle commence par https://.'
		)
	),
	PRETOIRE_LOG_LEVEL: v.pipe(
		v.optional(text, 'info'),
		v.picklist(
			['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
			'il faut fatal, error, warn, info, debug, trace ou silent'
		),
		v.description('Niveau de détail du journal.')
	),
	PORT: v.pipe(
		v.optional(text, '3000'),
		v.regex(/^\d{1,5}$/, 'il faut un nombre entier de 0 à 65535'),
		v.transform(Number),
		v.maxValue(65535, 'il faut un nombre entier de 0 à 65535'),
		v.description('Port où le serveur écoute.')
	),
	HOST: v.pipe(
		v.optional(text, '0.0.0.0'),
		v.regex(/^[\w.:-]+$/, 'il faut une adresse IP ou un nom de machine'),
		v.description('Adresse où le serveur écoute ; 127.0.0.1 le réserve à cette machine.')
	)
});

type Name = keyof typeof schema.entries;

const names = Object.keys(schema.entries) as Name[];

/** What the environment asked for. */
export interface Config {
	dataDirectory: string;
	accessCode: string | null;
	trustedProxies: readonly string[];
	publicUrl: string | null;
	logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
	port: number;
	host: string;
}

/** Reads the environment: the configuration, or every problem at once, in French. */
export function parseConfig(
	environment: Readonly<Record<string, string | undefined>>
): { config: Config } | { problems: string[] } {
	const given = names.filter((name) => environment[name]?.trim());
	const parsed = v.safeParse(
		schema,
		Object.fromEntries(given.map((name) => [name, environment[name]]))
	);
	const problems = Object.keys(environment)
		.filter((name) => /^PRETOIRE/i.test(name) && !names.some((known) => known === name))
		.map((name) => `${name} : cette variable n’existe pas. Vouliez-vous dire ${nearest(name)} ?`);
	// The values are not repeated: one of them is a secret.
	for (const issue of parsed.issues ?? [])
		problems.push(`${v.getDotPath(issue)} : ${issue.message}.`);
	if (!parsed.success || problems.length > 0) return { problems };
	const { output } = parsed;
	return {
		config: {
			dataDirectory: output.PRETOIRE_DATA_DIR,
			accessCode: output.PRETOIRE_ACCESS_CODE ?? null,
			trustedProxies: output.PRETOIRE_TRUSTED_PROXIES,
			publicUrl: output.PRETOIRE_PUBLIC_URL ?? null,
			logLevel: output.PRETOIRE_LOG_LEVEL,
			port: output.PORT,
			host: output.HOST
		}
	};
}

/** Reads the environment, or throws every problem at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
	const parsed = parseConfig(environment);
	if ('config' in parsed) return parsed.config;
	throw new Error(`La configuration n’est pas bonne :\n- ${parsed.problems.join('\n- ')}`);
}

/** The table of the README, in Markdown. */
export function describeConfig(): string {
	const rows = names.map((name) => {
		const entry = schema.entries[name];
		const standard = v.getDefault(entry);
		return `| \`${name}\` | ${standard ? `\`${standard}\`` : 'aucun'} | ${v.getDescription(entry)} |`;
	});
	return ['| Variable | Par défaut | Rôle |', '| --- | --- | --- |', ...rows].join('\n') + '\n';
}

function isHttpsOrigin(url: string | undefined): boolean {
	if (url === undefined) return true;
	const parsed = URL.canParse(url) ? new URL(url) : null;
	return parsed?.protocol === 'https:' && parsed.href === `${parsed.origin}/`;
}

function nearest(unknown: string): Name | undefined {
	const wanted = unknown.toUpperCase();
	return names.toSorted((a, b) => distance(wanted, a) - distance(wanted, b))[0];
}
