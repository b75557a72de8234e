/** « 3 mars 2026 », from a date without an hour: read in UTC, so that no island sees the day before. */
export const tellDate = (iso: string): string => {
	const date = new Date(iso);
	return Number.isNaN(date.getTime())
		? iso
		: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
};

/** « novembre 2025 », from a month without a day. */
export const tellMonth = (month: string): string =>
	new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
		new Date(`${month}-01T00:00:00Z`)
	);
