import type { DecisionSheet } from '../../casefile/casefile.ts';
import type { View } from '../../trial/view.ts';

type Pieces = View['evidence']['pieces'];

/** The pieces a magistrate's decision stands on that this hearing never showed, as they are numbered. */
export function findUndebated(sealed: DecisionSheet['sealed'], pieces: Pieces): string[] {
	const shown = new Set(pieces.flatMap((piece) => (piece.shown ? [piece.id] : [])));
	return sealed.exhibits.filter((id) => !shown.has(id));
}

/** « pièces 3 et 7, non débattues dans votre audience » */
export function tellUndebated(numbers: readonly string[]): string {
	const last = numbers.at(-1);
	if (last === undefined) return '';
	if (numbers.length === 1) return `Pièce ${last} : non débattue dans votre audience.`;
	const others = numbers.slice(0, -1).join(', ');
	return `Pièces ${others} et ${last} : non débattues dans votre audience.`;
}
