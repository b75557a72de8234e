/** What the running server answers through the address that browsers use. */
import type { Seen } from '../../src/lib/protocol/diagnostic.ts';
import { forgedAddress } from '../../src/lib/server/diagnostic.ts';
import { failure, good, tellTime, warning, type Finding } from './finding.ts';

const patience = 10_000;
const impostor = 'imposteur.invalid';
const trust =
	'Donnez l’adresse IP du serveur mandataire dans PRETOIRE_TRUSTED_PROXIES, puis relancez Prétoire.';

interface Answer {
	status: number;
	body: string;
}

export async function ask(
	base: string,
	path: string,
	headers: Record<string, string> = {}
): Promise<Answer> {
	const signal = AbortSignal.timeout(patience);
	const answer = await fetch(base + path, { headers, redirect: 'manual', signal });
	return { status: answer.status, body: await answer.text() };
}

/** Whether Prétoire answers at all; a failure makes the rest of no use. */
export async function examineServer(base: string): Promise<Finding> {
	const check = 'Serveur';
	try {
		const { status, body } = await ask(base, '/healthz');
		if (status === 200 && body.trim() === 'vivant') return good(check, `répond à ${base}`);
		return failure(
			check,
			`autre chose que Prétoire répond à ${base} (${status})`,
			status >= 500
				? 'Le serveur mandataire ne joint pas Prétoire : vérifiez le port auquel il transmet, et que Prétoire est lancé (npm start).'
				: 'Vérifiez l’adresse. Prétoire demande une adresse à lui (un sous-domaine, un port), pas un dossier d’un autre site.'
		);
	} catch (error) {
		const code = codeOf(error);
		if (/CERT|SSL|TLS|SIGNED/.test(code))
			return failure(
				check,
				`certificat refusé à ${base} (${code})`,
				'Mettez un certificat que les tablettes reconnaissent, ou passez par l’adresse en http:// du réseau de l’établissement.'
			);
		return failure(
			check,
			`aucune réponse à ${base} (${code})`,
			'Lancez Prétoire (npm start), ou donnez son adresse : npm run pretoire -- diagnostic https://pretoire.mon-college.fr'
		);
	}
}

export async function examineRecord(base: string): Promise<Finding> {
	const { status, body } = await ask(base, '/healthz/ready');
	if (status === 200) return good('Registre', 'écrit et relu');
	return failure('Registre', 'ne peut pas être écrit', body.trim().slice(0, 400));
}

/** Where the server believes it was reached, and whether a stranger may make it believe something else. */
export async function examineAddress(base: string, isHere = isLoopback(base)): Promise<Finding[]> {
	const start = Date.now();
	const seen = await see(base);
	const middle = (start + Date.now()) / 2;
	if (!seen) {
		const remedy =
			'Quelque chose entre cette machine et Prétoire répond à sa place : demandez que cette adresse soit autorisée.';
		return [failure('Adresse', 'la réponse n’est pas celle de Prétoire', remedy)];
	}
	const forged = await see(base, {
		'x-forwarded-for': forgedAddress,
		'x-forwarded-host': impostor,
		forwarded: `for=${forgedAddress};host=${impostor}`
	});
	return [
		judgeAddress(base, seen),
		judgeForwarded(isHere, seen, forged),
		judgeClock(seen.now - middle)
	];
}

const isLoopback = (base: string): boolean =>
	/^(127\.|localhost$|\[::1\]$)/.test(new URL(base).hostname);

function judgeAddress(base: string, { origin, forwarded }: Seen): Finding {
	if (origin === base) return good('Adresse', `${base}, lue comme demandée`);
	const remedy =
		forwarded === 'ignored'
			? trust
			: 'Le serveur mandataire doit transmettre Host, ou X-Forwarded-Host et X-Forwarded-Proto (nginx : proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto $scheme;), et son adresse IP être dans PRETOIRE_TRUSTED_PROXIES.';
	return failure('Adresse', `demandée ${base}, lue ${origin}`, remedy);
}

function judgeForwarded(isHere: boolean, seen: Seen, forged: Seen | null): Finding {
	const check = 'En-têtes transmis';
	const isBelieved = forged?.forged || forged?.origin.includes(impostor);
	if (isBelieved && isHere)
		return warning(
			check,
			'Prétoire croit cette machine comme un serveur mandataire',
			'C’est voulu si le mandataire tourne ici : mesurez alors par l’adresse publique. Sinon, retirez cette adresse de PRETOIRE_TRUSTED_PROXIES.'
		);
	if (isBelieved)
		return failure(
			check,
			'n’importe qui peut se faire passer pour une autre adresse',
			'Le serveur mandataire doit écrire lui-même X-Forwarded-For et X-Forwarded-Host, sans garder ceux du visiteur (nginx : proxy_set_header X-Forwarded-For $remote_addr;).'
		);
	if (seen.forwarded === 'ignored')
		return warning(check, 'un serveur mandataire en envoie, Prétoire ne le croit pas', trust);
	return good(
		check,
		seen.forwarded === 'believed'
			? 'ceux d’un serveur mandataire de confiance, infalsifiables d’ici'
			: 'aucun serveur mandataire annoncé, infalsifiables d’ici'
	);
}

/** `gap`: how far the server is ahead, in ms. */
export function judgeClock(gap: number): Finding {
	const check = 'Horloge';
	const found = `le serveur ${gap > 0 ? 'avance' : 'retarde'} de ${tellTime(Math.abs(gap))} sur cette machine`;
	const remedy =
		'Mettez les deux machines à l’heure automatique (NTP), puis relancez Prétoire en dehors d’une audience.';
	if (Math.abs(gap) > 120_000) return failure(check, found, remedy);
	return Math.abs(gap) > 2_000 ? warning(check, found, remedy) : good(check, 'à l’heure');
}

/** Whether an answer arrives as it is written, or once it is whole. */
export async function examineBuffering(base: string): Promise<Finding> {
	const check = 'Retenue';
	const answer = await fetch(`${base}/diagnostic/flux`, { signal: AbortSignal.timeout(patience) });
	let first = 0;
	for await (const _ of answer.body ?? []) first ||= performance.now();
	if (first > 0 && performance.now() - first > 250)
		return good(check, 'les réponses arrivent à mesure');
	return warning(
		check,
		'les réponses sont retenues jusqu’à leur fin',
		'Un serveur mandataire ou un antivirus les garde : coupez cette retenue pour cette adresse (nginx : proxy_buffering off;). WebSocket peut en être muet ; Prétoire passe alors par la liaison simple.'
	);
}

async function see(base: string, headers: Record<string, string> = {}): Promise<Seen | null> {
	const { body } = await ask(base, '/diagnostic/vu', headers);
	try {
		const seen = JSON.parse(body) as Partial<Seen> | null;
		return seen?.pretoire === true ? (seen as Seen) : null;
	} catch {
		return null;
	}
}

/** The system's own word for a failed request: « ECONNREFUSED ». */
export function codeOf(error: unknown): string {
	const cause = error instanceof Error && error.cause ? error.cause : error;
	if (cause instanceof Error && 'code' in cause) return String(cause.code);
	return error instanceof Error && error.name === 'TimeoutError' ? 'délai dépassé' : 'inconnu';
}
