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
	PRETOIRE_NIGHTLY_BACKUP: v.pipe(
		v.optional(text, 'on'),
		v.picklist(['on', 'off'], 'il faut on ou off'),
		v.transform((choice) => choice === 'on'),
		v.description(
			'Sauvegarde de chaque nuit, vers 2 h, ou au démarrage suivant si la machine dormait ; off n’en fait pas.'
		)
	),
	PRETOIRE_BACKUPS_KEPT: v.pipe(
		v.optional(text, '14'),
		v.regex(/^\d{1,3}$/, 'il faut un nombre entier de 1 à 365'),
		v.transform(Number),
		v.minValue(1, 'il faut un nombre entier de 1 à 365'),
		v.maxValue(365, 'il faut un nombre entier de 1 à 365'),
		v.description('Nombre de sauvegardes gardées ; la plus ancienne laisse la place à la nouvelle.')
	),
	PRETOIRE_RETENTION_DAYS: v.pipe(
		v.optional(text, '30'),
		v.regex(/^\d{1,4}$/, 'il faut un nombre entier de jours, de 0 à 3650'),
		v.transform(Number),
		v.maxValue(3650, 'il faut un nombre entier de jours, de 0 à 3650'),
		v.description(
			'Jours après sa fermeture où une audience est effacée, sauvegardes comprises (le double après son dernier geste, et 7 jours au moins, si personne ne l’a fermée) ; 0 n’efface rien tout seul.'
		)
	),
	PRETOIRE_METRICS: v.pipe(
		v.optional(text, 'off'),
		v.check(
			(token) => token === 'off' || token.length >= 16,
			'il faut off, ou un jeton d’au moins 16 caractères'
		),
		v.transform((token) => (token === 'off' ? null : token)),
		v.description(
			'Jeton demandé par /metrics (au moins 16 caractères) ; avec off, cette adresse n’existe pas.'
		)
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
	nightlyBackup: boolean;
	backupsKept: number;
	/** Days a closed room is kept; 0: nothing is erased by itself. */
	retentionDays: number;
	/** The token that opens /metrics; null: nothing is counted. */
	metricsToken: string | null;
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
			nightlyBackup: output.PRETOIRE_NIGHTLY_BACKUP,
			backupsKept: output.PRETOIRE_BACKUPS_KEPT,
			retentionDays: output.PRETOIRE_RETENTION_DAYS,
			metricsToken: output.PRETOIRE_METRICS,
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
	// A word in common says more than letters do.
	const words = wanted.split('_');
	const strange = (name: Name) => -name.split('_').filter((word) => words.includes(word)).length;
	return names.toSorted(
		(a, b) => strange(a) - strange(b) || distance(wanted, a) - distance(wanted, b)
	)[0];
}
