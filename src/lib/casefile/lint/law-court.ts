/** Who sits in the room: the judges, the witnesses, the public. */
import type { Seat } from '../casefile.ts';
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { findOffence } from '../law/offences.ts';
import { smallestClass } from '../seats.ts';
import { refuse } from './law-codes.ts';
import { ageOf, atSeat, inHeader, judgesMinors, prosecuted } from './law-hearing.ts';
import type { LintRule } from './lint.ts';
import { plain } from './prose.ts';

/** How many judges the law wants, and of which sort, in every class. */
export const checkBench: LintRule = (manuscript, { offences }) => {
	const { seats, charges, procedure } = manuscript.casefile;
	const at = inHeader(manuscript, 'places');
	const bench = seats.filter(({ role }) => role === 'juge' || role === 'assesseur');
	const sizes = [smallestClass, ...bench.map(({ opensAt }) => opensAt)];
	const open = sizes.map((pupils) => bench.filter(({ opensAt }) => opensAt <= pupils));
	if (judgesMinors(procedure)) {
		if (!/tribunal pour enfants/i.test(procedure.court)) return [];
		const presiding = bench.filter(({ role }) => role === 'juge').length;
		const amiss = open.find(({ length }) => length !== 3);
		if (presiding === 1 && !amiss) return [];
		const problem = `le tribunal pour enfants a ${countJudges(amiss ?? bench)}`;
		const remedy =
			'un juge des enfants (« juge/… ») et deux assesseurs (« assesseur/… »), dès 12 élèves';
		return [refuse('composition-du-tribunal-pour-enfants', at, problem, remedy)];
	}
	const even = open.find(({ length }) => length % 2 === 0);
	if (even) {
		const remedy = 'un seul juge, ou une présidence et deux assesseurs, dès 12 élèves';
		return [refuse('nombre-impair', at, `le tribunal a ${countJudges(even)}`, remedy)];
	}
	const graver = charges.find(
		({ offence }) => findOffence(offences, offence)?.bench === 'three judges'
	);
	if (!graver || open.every(({ length }) => length >= 3)) return [];
	const problem = `${quote(graver.id)} se juge à trois, et le tribunal a un seul juge`;
	const remedy = 'ouvrir deux places « assesseur/… » dès 12 élèves';
	return [refuse('trois-juges', at, problem, remedy)];
};

function countJudges(bench: readonly Seat[]): string {
	const presiding = bench.filter(({ role }) => role === 'juge').length;
	return `${presiding} juge et ${bench.length - presiding} assesseur(s)`;
}

/** A crime of an adult, or of a minor of 16, is for the assises: nobody tried here may be that old. */
export const checkCrimes: LintRule = (manuscript, { offences }) => {
	const { charges, procedure } = manuscript.casefile;
	if (/assises/i.test(procedure.court)) return [];
	const tried = prosecuted(manuscript);
	const young = tried.length > 0 && tried.every(({ person }) => ageOf(person) < 16);
	if (judgesMinors(procedure) && young) return [];
	return charges.flatMap(({ id, offence }, index): Finding[] => {
		const known = findOffence(offences, offence);
		if (!known?.crime) return [];
		const at = inHeader(manuscript, 'prevention', index, 'infraction');
		const problem = `${quote(id)} est un crime : ce tribunal ne le juge pas`;
		const remedy = `choisir un délit${known.aggravates ? `, par exemple ${quote(known.aggravates)}` : ''}`;
		return [refuse('crime-hors-des-assises', at, problem, remedy)];
	});
};

/** Witnesses wait outside, and nobody else does; no public hears a minor; no juge d’instruction sits. */
export const checkRoom: LintRule = (manuscript) => {
	const { seats, procedure } = manuscript.casefile;
	const closed = judgesMinors(procedure) || procedure.restricted;
	return seats.flatMap((seat): Finding[] => {
		const at = atSeat(manuscript, seat);
		if (seat.role === 'temoin' && seat.side !== 'temoins') {
			const problem = `${quote(seat.id)} est dans la salle avant de déposer`;
			const remedy = 'écrire « camp: temoins » : un témoin attend dehors qu’on l’appelle';
			return [refuse('temoin-dans-la-salle', at, problem, remedy)];
		}
		if (seat.side === 'temoins' && seat.role !== 'temoin' && seat.role !== 'expert') {
			const problem = `${quote(seat.id)} attend avec les témoins`;
			const remedy =
				'changer son camp : cette personne assiste à toute l’audience, et ne témoigne pas';
			return [refuse('pas-un-temoin', at, problem, remedy)];
		}
		if (closed && (seat.role === 'public' || seat.role === 'presse')) {
			const remedy =
				'écrire « observateur/… » ou « chronique/… » : ni public ni presse pour un mineur';
			const problem = `${quote(seat.id)} à une audience de mineur`;
			return [refuse('public-chez-les-mineurs', at, problem, remedy)];
		}
		if (
			seat.side === 'tribunal' &&
			/juge d'instruction/i.test(plain(`${seat.label} ${seat.spoken}`))
		) {
			const remedy =
				'retirer ces mots : le juge d’instruction ne juge pas l’affaire qu’il a instruite';
			const problem = `${quote(seat.id)} est présenté comme juge d'instruction`;
			return [refuse('juge-d-instruction', at, problem, remedy)];
		}
		return [];
	});
};
