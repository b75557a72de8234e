/** Where the others write in a notebook, and where one writes oneself, told to them a few times a second at most. */
import type * as Y from 'yjs';
import type { NoteCursor, SeatCursor } from '../protocol/notebook.ts';

const every = 100;

export class Cursors {
	all: ReadonlyMap<number, SeatCursor> = new Map();
	/** Called when somebody moved. */
	onmove: (() => void) | null = null;
	#mine: NoteCursor['cursor'] = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#tell: (cursor: NoteCursor['cursor']) => void;
	#secret: boolean;

	/** `secret`: nobody is told where one writes. */
	constructor(tell: (cursor: NoteCursor['cursor']) => void, secret: boolean) {
		this.#tell = tell;
		this.#secret = secret;
	}

	point = (cursor: NoteCursor['cursor']): void => {
		if (this.#secret) return;
		this.#mine = cursor;
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.#tell(this.#mine);
		}, every);
	};

	see(bytes: Uint8Array): void {
		const said = JSON.parse(new TextDecoder().decode(bytes)) as SeatCursor;
		const all = new Map(this.all);
		if (said.cursor) all.set(said.client, said);
		else all.delete(said.client);
		this.all = all;
		this.onmove?.();
	}

	forget(): void {
		this.all = new Map();
		this.onmove?.();
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}

export const tellCursor = ({ clientID }: Y.Doc, cursor: NoteCursor['cursor']): Uint8Array =>
	new TextEncoder().encode(JSON.stringify({ client: clientID, cursor } satisfies NoteCursor));
