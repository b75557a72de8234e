import * as v from 'valibot';
import type { Charge, ChargeId, Html, Person, Seat, Term } from './casefile.ts';
import { finding } from './finding.ts';
import { longestMarkdown, renderBlocks } from './markdown.ts';
import { readPage } from './page.ts';
import type { Reading } from './page.ts';
import { calendarShape, personShape, toCalendar, toPerson } from './people.ts';
import type { Calendar } from './people.ts';
import type { LawNote, StepId } from './procedure.ts';
import { seatShape, toSeat } from './seats.ts';
import { flag, isoDate, listOf, oneOf, readShape, record, slug, text, whole } from './shape.ts';

/** What `affaire.md` says: the case without its pieces, its briefs and its script. */
export interface Header {
	id: string;
	version: number;
	title: string;
	level: string;
	axes: number[];
	summary: Html;
	lawCheckedOn: string;
	lawValidUntil?: string;
	reviewedBy: string | null;
	procedure: string;
	/** What the law says of this case, besides its procedure. */
	law: (LawNote & { step: StepId })[];
	charges: Charge[];
	/** The charges of having helped, and not done. */
	complicity: ChargeId[];
	settled?: ChargeId[];
	people: Person[];
	/** Fictional towns and places that the case names. */
	towns: string[];
	calendar?: Calendar;
	seats: Seat[];
	simplifications: string[];
	sources: string[];
	glossary: Term[];
}

const levels = ['collège', 'lycée', 'collège et lycée'] as const;

const chargeShape = record({
	id: slug,
	infraction: v.optional(slug),
	complicite: v.optional(flag, false),
	libelle: text,
	mots_simples: text,
	article: text,
	maximum_majeur: text,
	maximum_mineur: text,
	elements: listOf(text)
});

const headerShape = record({
	id: slug,
	version: whole(1, 1_000_000),
	titre: text,
	niveau: oneOf(levels),
	procedure: slug,
	droit: v.optional(listOf(record({ etape: slug, texte: text, source: text }))),
	axes: listOf(whole(1, 6)),
	droit_verifie_le: isoDate,
	droit_valable_jusqu_au: v.optional(isoDate),
	relu_par: v.optional(v.nullable(text), null),
	prevention: listOf(chargeShape),
	culpabilite_declaree: v.optional(listOf(slug)),
	personnes: v.optional(listOf(personShape)),
	lieux: v.optional(listOf(text)),
	calendrier: v.optional(calendarShape),
	places: listOf(seatShape),
	simplifications: listOf(text),
	sources: listOf(text),
	glossaire: v.optional(listOf(record({ terme: text, definition: text })))
});

/** Reads `affaire.md`. */
export function readHeader(file: string, content: string): Reading<Header> {
	const page = readPage(file, content);
	if (Array.isArray(page)) return { page: undefined, value: undefined, findings: page };
	const { value, findings } = readShape(headerShape, page.data, file, page.lineOf);
	const summary = page.body.length > longestMarkdown ? undefined : renderBlocks(page.body);
	if (summary === '') {
		const remedy = 'écrire quelques lignes après l’en-tête, sans rien révéler de l’audience';
		findings.push(
			finding(file, page.bodyLine, 'résumé public absent', remedy, { code: 'resume-absent' })
		);
	} else if (summary === undefined) {
		findings.push(
			finding(file, page.bodyLine, 'résumé public trop long', 'le raccourcir', {
				code: 'texte-trop-long'
			})
		);
	}
	if (!value || !summary || findings.length > 0) return { page, value: undefined, findings };
	const header: Header = {
		id: value.id,
		version: value.version,
		title: value.titre,
		level: value.niveau,
		axes: value.axes,
		summary,
		lawCheckedOn: value.droit_verifie_le,
		...(value.droit_valable_jusqu_au && { lawValidUntil: value.droit_valable_jusqu_au }),
		reviewedBy: value.relu_par,
		procedure: value.procedure,
		law: (value.droit ?? []).map(({ etape, texte, source }) => ({
			step: etape,
			text: texte,
			source
		})),
		charges: value.prevention.map((charge) => ({
			id: charge.id,
			...(charge.infraction && { offence: charge.infraction }),
			label: charge.libelle,
			plain: charge.mots_simples,
			article: charge.article,
			maximumAdult: charge.maximum_majeur,
			maximumMinor: charge.maximum_mineur,
			elements: charge.elements
		})),
		complicity: value.prevention.flatMap(({ id, complicite }) => (complicite ? id : [])),
		...(value.culpabilite_declaree && { settled: value.culpabilite_declaree }),
		people: (value.personnes ?? []).map(toPerson),
		towns: value.lieux ?? [],
		...(value.calendrier && { calendar: toCalendar(value.calendrier) }),
		seats: value.places.map(toSeat),
		simplifications: value.simplifications,
		sources: value.sources,
		glossary: (value.glossaire ?? []).map(({ terme, definition }) => ({ term: terme, definition }))
	};
	return { page, value: header, findings };
}
