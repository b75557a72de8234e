/** Days agree: weekdays with « J-1 », messages in their order, nothing after the hearing, no real date. */
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { weekdays } from '../people.ts';
import type { Calendar } from '../people.ts';
import type { LintRule } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';
import type { Writing, ProseKind } from './prose.ts';

const days = weekdays.join('|');
const day = 'J ?[-+–−] ?\\d{1,3}|J0|J 0';
/** « mercredi, J+1 », « lundi J-1 », « J+1 (mercredi) », « J-1, un lundi ». */
const dated = new RegExp(
	`(?<![\\p{L}])(?:(${days}),? ?\\(?(${day})(?!\\d)|(${day})(?!\\d),? ?\\(?(?:un |le )?(${days})(?![\\p{L}]))`,
	'giu'
);

/** « J-1 » is -1. */
function offsetOf(written: string): number {
	return Number(written.replace(/[–−]/g, '-').replace(/[J ]/gi, ''));
}

/** The weekday of a day of the fiction. */
function weekdayOf({ weekday }: Calendar, offset: number): string {
	return weekdays[(((weekdays.indexOf(weekday) + offset) % 7) + 7) % 7] ?? weekday;
}

const source = 'charte des contenus : une chronologie sans faute';

/** A weekday written beside « J+1 » is the one that `calendrier` gives. */
export const checkWeekdays: LintRule = ({ sheets, files }) => {
	const calendar = sheets.header?.known.calendar;
	if (!calendar) return [];
	return readProse(files).flatMap((writing) =>
		[...plain(writing.text).matchAll(dated)].flatMap((match): Finding[] => {
			const [, before, dayAfter, dayBefore, after] = match;
			const written = (before ?? after ?? '').toLowerCase();
			const offset = dayAfter ?? dayBefore ?? 'J0';
			const wanted = weekdayOf(calendar, offsetOf(offset));
			if (written === wanted) return [];
			const problem = `« ${match[0].trim()} » : ce jour est un ${wanted}`;
			const remedy = `écrire « ${wanted} », ou changer « calendrier » dans affaire.md`;
			const about = { code: 'jour-de-semaine', source };
			return [finding(writing.file, lineAt(writing, match.index), problem, remedy, about)];
		})
	);
};

/** No piece is written after the hearing that reads it. */
export const checkPieceDates: LintRule = ({ sheets }) => {
	const calendar = sheets.header?.known.calendar;
	if (!calendar) return [];
	return sheets.exhibits.flatMap(({ file, lineOf, value }) => {
		const offsets = [...plain(value?.dated ?? '').matchAll(new RegExp(day, 'g'))].map(([it]) =>
			offsetOf(it)
		);
		const latest = Math.max(...offsets);
		if (!value || offsets.length === 0 || latest <= calendar.hearing) return [];
		const problem = `pièce datée de J+${latest}, après l’audience (J+${calendar.hearing})`;
		const about = { code: 'piece-apres-l-audience', source };
		return finding(file, lineOf(['date']), problem, 'changer sa date ou « calendrier »', about);
	});
};

/** Messages follow one another in the order of their hours, day after day. */
export const checkMessageOrder: LintRule = ({ sheets }) =>
	sheets.exhibits.flatMap(({ file, lineOf, value }) => {
		let latest = -Infinity;
		let today = 0;
		const late = value?.paragraphs.find(({ time }) => {
			if (time === undefined) return false;
			const written = plain(time);
			const offset = new RegExp(day).exec(written)?.[0];
			if (offset !== undefined) today = offsetOf(offset);
			const [, hours = '0', minutes = '0'] = /(\d{1,2}) ?h ?(\d{2})?/.exec(written) ?? [];
			const clock = Number(hours) * 60 + Number(minutes);
			// Past midnight, a thread goes on without saying the day.
			if (offset === undefined && latest - (today * 1440 + clock) > 720) today++;
			if (today * 1440 + clock < latest) return true;
			latest = today * 1440 + clock;
			return false;
		});
		if (!late) return [];
		const problem = `le message ${late.number} (« ${late.time ?? ''} ») vient avant le précédent`;
		const remedy = 'les remettre dans l’ordre, ou écrire le jour : « Sacha, J-1, 08 h 05 : »';
		const about = { code: 'messages-en-desordre', source };
		return finding(file, lineOf(['numero']), problem, remedy, about);
	});

const hour = /(?<![\d,.])(\d{1,2}) ?h ?(\d{2})?(?![\p{L}\d])/gu;
const fiction: readonly ProseKind[] = [
	...(['summary', 'piece-head', 'piece', 'easy', 'brief', 'task', 'cue', 'description'] as const)
];

/** A clock has 24 hours of 60 minutes. */
export const checkHours: LintRule = ({ files }) =>
	readProse(files).flatMap((writing) => {
		if (!fiction.includes(writing.kind)) return [];
		return [...plain(writing.text).matchAll(hour)].flatMap(
			({ index, 0: said, 1: hours, 2: minutes }) => {
				if (Number(hours) < 24 && Number(minutes ?? 0) < 60) return [];
				// « 35 h » : a working week.
				if (minutes === undefined) return [];
				const about = { code: 'heure-impossible', source };
				const problem = `« ${said} » n’est pas une heure`;
				return finding(writing.file, lineAt(writing, index), problem, 'la corriger', about);
			}
		);
	});

const months =
	'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const realDate = new RegExp(
	`(?<!\\d)(?:(?:1er|\\d{1,2}) (?:${months})(?: \\d{4})?|\\d{1,2}/\\d{1,2}/\\d{2,4}|(?:${months}) \\d{4})(?![\\p{L}\\d])`,
	'giu'
);

/** The fiction has its own days: a real date ages, and may be somebody's. */
export const checkRealDates: LintRule = ({ files }) =>
	readProse(files).flatMap((writing: Writing) => {
		if (!fiction.includes(writing.kind)) return [];
		return [...plain(writing.text).matchAll(realDate)].flatMap(({ index, 0: said }) => {
			// « loi du 29 juillet 1881 » is a title.
			if (/(?:loi|ordonnance|décret|arrêté|version)[^.]{0,40}$/i.test(writing.text.slice(0, index)))
				return [];
			const about = { code: 'date-reelle', severity: 'warning', source } as const;
			const remedy = 'compter les jours de la fiction : « J0 », « J+4 »';
			const problem = `date « ${said} » dans la fiction`;
			return finding(writing.file, lineAt(writing, index), problem, remedy, about);
		});
	});
