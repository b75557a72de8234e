/** What the page that opens rooms says of a case: enough to choose, nothing that would spoil it. */
import { isOld, isPast } from '../casefile/age-of-law.ts';
import type { CaseFile } from '../casefile/casefile.ts';
import { formats, type Format } from '../casefile/procedure.ts';
import type { CaseCard } from '../protocol/case-card.ts';

/** `today`: ISO date. */
export function toCard(file: CaseFile, today: string, added: boolean): CaseCard {
	const { procedure } = file;
	return {
		id: file.id,
		version: file.version,
		title: file.title,
		level: file.level,
		court: procedure.court,
		hearing: procedure.hearing,
		summary: file.summary,
		axes: file.axes,
		law: file.lawCheckedOn,
		stale: isStale(file, today),
		reviewed: file.reviewedBy !== null,
		seats: file.seats.length,
		minutes: Object.fromEntries(
			formats.map((format) => [
				format,
				procedure.steps.reduce((sum, { minutes }) => sum + minutes[format], 0)
			])
		) as Record<Format, number>,
		simplifications: file.simplifications,
		added
	};
}

/** Past the date its author gave, or a year after the last check of the case or of its procedure. */
function isStale({ lawCheckedOn, lawValidUntil, procedure }: CaseFile, today: string): boolean {
	return (
		isPast(lawValidUntil, today) ||
		[lawCheckedOn, procedure.checkedOn].some((date) => isOld(date, today))
	);
}
