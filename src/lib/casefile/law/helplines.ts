/** `cases/droit/aides.yaml`: help numbers, those of danger first. */
import * as v from 'valibot';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import type { Table, TableReading } from '../reference.ts';
import { flag, record, slip, text } from '../shape.ts';
import { readTable, repeats, trust } from './table.ts';

/** One number to call or write to, with the month somebody last read it at its source. */
export interface Helpline {
	/** As it is printed: « 0 800 23 13 13 ». */
	number: string;
	/** What a telephone dials. */
	dial: string;
	name: string;
	what: string;
	when: string;
	/** True where somebody is in danger now. */
	urgent: boolean;
	/** The number from overseas, where it is another. */
	elsewhere?: string;
	/** « 2025-11 »; absent: nobody has checked it for this version. */
	checkedOn?: string;
	source: string;
}

const monthExpected = slip(
	'mois-mal-ecrit',
	'mois attendu',
	'l’écrire année-mois, entre guillemets : "2025-11"'
);
const month = v.pipe(v.string(monthExpected), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, monthExpected));

const entry = record({
	numero: text,
	nom: text,
	quoi: text,
	quand: text,
	urgence: v.optional(flag, false),
	outre_mer: v.optional(text),
	lu_le: v.optional(month),
	source: text,
	confiance: trust
});

/** Reads the help numbers, or every line of them that is wrong; never throws. */
export function parseHelplines(file: string, content: string): TableReading<Helpline> {
	return readTable(
		file,
		content,
		'numeros',
		entry,
		(line): Helpline => ({
			number: line.numero,
			dial: digits(line.numero),
			name: line.nom,
			what: line.quoi,
			when: line.quand,
			urgent: line.urgence,
			...(line.outre_mer === undefined ? {} : { elsewhere: line.outre_mer }),
			...(line.lu_le === undefined ? {} : { checkedOn: line.lu_le }),
			source: line.source
		}),
		repeats<Helpline>(file, ({ dial }) => dial)
	);
}

/** The digits of a number, and its « + »: what a telephone dials. */
export function digits(number: string): string {
	return number.replace(/[^\d+]/g, '');
}

/** Months after which a number has to be read again at its source. */
const freshMonths = 6;

/** True where nobody has read the number at its source for more than six months. */
export function isStale({ checkedOn }: Pick<Helpline, 'checkedOn'>, today: string): boolean {
	if (!checkedOn) return true;
	const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
	return monthOf(today) - monthOf(checkedOn) > freshMonths;
}

/** The numbers to read again at their source: one warning for the table, none for the cases. */
export function checkHelplines(
	file: string,
	{ entries }: Table<Helpline>,
	today: string
): Finding[] {
	const stale = entries.filter((line) => isStale(line, today)).map(({ number }) => number);
	if (stale.length === 0) return [];
	const problem = `numéros d’aide non relus depuis plus de ${freshMonths} mois : ${stale.join(', ')}`;
	const remedy = 'les relire à leur source, puis écrire le mois dans « lu_le »';
	const about = { code: 'aide-a-relire', severity: 'warning', source: 'pedagogie EX-19' } as const;
	return [finding(file, 1, problem, remedy, about)];
}
