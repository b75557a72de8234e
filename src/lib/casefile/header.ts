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
import { flag, isoDate, listOf, oneOf, readHead, record, slug, text, whole } from './shape.ts';

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

type Keys = v.InferOutput<typeof headerShape>;

const from = <K extends keyof Keys, T>(key: K, make: (said: NonNullable<Keys[K]>) => T) => ({
	key,
	make: (said: unknown) => make(said as NonNullable<Keys[K]>)
});
const asSaid = <T>(said: T): T => said;

/** Which key says what; what an optional key does not say is in `unsaid`. */
const parts = {
	id: from('id', asSaid),
	version: from('version', asSaid),
	title: from('titre', asSaid),
	level: from('niveau', asSaid),
	axes: from('axes', asSaid),
	lawCheckedOn: from('droit_verifie_le', asSaid),
	lawValidUntil: from('droit_valable_jusqu_au', asSaid),
	reviewedBy: from('relu_par', asSaid),
	procedure: from('procedure', asSaid),
	law: from('droit', (notes) =>
		notes.map(({ etape, texte, source }) => ({ step: etape, text: texte, source }))
	),
	charges: from('prevention', (charges) => charges.map(toCharge)),
	complicity: from('prevention', (charges) =>
		charges.flatMap(({ id, complicite }) => (complicite ? id : []))
	),
	settled: from('culpabilite_declaree', asSaid),
	people: from('personnes', (people) => people.map(toPerson)),
	towns: from('lieux', asSaid),
	calendar: from('calendrier', toCalendar),
	seats: from('places', (seats) => seats.map(toSeat)),
	simplifications: from('simplifications', asSaid),
	sources: from('sources', asSaid),
	glossary: from('glossaire', (terms) =>
		terms.map(({ terme, definition }) => ({ term: terme, definition }))
	)
};
const unsaid = { law: [], people: [], towns: [], glossary: [] };

/** `affaire.md` as far as it can be read. */
export interface HeaderReading extends Reading<Header> {
	/** What is right in it; all of it when there is a value. */
	known: Partial<Header>;
	/** What it says badly, or does not say and should: not to be taken as absent. */
	lost: ReadonlySet<string>;
}

/** Reads `affaire.md`. */
export function readHeader(file: string, content: string): HeaderReading {
	const page = readPage(file, content);
	const everything = new Set([...Object.keys(parts), 'summary']);
	if (Array.isArray(page)) {
		return { page: undefined, value: undefined, known: {}, lost: everything, findings: page };
	}
	const { known: said, wrong, findings } = readHead(headerShape, page);
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
	const lost = new Set<string>(summary ? [] : ['summary']);
	const made: [string, unknown][] = summary ? [['summary', summary]] : [];
	for (const [name, { key, make }] of Object.entries(parts)) {
		if (wrong === 'all' || wrong.has(key)) lost.add(name);
		else if (said[key] !== undefined)
			made.push([name, said[key] === null ? null : make(said[key])]);
		else if (name in unsaid) made.push([name, unsaid[name as keyof typeof unsaid]]);
	}
	// The parts that `lost` does not hold are those of a header.
	const known = Object.fromEntries(made) as Partial<Header>;
	const value = lost.size === 0 && findings.length === 0 ? (known as Header) : undefined;
	return { page, value, known, lost, findings };
}

function toCharge(charge: v.InferOutput<typeof chargeShape>): Charge {
	return {
		id: charge.id,
		...(charge.infraction && { offence: charge.infraction }),
		label: charge.libelle,
		plain: charge.mots_simples,
		article: charge.article,
		maximumAdult: charge.maximum_majeur,
		maximumMinor: charge.maximum_mineur,
		elements: charge.elements
	};
}
