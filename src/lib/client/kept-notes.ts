/** The copies of notebooks that this browser keeps: their names, and how they are erased. Nothing of an editor is loaded for it. */

const prefix = 'pretoire:carnet:';
const list = 'pretoire:carnets';
const patience = 1_500;

/** One copy for a room, a tablet and a notebook: another pupil's tablet never opens it. */
export const keptName = (code: string, holder: string, notebook: string): string =>
	`${prefix}${code}:${holder}:${notebook}`;

export const isOfRoom = (code: string) => (name: string) => name.startsWith(`${prefix}${code}:`);

/** What still writes in a copy, told to stop before it goes. */
const writers = new Map<string, () => void>();

/** Says that a copy is being kept, and how to stop; null where this browser could not erase it later. */
export function noteKept(name: string, stop: () => void): boolean {
	if (!canList()) return false;
	writers.set(name, stop);
	store({ ...read(), [name]: Date.now() });
	return true;
}

/** Erases the copies of this browser: all, or those whose name says so. Never fails, never waits long. */
export async function eraseKept(isMeant: (name: string) => boolean = () => true): Promise<void> {
	const names = (await listKept()).filter(isMeant);
	const gone = Promise.all(names.map(erase));
	await Promise.race([gone, new Promise((next) => setTimeout(next, patience))]);
}

async function listKept(): Promise<string[]> {
	const found = await within(databases()).catch(() => null);
	const names = (found ?? []).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
	return [...new Set([...names, ...Object.keys(read()), ...writers.keys()])];
}

const databases = async (): Promise<IDBDatabaseInfo[]> =>
	typeof indexedDB !== 'undefined' && 'databases' in indexedDB ? indexedDB.databases() : [];

const within = <Value>(promise: Promise<Value>): Promise<Value | null> =>
	Promise.race([promise, new Promise<null>((next) => setTimeout(() => next(null), patience))]);

async function erase(name: string): Promise<void> {
	writers.get(name)?.();
	writers.delete(name);
	await new Promise<void>((gone) => {
		try {
			const request = indexedDB.deleteDatabase(name);
			request.onsuccess = request.onerror = () => gone();
		} catch {
			// Storage refused: nothing was kept.
			gone();
		}
	});
	const { [name]: _, ...rest } = read();
	store(rest);
}

function read(): Record<string, number> {
	try {
		return JSON.parse(localStorage.getItem(list) ?? '{}') as Record<string, number>;
	} catch {
		return {};
	}
}

function store(dates: Record<string, number>): void {
	try {
		if (Object.keys(dates).length > 0) localStorage.setItem(list, JSON.stringify(dates));
		else localStorage.removeItem(list);
	} catch {
		// Private browsing: `databases` lists them.
	}
}

function canList(): boolean {
	try {
		localStorage.setItem(`${list}?`, '1');
		localStorage.removeItem(`${list}?`);
		return true;
	} catch {
		return typeof indexedDB !== 'undefined' && 'databases' in indexedDB;
	}
}
