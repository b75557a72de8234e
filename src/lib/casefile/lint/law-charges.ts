/** The charges: each is an offence of the dated table, with its article and its maxima. */
import { quote, suggest } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { findOffence, writeMaximum } from '../law/offences.ts';
import type { Offence } from '../law/offences.ts';
import { refuse } from './law-codes.ts';
import { ageOf, inHeader, judgesMinors, prosecuted } from './law-hearing.ts';
import type { LintRule } from './lint.ts';
import { plain } from './prose.ts';

const codes: Record<string, RegExp> = {
	CP: /code pénal|\bcp\b/i,
	CSP: /santé publique|\bcsp\b/i,
	CR: /code de la route/i,
	CSI: /sécurité intérieure|\bcsi\b/i
};
const ordinals: Record<number, string> = { 2: 'deuxième|second', 3: 'troisième' };

/** True where a text cites this article: « article 222-39, alinéa 2 », « L. 3421-1 ». */
function cites(text: string, { article, paragraph }: Pick<Offence, 'article' | 'paragraph'>) {
	const [code = '', number = ''] = article.split(' ');
	const said = plain(text);
	const bare = number.replace(/^L/, '');
	const cited = new RegExp(`(?<![\\d-])(?:L\\.? ?)?${bare}(?![\\d]|-\\d)`, 'i').test(said);
	if (!cited || codes[code]?.test(said) === false) return false;
	// The first paragraph is the offence itself: its article is enough.
	if (paragraph === undefined || paragraph === 1) return true;
	const ordinal = ordinals[paragraph] ?? '(?!)';
	return new RegExp(`al(?:inéa|\\.) ?${paragraph}\\b|(?:${ordinal}) alinéa`, 'i').test(said);
}

/** True where a sentence starts with this maximum, and says no more of it. */
function startsWith(sentence: string, maximum: string): boolean {
	const [said, wanted] = [plain(sentence).trim().toLowerCase(), plain(maximum).toLowerCase()];
	return said.startsWith(wanted) && !/^[\p{L}\d]/u.test(said.slice(wanted.length));
}

/** Offence, article, maxima of an adult and of a minor agree with the table. */
export const checkOffences: LintRule = (manuscript, { offences }) => {
	const { casefile, sheets } = manuscript;
	if (offences.entries.length === 0) return [];
	const tried = prosecuted(manuscript).map(({ person }) => ageOf(person));
	const young = judgesMinors(casefile.procedure);
	// Somebody under 13 incurs no penalty; any other minor, half.
	const minor = young && tried.length > 0 && tried.every((age) => age < 13) ? 12 : 15;
	return casefile.charges.flatMap((charge, index): Finding[] => {
		const at = (key: string) => inHeader(manuscript, 'prevention', index, key);
		const known = offences.entries.filter(({ refers }) => !refers).map(({ id }) => id);
		if (charge.offence === undefined) {
			// The format asks for its name; its article must be known all the same.
			if (offences.entries.some((each) => cites(charge.article, each))) return [];
			const problem = `aucun article cité par ${quote(charge.id)} n'est dans le tableau`;
			const remedy = 'ajouter « infraction: … », un identifiant de droit/infractions.yaml';
			return [refuse('infraction-inconnue', at('article'), problem, remedy)];
		}
		const offence = findOffence(offences, charge.offence);
		if (!offence) {
			const problem = `infraction ${quote(charge.offence)} absente du tableau`;
			return [
				refuse('infraction-inconnue', at('infraction'), problem, near(charge.offence, known))
			];
		}
		if (offence.refers) {
			const problem = `${quote(charge.offence)} n'est pas une infraction à elle seule`;
			return [refuse('infraction-qui-renvoie', at('infraction'), problem, offence.label)];
		}
		const found: Finding[] = [];
		if (!cites(charge.article, offence)) {
			const paragraph = offence.paragraph ? `, alinéa ${offence.paragraph}` : '';
			const problem = `l'article cité n'est pas celui de ${quote(charge.offence)}`;
			const remedy = `citer ${offence.article}${paragraph}`;
			found.push(refuse('article-different', at('article'), problem, remedy));
		}
		const helped = sheets.header?.known.complicity?.includes(charge.id);
		const citesHelp = ['CP 121-6', 'CP 121-7'].map((article) => cites(charge.article, { article }));
		if (helped && citesHelp.includes(false)) {
			const problem = `${quote(charge.id)} reproche une complicité sans en citer les articles`;
			const remedy = 'citer aussi les articles 121-6 et 121-7 du code pénal';
			found.push(refuse('complicite-sans-article', at('article'), problem, remedy));
		}
		const maxima = [
			['maximum-majeur', 'maximum_majeur', charge.maximumAdult, writeMaximum(offence, 18)],
			['maximum-mineur', 'maximum_mineur', charge.maximumMinor, writeMaximum(offence, minor)]
		] as const;
		for (const [code, key, written, wanted] of maxima) {
			if (wanted.some((maximum) => startsWith(written, maximum))) continue;
			const problem = `${quote(written)} n'est pas ce que dit le tableau`;
			found.push(refuse(code, at(key), problem, `commencer par « ${wanted[0]} »`));
		}
		return found;
	});
};

/** A few near names: the whole table would hide the answer. */
function near(written: string, known: readonly string[]): string {
	const stem = written.split('-').slice(0, 3).join('-');
	const close = known.filter((id) => id.startsWith(stem));
	if (close.length > 0) return `choisir parmi : ${close.join(', ')}`;
	const told = suggest(written, known);
	return told.startsWith('choisir') ? 'choisir dans droit/infractions.yaml' : told;
}
