/** One line of the diagnostic: what was found, and what to do about it. */
export interface Finding {
	check: string;
	state: 'good' | 'warning' | 'failure';
	found: string;
	remedy?: string;
}

export const good = (check: string, found: string): Finding => ({ check, state: 'good', found });
export const warning = (check: string, found: string, remedy: string): Finding => ({
	check,
	state: 'warning',
	found,
	remedy
});
export const failure = (check: string, found: string, remedy: string): Finding => ({
	check,
	state: 'failure',
	found,
	remedy
});

const marks = { good: '✔', warning: '⚠', failure: '✘' };

export function tell({ check, state, found, remedy }: Finding): string {
	return `${marks[state]} ${check} : ${found}${remedy ? ` → ${remedy}` : ''}`;
}

/** « 12 s », « 3 min », « 2 j »: one unit is enough. */
export function tellTime(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 120) return `${minutes} min`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} j`;
}
