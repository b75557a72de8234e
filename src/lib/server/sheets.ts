/** What each page may load of the case file. */
import type { CaseFile } from '../casefile/casefile.ts';
import { offersInAll } from '../casefile/law/composition.ts';
import { coverOf } from '../casefile/shown.ts';
import type { AdultSheet, Offered, RoomSheet } from '../protocol/sheet.ts';
import type { Courtroom } from './courtroom.ts';

export function roomSheet({ code, trial }: Pick<Courtroom, 'code' | 'trial'>): RoomSheet {
	const { file, door } = trial;
	return {
		code,
		title: file.title,
		summary: file.summary,
		court: file.procedure.court,
		hearing: file.procedure.hearing,
		format: door.format,
		seats: file.seats,
		steps: file.procedure.steps.map(
			({ id, title, part, minutes, protectedMinutes, breakAfter }) => ({
				id,
				title,
				part,
				minutes: minutes[door.format],
				...(protectedMinutes !== undefined && { protectedMinutes }),
				...(breakAfter !== undefined && { breakAfter })
			})
		),
		charges: file.charges,
		simplifications: file.simplifications,
		glossary: file.glossary,
		reviewed: file.reviewedBy !== null,
		lawCheckedOn: file.lawCheckedOn
	};
}

/** What may be ordered for all the charges together: whoever seals says beforehand which ones they keep. */
const offerAll = (file: CaseFile): Offered[] =>
	offersInAll(file).map(({ id, name, bounds }) => ({
		id,
		name,
		...(bounds && { bounds })
	}));

/** The adults' sheet: everything but the decision kept closed. */
export function adultSheet(courtroom: Courtroom): AdultSheet {
	const { file } = courtroom.trial;
	return {
		...roomSheet(courtroom),
		script: file.script,
		law: Object.fromEntries(file.procedure.steps.map(({ id, law }) => [id, law])),
		briefs: file.briefs,
		// What the author thinks each piece proves is for the room to find.
		exhibits: file.exhibits.map(coverOf),
		...(file.debrief && { debrief: file.debrief }),
		...(file.measures && { measures: offerAll(file) })
	};
}
