/** Under which clients of Yjs each browser writes in the notebooks of a room: what it types cannot be taken in its name. */
import type { NotebookId } from '../../trial/notebook.ts';

/** Of one browser in one notebook: each page it opens is another. */
const mostClients = 8;

export class Writers {
	/** Which browser writes under each client. */
	readonly #clients = new Map<NotebookId, Map<number, string>>();

	/** A browser opens a notebook and says its client; whoever said it first keeps it. */
	claim(notebook: NotebookId, client: number, browser: string): void {
		const clients = this.#clients.get(notebook) ?? new Map<number, string>();
		this.#clients.set(notebook, clients);
		if (clients.has(client)) return;
		clients.set(client, browser);
		const own = [...clients].filter(([, it]) => it === browser);
		const [oldest] = own;
		if (oldest && own.length > mostClients) clients.delete(oldest[0]);
	}

	/** The clients under which other browsers write there. */
	othersOf(notebook: NotebookId, browser: string): number[] {
		const clients = [...(this.#clients.get(notebook) ?? [])];
		return clients.flatMap(([client, it]) => (it === browser ? [] : [client]));
	}
}
