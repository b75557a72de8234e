/** What this device keeps for its reader alone. Every key starts so; « rendre la tablette » takes them all. */
const prefix = 'pretoire:';

/** What was kept under this name, or null: storage may be refused. */
export function recall(name: string): string | null {
	try {
		return localStorage.getItem(prefix + name);
	} catch {
		return null;
	}
}

/** Keeps a preference, or silently does not. */
export function remember(name: string, value: string): void {
	try {
		localStorage.setItem(prefix + name, value);
	} catch {
		// Private browsing or a locked device: the preference lasts as long as the page.
	}
}
