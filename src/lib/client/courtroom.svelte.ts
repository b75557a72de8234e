/** The browser's courtroom: the last thing the server said, and one way to ask. */
import { createContext } from 'svelte';
import type { SeatId } from '../casefile/casefile.ts';
import type { Office } from '../trial/actor.ts';
import type { CommandName } from '../trial/commands.ts';
import type { Input } from '../trial/decide.ts';
import type { DoorRefusal, Push, RecordState, Reply, WireView } from '../protocol/wire.ts';
import { connect, type Line } from './line.ts';

export type Connection = 'joining' | 'joined' | 'cut' | 'restarting' | 'refused';

/** In ms. Later than this on a new line, no network explains it: the server's own clock was set back. */
const otherClock = 60_000;

export class Courtroom {
	/** Chapters arrive whole and are replaced, never mutated. */
	view = $state.raw<Partial<WireView>>({});
	connection = $state<Connection>('joining');
	/** Whether the server can write what is done; an adult alone is told. */
	record = $state<RecordState>('kept');
	/** Why the door stays shut, once it does. */
	refused = $state<DoorRefusal | null>(null);
	/** Which of this browser's seats acts; null for the browser itself. */
	#chosen = $state<SeatId | null>(null);
	/** The server's time less this page's own, which nobody sets: a tablet's date may jump. */
	#offset = -Infinity;
	#n = 0;
	/** The push that the server was last told of. */
	#told = 0;
	#line: Line;
	readonly office: Office;
	readonly code: string;

	/** `open`: another line than a socket to the room. */
	constructor(code: string, office: Office, open: typeof connect = connect) {
		this.code = code;
		this.office = office;
		this.#line = open(code, office, {
			push: (push) => this.#receive(push),
			record: (state) => (this.record = state),
			state: (connection, reason) => {
				this.connection = connection;
				this.refused = reason ?? null;
			}
		});
	}

	/** The seats this browser holds. */
	get seats(): SeatId[] {
		return (this.view.me?.seats ?? []).map(({ seat }) => seat);
	}

	get seat(): SeatId | null {
		return this.seats.find((seat) => seat === this.#chosen) ?? this.seats[0] ?? null;
	}

	set seat(seat: SeatId | null) {
		this.#chosen = seat;
	}

	/** The server's time now, in ms. */
	now = (): number => (this.#n > 0 ? performance.now() + this.#offset : Date.now());

	/** True when this browser may run the command now, for its active seat or, for an adult, by itself. */
	may = (name: CommandName, seat: SeatId | null = this.seat): boolean => {
		const { may } = this.view;
		return Boolean(may && (may.self.includes(name) || (seat && may.seats[seat]?.includes(name))));
	};

	/** Asks; the change itself comes back as a view. The adult's own right goes before a seat's. */
	run = <Name extends CommandName>(
		type: Name,
		input: Input<Name>,
		seat: SeatId | null = this.seat
	): Promise<Reply> => {
		const asSeat = seat && !this.view.may?.self.includes(type) ? { seat } : {};
		return this.#line.send({ type, input, ...asSeat });
	};

	/** The line that notebooks share with the room. */
	get notes(): Pick<Line, 'note' | 'hearNotes'> {
		return this.#line;
	}

	leave = (): void => this.#line.close();

	#receive({ n, whole, now, chapters }: Push): void {
		if (!whole && n !== this.#n + 1) return this.#line.snapshot();
		this.#n = n;
		if (n === 1) this.#told = 0;
		if (n - this.#told >= 8) this.#line.tell((this.#told = n));
		this.#measure(now, n === 1);
		this.view = whole ? chapters : { ...this.view, ...chapters };
	}

	/** A push is never early: the least late says best what time it is, so that no count goes backward. */
	#measure(now: number, isFirst: boolean): void {
		const offset = now - performance.now();
		const isOther = isFirst && this.#offset - offset > otherClock;
		if (offset > this.#offset || isOther) this.#offset = offset;
	}
}

export const [getCourtroom, setCourtroom] = createContext<Courtroom>();
