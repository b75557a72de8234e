/** How often one may try: a whole class sits behind one address, so only what is wrong is counted by address. Rules [A]. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Office } from '../../trial/actor.ts';
import { allows, Tries, tenMinutes } from './tries.ts';
import type { Source } from './network.ts';
import type { TrialId } from '../store/store.ts';

const everybody = 'everybody';
const mostNetworks = 5_000;

/** Counts what a guesser tries: by network, by room and in all. Memory is bounded by what is counted in all. */
export class Limits {
	/** A class that mistypes; twice that in a LAN, and no more: it is what keeps a guess under one in a million. */
	#codes = new Tries(60, 120);
	/** Whatever the number of addresses: each wrong code costs as many points as there are rooms to find. */
	#everyCode = new RateLimiterMemory({ points: 100, duration: tenMinutes });
	#keys = new Tries(120, 360);
	#roomKeys = new RateLimiterMemory({ points: 600, duration: tenMinutes });
	#gestures = new RateLimiterMemory({ points: 100, duration: 5 });
	#openings = new Tries(30, 120);
	/** An author corrects a case and brings it again, many times. */
	#cases = new Tries(40, 120);
	/** A form that may hold an archive, read before any code is: as many as keys are tried. */
	#uploads = new Tries(120, 360);
	/** A class of thirty-five behind one address comes in, gives back and comes in again. */
	#moves = new Tries(120, 480);
	#lines = new RateLimiterMemory({ points: 60, duration: 60 });
	/** The rooms whose keys were shown from each network: it is their school. */
	#known = new Map<string, Set<TrialId>>();
	/** Codes already counted, and until when. */
	#wrong = new Map<string, number>();
	#countRooms: () => Promise<number>;
	#rooms = 1;
	#watchfulUntil = 0;

	constructor(countRooms: () => Promise<number>) {
		this.#countRooms = countRooms;
	}

	/** A key of this room was shown from this network. */
	recognise({ network }: Source, room: TrialId): void {
		const rooms = this.#known.get(network) ?? new Set();
		this.#known.delete(network);
		this.#known.set(network, rooms.add(room));
		if (this.#known.size <= mostNetworks) return;
		const oldest = this.#known.keys().next();
		if (!oldest.done) this.#known.delete(oldest.value);
	}

	/** Whether a right code may be told so: its source has tries left, and everybody together too, or it is the room's school. */
	async mayTry(source: Source, room: TrialId): Promise<boolean> {
		const [own, all] = await Promise.all([
			this.#codes.isLeft(source),
			this.#everyCode.get(everybody)
		]);
		return own && (this.#isKnown(source, room) || !all || all.remainingPoints > 0);
	}

	/** Counts a code that opened nothing, before anything is awaited; false once there were too many. */
	countCode(source: Source, code: string): Promise<boolean> {
		// A whole class that copies the same wrong code has guessed once.
		if ((this.#wrong.get(code) ?? 0) > Date.now()) return Promise.resolve(true);
		this.#countRooms().then(
			(rooms) => (this.#rooms = Math.max(1, rooms)),
			() => {}
		);
		const stranger = !this.#known.has(source.network);
		if (stranger && Date.now() < this.#watchfulUntil) return Promise.resolve(false);
		const all = this.#everyCode.consume(everybody, this.#rooms).then(
			() => true,
			({ msBeforeNext }: { msBeforeNext: number }) => {
				this.#watchfulUntil = Date.now() + msBeforeNext;
				return !stranger;
			}
		);
		return Promise.all([all, this.#codes.take(source)]).then((told) => {
			const may = told.every(Boolean);
			if (may) this.#remember(code);
			return may;
		});
	}

	/** Only what was told to be wrong: a code refused for want of tries may be right. */
	#remember(code: string): void {
		this.#wrong.set(code, Date.now() + tenMinutes * 1000);
		for (const [old, until] of this.#wrong) if (until <= Date.now()) this.#wrong.delete(old);
	}

	/** Counts a key before it is tried, so that many at once are counted too; false when it may not be tried. */
	async takeTry(source: Source, room: TrialId, office: Office | 'access'): Promise<boolean> {
		// By office: whoever tries tablets' codes does not keep an adult out.
		const what = `${room} ${office}`;
		// Strangers spend a room's tries; its own school is counted apart, and is not shut out by them.
		if (!this.#isKnown(source, room) && !(await allows(this.#roomKeys, what))) return false;
		return this.#keys.take(source, what);
	}

	/** The key was right: the try is given back. */
	async giveBackTry(source: Source, room: TrialId, office: Office | 'access'): Promise<void> {
		const what = `${room} ${office}`;
		await this.#keys.giveBack(source, what);
		if (!this.#isKnown(source, room)) await this.#roomKeys.reward(what);
	}

	/** A tablet comes in or is given back: each is a fact for ever, and a push to the régie. */
	mayMove = (source: Source, room: TrialId): Promise<boolean> => this.#moves.take(source, room);
	/** Twenty gestures a second for one browser of one room, five seconds at once: a hand does not go that fast. */
	mayAct = (browser: string): Promise<boolean> => allows(this.#gestures, browser);
	mayOpen = (source: Source): Promise<boolean> => this.#openings.take(source);
	/** An archive takes a thread and a tenth of a second. */
	mayBring = (source: Source): Promise<boolean> => this.#cases.take(source);
	/** Its body is held whole while it is read. */
	maySend = (source: Source): Promise<boolean> => this.#uploads.take(source);
	/** So many lines a minute: a log is not filled by who guesses. */
	mayTell = (what: string, most = 1): Promise<boolean> => allows(this.#lines, what, 60 / most);

	#isKnown = ({ network }: Source, room: TrialId): boolean =>
		this.#known.get(network)?.has(room) ?? false;
}
