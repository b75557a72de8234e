/** What this tablet shows, apart from what the room says: kept here, and never moved by anyone else. */
import { createContext, untrack } from 'svelte';
import type { Brief, ExhibitId, SeatId } from '../../casefile/casefile.ts';
import type { Part } from '../../casefile/procedure.ts';
import { Countdown } from '../../client/countdown.svelte.ts';
import type { Courtroom } from '../../client/courtroom.svelte.ts';
import { Dossier } from '../../client/dossier.svelte.ts';
import { keepsakeOf, type Keepsake } from '../../client/keepsake.ts';
import { Slips } from '../../client/slips.svelte.ts';
import type { RoomSheet } from '../../protocol/sheet.ts';

export const tabNames = [
	'audience',
	'role',
	'pieces',
	'notebook',
	'script',
	'presider',
	'question'
] as const;
export type TabName = (typeof tabNames)[number];

export class Tablet {
	readonly courtroom: Courtroom;
	readonly sheet: RoomSheet;
	readonly dossier: Dossier;
	readonly slips: Slips;
	readonly countdown: Countdown;
	/** A seat looked at outside any room: nothing in it may be done. */
	shownOnly = false;
	/** The pupil asked to choose a place again. */
	choosing = $state(false);
	#tab = $state<TabName>('audience');
	#piece = $state<ExhibitId | null>(null);
	#seen = $state.raw<readonly ExhibitId[]>([]);
	#left = $state.raw<readonly SeatId[]>([]);
	#keepsake: Keepsake;

	constructor(courtroom: Courtroom, sheet: RoomSheet) {
		this.courtroom = courtroom;
		this.sheet = sheet;
		this.#keepsake = keepsakeOf(sheet.code);
		this.dossier = new Dossier(courtroom);
		this.slips = new Slips(courtroom, this.#keepsake);
		this.countdown = new Countdown(courtroom, sheet);
		this.#tab = tabNames.find((name) => name === this.#keepsake.read('tab')) ?? 'audience';
		this.#piece = this.#keepsake.read('piece');
		this.#seen = this.#recall('seen');
		this.#left = this.#recall('left') as SeatId[];
		const seat = this.#keepsake.read('seat') as SeatId | null;
		if (seat) courtroom.seat = seat;
	}

	get tab(): TabName {
		return this.#tab;
	}
	set tab(tab: TabName) {
		this.#tab = tab;
		this.#keepsake.keep('tab', tab);
	}

	/** The piece read in its tab. */
	get piece(): ExhibitId | null {
		return this.#piece;
	}
	set piece(piece: ExhibitId | null) {
		this.#piece = piece;
		this.#keepsake.keep('piece', piece);
	}

	chooseSeat = (seat: SeatId): void => {
		this.courtroom.seat = seat;
		this.#keepsake.keep('seat', seat);
	};

	readPiece = (id: ExhibitId): void => {
		this.piece = id;
		this.tab = 'pieces';
	};

	/** The piece was on this screen: it is no longer new. */
	markSeen = (id: ExhibitId): void => {
		const seen = untrack(() => this.#seen);
		if (!seen.includes(id)) this.#seen = this.#store('seen', [...seen, id]);
	};

	isNew = (id: ExhibitId): boolean => !this.#seen.includes(id);

	get newPieces(): ExhibitId[] {
		return (this.courtroom.view.evidence?.pieces ?? []).map(({ id }) => id).filter(this.isNew);
	}

	/** The role was given back, once the hearing was over. */
	hasLeftRole = (seat: SeatId | null): boolean => seat !== null && this.#left.includes(seat);

	leaveRole = (seat: SeatId): void => {
		this.#left = this.#store('left', [...this.#left, seat]);
	};

	takeRoleBack = (seat: SeatId): void => {
		this.#left = this.#store(
			'left',
			this.#left.filter((it) => it !== seat)
		);
	};

	get step(): RoomSheet['steps'][number] | undefined {
		return this.sheet.steps.find(({ id }) => id === this.courtroom.view.script?.step);
	}

	get part(): Part | null {
		return this.step?.part ?? null;
	}

	get brief(): Brief | undefined {
		return this.dossier.briefs?.find(({ seat }) => seat === this.courtroom.seat);
	}

	/** True for a tablet that waits in the witnesses' room. */
	get outside(): boolean {
		return (this.courtroom.view.witnesses?.outside.length ?? 0) > 0;
	}

	/** The piece shown beside the hearing: not while the tribunal deliberates, reads its decision, or roles are left. */
	get onShow(): ExhibitId | null {
		const { evidence, clock } = this.courtroom.view;
		const apart = ['deliberation', 'decision', 'role-exit'].includes(this.part ?? '');
		return apart || clock?.suspended ? null : (evidence?.onShow ?? null);
	}

	/** What this tablet may open now, in its order on the screen. */
	get tabs(): TabName[] {
		const closed: Partial<Record<TabName, boolean>> = {
			pieces: this.outside,
			notebook: this.shownOnly || !this.courtroom.view.notebooks?.length,
			script: this.outside,
			presider: this.outside || !this.presides,
			question: this.outside || !this.judges
		};
		return tabNames.filter((name) => !closed[name]);
	}

	/** True for whoever holds the police of the hearing. */
	get presides(): boolean {
		const { may } = this.courtroom;
		return may('giveFloor') || may('resume') || may('openBallot') || may('giveReasons');
	}

	/** True while the tribunal's questions concern this tablet. */
	get judges(): boolean {
		if ((this.courtroom.view.ballot?.mine.length ?? 0) === 0) return false;
		return this.part === 'deliberation' || this.courtroom.may('giveReasons');
	}

	#recall(name: string): string[] {
		return this.#keepsake.read(name)?.split(',').filter(Boolean) ?? [];
	}

	#store<Id extends string>(name: string, ids: readonly Id[]): readonly Id[] {
		this.#keepsake.keep(name, ids.join());
		return ids;
	}
}

export const [getTablet, setTablet] = createContext<Tablet>();
