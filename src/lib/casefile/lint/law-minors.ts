/** What the justice of minors adds: ages, who is present, one hearing for guilt and one for the sanction. */
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { findOffence } from '../law/offences.ts';
import { smallestClass } from '../seats.ts';
import { french } from './french.ts';
import { refuse } from './law-codes.ts';
import type { LawCode, Spot } from './law-codes.ts';
import {
	ageOf,
	cuesRead,
	decidesSanction,
	inDecision,
	inHeader,
	isDefence,
	isDenied,
	judgesMinors,
	prosecuted
} from './law-hearing.ts';
import type { LintRule, Manuscript } from './lint.ts';
import { plain, readProse } from './prose.ts';

/** The age on the day of the facts says which court judges. */
export const checkCourtAges: LintRule = (manuscript) => {
	const { procedure, seats } = manuscript.casefile;
	const young = judgesMinors(procedure);
	const tried = prosecuted(manuscript);
	const found: Finding[] = [];
	seats.forEach(({ id, role }, index) => {
		const one = tried.find(({ person }) => person.seat === id)?.person;
		if (role !== 'prevenu' || (one && (one.age !== undefined || !young))) return;
		const remedy = `écrire dans « personnes » : nom, « age », « place: ${id} » et « poursuite: ici »`;
		const at = inHeader(manuscript, 'places', index, 'id');
		found.push(
			refuse('age-du-prevenu-absent', at, `l'âge de ${quote(id)} aux faits n'est pas dit`, remedy)
		);
	});
	for (const { person, at } of tried) {
		if (young && person.age === undefined) continue;
		const age = ageOf(person);
		const name = quote(person.name);
		if (young && age >= 18) {
			const problem = `${name} avait ${age} ans aux faits, et passe devant un tribunal pour mineurs`;
			const remedy =
				'le juger à part (« poursuite: ailleurs »), ou choisir une procédure pour majeurs';
			found.push(refuse('majeur-chez-les-mineurs', at, problem, remedy));
		} else if (!young && age < 18) {
			const problem = `${name} avait ${age} ans aux faits, et passe devant un tribunal pour majeurs`;
			const remedy =
				'choisir une procédure du tribunal pour enfants : c’est l’âge aux faits qui compte';
			found.push(refuse('mineur-chez-les-majeurs', at, problem, remedy));
		} else if (/tribunal pour enfants/i.test(procedure.court) && age < 13) {
			const problem = `${name} avait ${age} ans aux faits : le tribunal pour enfants juge à partir de 13 ans`;
			const remedy = 'choisir un âge de 13 ans au moins ; avant, aucune peine n’est possible';
			found.push(refuse('avant-13-ans', at, problem, remedy));
		}
	}
	return found;
};

/** The tribunal pour enfants hears charges of three years at least, behind closed doors. */
export const checkSeizure: LintRule = (manuscript, { offences }) => {
	const { procedure, charges, simplifications } = manuscript.casefile;
	if (!judgesMinors(procedure)) return [];
	const found: Finding[] = [];
	const known = charges.flatMap(({ offence }) => findOffence(offences, offence) ?? []);
	const short = known.every(({ prisonMonths, refers }) => !refers && prisonMonths < 36);
	if (/tribunal pour enfants/i.test(procedure.court) && known.length > 0 && short) {
		const problem = 'aucun fait reproché ne fait encourir trois ans de prison';
		const remedy =
			'ajouter un fait plus grave : l’usage seul va devant le juge des enfants, ou sans procès';
		const at = inHeader(manuscript, 'prevention');
		if (known.length === charges.length) {
			found.push(refuse('trois-ans-encourus', at, problem, remedy));
		}
	}
	if (!procedure.restricted) {
		const remedy = 'choisir une procédure à publicité restreinte (« restreinte: true »)';
		const at = inHeader(manuscript, 'procedure');
		found.push(refuse('publicite-restreinte', at, 'un mineur est jugé en public', remedy));
	} else if (!simplifications.some((each) => /salle|classe|public|assist/i.test(each))) {
		const remedy = 'ajouter : « En vrai, une classe n’assiste pas à cette audience. »';
		const problem = 'on ne dit pas qu’une classe ne pourrait pas assister à cette audience';
		const at = inHeader(manuscript, 'simplifications');
		found.push(refuse('classe-au-tribunal', at, problem, remedy));
	}
	return found;
};

/** A lawyer, a parent and the educational service are there, in every class. */
export const checkPresence: LintRule = (manuscript) => {
	if (!judgesMinors(manuscript.casefile.procedure)) return [];
	const seats = manuscript.casefile.seats.filter(({ opensAt }) => opensAt <= smallestClass);
	const wanted: [LawCode, string, boolean][] = [
		['mineur-sans-avocat', 'avocat, camp « defense »', seats.some(isDefence)],
		['mineur-sans-parent', 'parent', seats.some(({ role }) => role === 'parent')],
		['mineur-sans-educateur', 'educateur', seats.some(({ role }) => role === 'educateur')]
	];
	return wanted.flatMap(([code, who, there]) => {
		if (there) return [];
		const remedy = `ajouter une place de ${who}, ouverte dès 12 élèves`;
		const problem = `un mineur est jugé sans ${who.split(',')[0] ?? who}`;
		return refuse(code, inHeader(manuscript, 'places'), problem, remedy);
	});
};

const penalty = french(
	/\bcondamn\w* (?:\S+ ){0,3}à|\bprononce(?:nt|r)? (?:une |la )?peine|\b(?:requiers|requiert|demand\w*) (?:\S+ ){0,4}(?:peine|prison|emprisonnement|amende|sursis|travail d'intérêt)/gi
);
const numbers = 'un deux trois quatre cinq six sept huit neuf dix onze douze'.split(' ');
const delay = french(
	/audience[^.]{0,120}?\b(?:dans|après|à) (\S{1,12}) mois|\b(?:dans|après) (\S{1,12}) mois[^.]{0,120}audience/i
);

/** At the hearing on guilt no penalty is spoken of. */
export const checkPenalties: LintRule = (manuscript) => {
	const { procedure } = manuscript.casefile;
	if (!judgesMinors(procedure) || decidesSanction(procedure)) return [];
	return penaltiesIn(manuscript).map((at) => {
		const remedy = 'retirer la peine : à cette audience on décide seulement de la culpabilité';
		return refuse(
			'peine-a-l-audience-de-culpabilite',
			at,
			'une peine est demandée ou prononcée',
			remedy
		);
	});
};

/** After the hearing on guilt, the second one comes 6 to 9 months later. */
export const checkTwoHearings: LintRule = (manuscript) => {
	const { procedure } = manuscript.casefile;
	if (!judgesMinors(procedure)) return [];
	if (decidesSanction(procedure)) {
		if (!procedure.decides?.includes('guilt')) return [];
		const problem = 'culpabilité et sanction le même jour : c’est une exception';
		const remedy = 'choisir une seule tranche, ou dire dans les simplifications pourquoi';
		return [refuse('audience-unique', inHeader(manuscript, 'procedure'), problem, remedy)];
	}
	const { decision } = manuscript.casefile;
	const guilty = plain(decision.ifGuilty.join('\n'));
	// Where the case marks the place of the measures, the tribunal's own words say it.
	if (decision.ifGuilty.includes('{mesures}')) return [];
	const at = inDecision(manuscript, 'si_coupable');
	if (!/mise à l'épreuve éducative/i.test(guilty) || !/audience/i.test(guilty)) {
		const remedy =
			'écrire que le tribunal ouvre une mise à l’épreuve éducative et fixe la seconde audience';
		const problem = 'la suite n’est pas dite : mise à l’épreuve éducative, puis seconde audience';
		return [refuse('cesure-absente', at, problem, remedy)];
	}
	const [, one, other] = delay.exec(guilty) ?? [];
	const written = one ?? other;
	if (written === undefined) return [];
	const months = Number(written) || numbers.indexOf(written.toLowerCase()) + 1;
	if (months === 0 || (months >= 6 && months <= 9)) return [];
	const problem = `la seconde audience est fixée à ${written} mois`;
	return [refuse('delai-de-cesure', at, problem, 'écrire de six à neuf mois')];
};

/** Where the prosecution asks for a penalty, or the decision pronounces one. */
function penaltiesIn(manuscript: Manuscript): Spot[] {
	const speakers = cuesRead(manuscript)
		.filter(({ seat }) => seat.role === 'procureur' || seat.side === 'tribunal')
		.map(({ step, seat }) => `${step} ${seat.id}`);
	return readProse(manuscript.files).flatMap(({ kind, file, line, text, step, seat }) => {
		const heard = kind === 'cue' && speakers.includes(`${step} ${seat}`);
		if (!heard && kind !== 'decision' && kind !== 'reasons') return [];
		const said = plain(text);
		const asked = [...said.matchAll(penalty)].some(
			({ index, 0: words }) =>
				!isDenied(said, index, words.length) && !/\baucune?\b|\bpas\b/i.test(words)
		);
		return asked ? [{ file, line }] : [];
	});
}
