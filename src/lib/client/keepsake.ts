/** What this tablet remembers of one room, until its tab closes or the tablet is given back. */
export interface Keepsake {
	read(name: string): string | null;
	/** Null forgets. */
	keep(name: string, value: string | null): void;
}

const prefix = 'pretoire:';

/** Storage may be refused: then nothing is remembered, and nothing fails. */
export function keepsakeOf(code: string): Keepsake {
	const key = (name: string) => `${prefix}${code}:${name}`;
	return {
		read(name) {
			try {
				return sessionStorage.getItem(key(name));
			} catch {
				return null;
			}
		},
		keep(name, value) {
			try {
				if (value === null) sessionStorage.removeItem(key(name));
				else sessionStorage.setItem(key(name), value);
			} catch {
				// Private browsing: remembered as long as the page lives.
			}
		}
	};
}

/** The tablet is given back: it remembers no room, and no reader's preference. */
export function eraseEverything(): void {
	for (const name of ['sessionStorage', 'localStorage'] as const)
		try {
			const storage = window[name];
			for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
		} catch {
			// Nothing could be kept there either.
		}
}
