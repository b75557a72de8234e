/** What each page may load of the case file. */
import type { AdultSheet, RoomSheet } from '../protocol/sheet.ts';
import type { Courtroom } from './courtroom.ts';

export function roomSheet({ code, trial }: Courtroom): RoomSheet {
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

/** The adults' sheet: everything but the decision kept closed. */
export function adultSheet(courtroom: Courtroom): AdultSheet {
	const { file } = courtroom.trial;
	return {
		...roomSheet(courtroom),
		script: file.script,
		law: Object.fromEntries(file.procedure.steps.map(({ id, law }) => [id, law])),
		briefs: file.briefs,
		// What the author thinks each piece proves is for the room to find.
		exhibits: file.exhibits.map(
			({ paragraphs: _, incriminates: _for, exonerates: _against, ...cover }) => cover
		)
	};
}
