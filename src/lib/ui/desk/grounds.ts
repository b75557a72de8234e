/** What the tribunal answers for, question by question, with the debated pieces it rests on. */
import type { AdultSheet } from '$lib/protocol/sheet.ts';
import type { View } from '$lib/trial/view.ts';

export interface Question {
	id: string;
	label: string;
}

/** The charges, where this hearing decides them, then what the tribunal orders. */
export function questionsOf(
	{ charges }: Pick<AdultSheet, 'charges'>,
	sanction: View['sanction'] | null
): Question[] {
	return [
		...(sanction?.settled ? [] : charges.map(({ id, label }) => ({ id, label }))),
		...(sanction?.adopted ? [{ id: sanction.question, label: 'la réponse du tribunal' }] : [])
	];
}

/** The questions that no piece was chosen for: there, what is read says no reason. */
export function unfoundedOf(
	questions: readonly Question[],
	reasons: Readonly<Record<string, readonly string[]>>
): Question[] {
	return questions.filter(({ id }) => !reasons[id]?.length);
}
