import { answer, count, Misunderstood, readArguments } from './command.ts';
import { failure, tell, type Finding } from './finding.ts';
import { examineLines, examineSilence } from './lines.ts';
import { examineBackups, examineDisk, judgeVersions } from './machine.ts';
import { codeOf, examineAddress, examineBuffering, examineRecord, examineServer } from './reach.ts';

/** Says what goes and what does not, of this machine and of the road to the server. */
export async function run(args: string[]): Promise<number> {
	const asked = readArguments(args, { attente: { type: 'string' } }, 1);
	const { attente = '0' } = asked.values;
	const seconds = Number(attente);
	if (!(seconds === 0 || (seconds >= 1 && seconds <= 100)))
		throw new Misunderstood(
			`« ${attente} » ne va pas : --attente veut un nombre de secondes, de 1 à 100.`
		);
	return await answer(asked.values.json, async ({ publicUrl, port }, directory) => {
		const [typed = publicUrl ?? `http://127.0.0.1:${port}`] = asked.positionals;
		const findings = [
			...judgeVersions(process.versions),
			...guard('Disque', () => examineDisk(directory)),
			...guard('Dernière sauvegarde', () => [examineBackups(directory, Date.now())]),
			...(await examineRoad(typed, seconds))
		];
		const failures = findings.filter(({ state }) => state === 'failure').length;
		const warnings = findings.filter(({ state }) => state === 'warning').length;
		return {
			code: failures > 0 ? 1 : 0,
			lines: [...findings.map(tell), summary(failures, warnings)],
			data: { address: typed, findings }
		};
	});
}

async function examineRoad(typed: string, seconds: number): Promise<Finding[]> {
	const url = URL.canParse(typed) ? new URL(typed) : null;
	if (!url || !/^https?:$/.test(url.protocol))
		return [
			failure('Adresse', `« ${typed} » n’en est pas une`, 'Écrivez-la avec http:// ou https://.')
		];
	if (url.pathname !== '/' || url.search)
		return [
			failure(
				'Adresse',
				`${typed} a un chemin`,
				'Prétoire demande une adresse à lui (un sous-domaine, un port), pas un dossier d’un autre site.'
			)
		];
	const base = url.origin;
	const server = await examineServer(base);
	if (server.state === 'failure') return [server];
	const rest: [check: string, examine: () => Promise<Finding | Finding[]>][] = [
		['Registre', () => examineRecord(base)],
		['Adresse', () => examineAddress(base)],
		['Liaison', () => examineLines(base)],
		['Retenue', () => examineBuffering(base)]
	];
	if (seconds > 0) rest.push(['Silence', () => examineSilence(base, seconds)]);
	const findings = [server];
	for (const [check, examine] of rest)
		findings.push(...[await examine().catch((error: unknown) => interrupted(check, error))].flat());
	return findings;
}

const interrupted = (check: string, error: unknown): Finding =>
	failure(
		check,
		`la mesure s’est interrompue (${codeOf(error)})`,
		'Le réseau ou le serveur s’est tu pendant la mesure : recommencez.'
	);

function guard(check: string, examine: () => Finding[]): Finding[] {
	try {
		return examine();
	} catch (error) {
		const remedy =
			'Vérifiez que le compte qui lance Prétoire peut lire le dossier des données, ou choisissez-en un autre avec PRETOIRE_DATA_DIR.';
		return [failure(check, `illisible (${codeOf(error)})`, remedy)];
	}
}

function summary(failures: number, warnings: number): string {
	const said = [
		failures > 0 && count(failures, 'chose à régler', 'choses à régler'),
		warnings > 0 && count(warnings, 'réserve', 'réserves')
	].filter(Boolean);
	return said.length > 0 ? `${said.join(', ')}.` : 'Tout va bien.';
}
