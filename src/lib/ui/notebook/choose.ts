/** Which of its notebooks a tablet has before it: the one last looked at, else the one this moment calls for. */
import type { SeatId } from '../../casefile/casefile.ts';
import type { Part } from '../../casefile/procedure.ts';
import { keepsakeOf } from '../../client/keepsake.ts';
import type { NotebookView } from '../../trial/notebook.ts';

interface Moment {
	code: string;
	part: Part | null;
	seat: SeatId | null;
}

export function chooseNotebook(
	notebooks: readonly NotebookView[],
	{ code, part, seat }: Moment
): NotebookView | undefined {
	const last = keepsakeOf(code).read('notebook');
	return (
		(part === 'deliberation' ? notebooks.find(({ kind }) => kind === 'delibere') : undefined) ??
		notebooks.find(({ id }) => id === last) ??
		notebooks.find((notebook) => notebook.seat === seat) ??
		notebooks[0]
	);
}

export const keepChoice = (code: string, id: string): void => keepsakeOf(code).keep('notebook', id);
