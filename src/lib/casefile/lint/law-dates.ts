/** How old a check against the texts may be: a year, and never past the date the author set. */
import { isOld, isPast } from '../age-of-law.ts';
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { refuse } from './law-codes.ts';
import type { LawCode } from './law-codes.ts';
import { inHeader } from './law-hearing.ts';
import type { LintRule } from './lint.ts';

/** Dates of the case, of its procedure and of the tables that it uses. */
export const checkDates: LintRule = (manuscript, { today, offences, measures }) => {
	const { lawCheckedOn, lawValidUntil, procedure } = manuscript.casefile;
	const found: Finding[] = [];
	const old = (code: LawCode, key: string, what: string, date: string, remedy: string) => {
		// A table that could not be read has no date.
		if (date === '' || !isOld(date, today)) return;
		const problem = `${what} : dernier contrôle le ${date}`;
		found.push(refuse(code, inHeader(manuscript, key), problem, remedy));
	};
	const again = 'relire les articles sur Légifrance, puis écrire la date du jour';
	old('droit-trop-ancien', 'droit_verifie_le', 'droit de l’affaire', lawCheckedOn, again);
	const shared = 'demander à qui tient l’instance de mettre à jour les données de droit';
	const name = `procédure ${quote(procedure.id)}`;
	old('procedure-trop-ancienne', 'procedure', name, procedure.checkedOn, shared);
	old('tableau-trop-ancien', 'prevention', 'tableau des infractions', offences.checkedOn, shared);
	if (manuscript.casefile.decision.sealed.measures?.length) {
		old('tableau-trop-ancien', 'procedure', 'tableau des mesures', measures.checkedOn, shared);
	}
	if (isPast(lawValidUntil, today)) {
		const at = inHeader(manuscript, 'droit_valable_jusqu_au');
		found.push(refuse('droit-perime', at, `droit valable jusqu’au ${lawValidUntil}`, again));
	}
	return found;
};
