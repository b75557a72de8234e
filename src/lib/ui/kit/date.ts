/** « 3 mars 2026 », from a date without an hour: read in UTC, so that no island sees the day before. */
export const tellDate = (iso: string): string => {
	const date = new Date(iso);
	return Number.isNaN(date.getTime())
		? iso
		: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
};
