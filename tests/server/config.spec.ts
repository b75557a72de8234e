import { describe, expect, it } from 'vitest';
import { describeConfig, parseConfig } from '../../src/lib/server/config.ts';

function problemsOf(environment: Record<string, string>): string[] {
	const parsed = parseConfig(environment);
	return 'problems' in parsed ? parsed.problems : [];
}

describe('the environment', () => {
	it('[X1] asks for nothing: everything has a default', () => {
		const config = {
			dataDirectory: 'data',
			accessCode: null,
			trustedProxies: [],
			publicUrl: null,
			logLevel: 'info',
			nightlyBackup: true,
			backupsKept: 14,
			retentionDays: 30,
			metricsToken: null,
			port: 3000,
			host: '0.0.0.0'
		};
		expect(parseConfig({ PATH: '/bin', HOME: '/root' })).toEqual({ config });
		const empty = { PRETOIRE_ACCESS_CODE: '', PRETOIRE_PUBLIC_URL: ' ', PORT: '', HOST: '  ' };
		expect(parseConfig(empty)).toEqual({ config });
	});

	it('[X1] gives what it is told, trimmed', () => {
		expect(
			parseConfig({
				PRETOIRE_DATA_DIR: ' /srv/pretoire ',
				PRETOIRE_ACCESS_CODE: 'six mots',
				PRETOIRE_TRUSTED_PROXIES: '127.0.0.1, ::1,10.0.0.2,',
				PRETOIRE_PUBLIC_URL: 'https://Pretoire.exemple.fr:8443/',
				PRETOIRE_LOG_LEVEL: 'silent',
				PRETOIRE_NIGHTLY_BACKUP: 'off',
				PRETOIRE_BACKUPS_KEPT: '30',
				PRETOIRE_RETENTION_DAYS: '0',
				PRETOIRE_METRICS: 'seize-caracteres',
				PORT: '0',
				HOST: '::'
			})
		).toEqual({
			config: {
				dataDirectory: '/srv/pretoire',
				accessCode: 'six mots',
				trustedProxies: ['127.0.0.1', '::1', '10.0.0.2'],
				publicUrl: 'https://pretoire.exemple.fr:8443',
				logLevel: 'silent',
				nightlyBackup: false,
				backupsKept: 30,
				retentionDays: 0,
				metricsToken: 'seize-caracteres',
				port: 0,
				host: '::'
			}
		});
	});

	it.each([
		['PRETOIRE_ACCESS_CODE', ['court', 'x']],
		['PRETOIRE_TRUSTED_PROXIES', ['nginx', '127.0.0.1;::1', '127.0.0.1/8', '300.1.1.1']],
		[
			'PRETOIRE_PUBLIC_URL',
			[
				'http://exemple.fr',
				'exemple.fr',
				'https://exemple.fr/salle',
				'https://a:b@exemple.fr',
				'https://exemple.fr?x'
			]
		],
		['PRETOIRE_LOG_LEVEL', ['verbose', 'INFO']],
		['PRETOIRE_NIGHTLY_BACKUP', ['oui', '1', 'ON']],
		['PRETOIRE_BACKUPS_KEPT', ['0', '-1', '366', 'tout']],
		['PRETOIRE_RETENTION_DAYS', ['-1', '3651', '1.5', 'un an']],
		['PORT', ['-1', '65536', '80a', '3.5', '1e3']],
		['HOST', ['http://localhost', 'a b']]
	])('[X2] refuses a wrong %s with a sentence that names it', (name, values) => {
		for (const value of values) {
			const problems = problemsOf({ [name]: value });
			expect(problems, value).toHaveLength(1);
			expect(problems[0]).toMatch(new RegExp(`^${name} : il faut .*\\.$`));
		}
	});

	it.each([
		['PRETOIRE_DATADIR', 'PRETOIRE_DATA_DIR'],
		['PRETOIRE_ACCES_CODE', 'PRETOIRE_ACCESS_CODE'],
		['PRETOIRE_TRUST_PROXY', 'PRETOIRE_TRUSTED_PROXIES'],
		['PRETOIRE_URL', 'PRETOIRE_PUBLIC_URL'],
		['pretoire_log_level', 'PRETOIRE_LOG_LEVEL']
	])('[X3] refuses the unknown %s and names %s, the nearest', (unknown, known) => {
		expect(problemsOf({ [unknown]: 'x' })).toEqual([
			`${unknown} : cette variable n’existe pas. Vouliez-vous dire ${known} ?`
		]);
	});

	it('[X4] tells every problem at once, and never repeats a value', () => {
		const problems = problemsOf({
			PRETOIRE_ACCESS_CODE: 'tiny',
			PRETOIRE_PUBLIC_URL: 'ftp://tiny',
			PRETOIRE_CODE: 'tiny',
			PORT: 'tiny'
		});
		expect(problems.map((problem) => problem.split(' ')[0]).toSorted()).toEqual([
			'PORT',
			'PRETOIRE_ACCESS_CODE',
			'PRETOIRE_CODE',
			'PRETOIRE_PUBLIC_URL'
		]);
		expect(problems.join('\n')).not.toContain('tiny');
	});

	it('[X5] describes itself as a table, one line for each variable', () => {
		const lines = describeConfig().trimEnd().split('\n');
		expect(lines[2]).toBe(
			'| `PRETOIRE_DATA_DIR` | `data` | Dossier où sont gardées les audiences. |'
		);
		expect(lines.slice(2).map((line) => line.split('`')[1])).toEqual([
			'PRETOIRE_DATA_DIR',
			'PRETOIRE_ACCESS_CODE',
			'PRETOIRE_TRUSTED_PROXIES',
			'PRETOIRE_PUBLIC_URL',
			'PRETOIRE_LOG_LEVEL',
			'PRETOIRE_NIGHTLY_BACKUP',
			'PRETOIRE_BACKUPS_KEPT',
			'PRETOIRE_RETENTION_DAYS',
			'PRETOIRE_METRICS',
			'PORT',
			'HOST'
		]);
		for (const line of lines.slice(2))
			expect(line).toMatch(/^\| `\w+` \| (aucun|`[^`]+`) \| .+\. \|$/);
	});
});
