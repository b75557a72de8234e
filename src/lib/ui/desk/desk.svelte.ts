/** What an adult’s desk keeps for its own screen: the time, the seat looked at, what was just done. */
import { createContext } from 'svelte';
import type { Seat, SeatId } from '$lib/casefile/casefile.ts';
import type { StepId } from '$lib/casefile/procedure.ts';
import type { Courtroom } from '$lib/client/courtroom.svelte.ts';
import type { AdultSheet } from '$lib/protocol/sheet.ts';
import type { Reply, WireRefusal } from '$lib/protocol/wire.ts';
import type { Holder } from '$lib/trial/actor.ts';
import type { CommandName } from '$lib/trial/commands.ts';
import type { Input } from '$lib/trial/decide.ts';
import type { View } from '$lib/trial/view.ts';
import { nameAmong } from '../kit/tablet-name.ts';
import { tellRefusal } from '../refusal-words.ts';

export type Place = View['seats']['places'][number];
export type Piece = View['evidence']['pieces'][number];

/** What was just done, or why it was not. */
interface Said {
	done: boolean;
	text: string;
	refused?: WireRefusal;
	undo?: () => unknown;
}

export class Desk {
	now = $state(0);
	said = $state.raw<Said | null>(null);
	/** The seat whose panel is open. */
	seat = $state<SeatId | null>(null);
	/** The tablet on its way to another seat. */
	moving = $state.raw<{ holder: Holder; from: SeatId | null } | null>(null);
	/** The step one wants to leave, and what would be lost. */
	leaving = $state.raw<{ from: StepId; loss: string } | null>(null);
	/** Gestures sent and not answered. */
	#pending = $state<Partial<Record<CommandName, boolean>>>({});
	readonly courtroom: Courtroom;
	readonly sheet: AdultSheet;
	readonly addresses: string[];

	constructor(courtroom: Courtroom, sheet: AdultSheet, addresses: string[]) {
		this.courtroom = courtroom;
		this.sheet = sheet;
		this.addresses = addresses;
		this.tick();
	}

	get view() {
		return this.courtroom.view;
	}
	get script() {
		return this.view.script;
	}
	get step() {
		return this.sheet.steps.find(({ id }) => id === this.script?.step);
	}
	get suspended() {
		return this.view.clock?.suspended ?? null;
	}
	get places(): readonly Place[] {
		return this.view.seats?.places ?? [];
	}
	get tablets() {
		return this.view.seats?.admitted ?? [];
	}

	/** The time stands still while nothing says what happens in the room. */
	tick = (): void => {
		const runs = this.courtroom.connection === 'joined' && !this.view.door?.closed;
		if (runs || this.now === 0) this.now = this.courtroom.now();
	};

	may = (name: CommandName): boolean => this.courtroom.may(name);
	isBusy = (name: CommandName): boolean => this.#pending[name] === true;
	stepAt = (id: StepId) => this.sheet.steps.findIndex((step) => step.id === id);
	seatOf = (id: SeatId | null | undefined): Seat | undefined =>
		this.sheet.seats.find((seat) => seat.id === id);
	labelOf = (id: SeatId | null | undefined): string => this.seatOf(id)?.label ?? '';
	placeOf = (id: SeatId): Place | undefined => this.places.find(({ seat }) => seat === id);

	/** « 14 places tenues » */
	get held(): string {
		const held = this.places.filter(this.isManned).length;
		return held > 1 ? `${held} places tenues` : `${held} place tenue`;
	}

	isManned = ({ paper, taken }: Place): boolean => paper || taken > 0;
	isAway = (holder: Holder): boolean => this.view.presence?.[holder] === 'away';
	/** The seats a tablet holds. */
	heldBy = (holder: Holder): SeatId[] =>
		this.places.filter((place) => place.holders?.includes(holder)).map(({ seat }) => seat);

	/** « tablette 3 »: tablets have a rank and no name. */
	nameOf = (holder: Holder): string => {
		if (holder === 'regie') return 'poste régie';
		if (holder === 'magistrat') return 'poste magistrat';
		return `tablette ${nameAmong(holder, this.tablets)}`;
	};

	/** Asks once; a second press before the answer does nothing. Says why when it is refused. */
	run = async <Name extends CommandName>(
		type: Name,
		input: Input<Name>,
		seat?: SeatId
	): Promise<boolean> => {
		if (this.#pending[type]) return false;
		this.#pending[type] = true;
		try {
			const reply: Reply = await this.courtroom.run(type, input, seat);
			if ('refused' in reply) {
				const { refused } = reply;
				this.said = { done: false, text: tellRefusal(refused, 'vous'), refused };
			}
			return 'done' in reply;
		} finally {
			this.#pending[type] = false;
		}
	};

	/** Says what was done, with the way back where there is one. */
	tell = (text: string, undo?: () => unknown): void => {
		this.said = { done: true, text, ...(undo && { undo }) };
	};
}

export const [getDesk, setDesk] = createContext<Desk>();
