/** A whole class sits behind one address: wrong codes and keys are counted, never tablets. Rules [A]. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { TrialId } from './store/store.ts';

/** How long tries are remembered, in seconds. */
const tenMinutes = 600;
const everybody = 'everybody';
const mostNetworks = 5_000;

const allows = (limiter: RateLimiterMemory, key: string, points = 1): Promise<boolean> =>
	limiter.consume(key, points).then(
		() => true,
		() => false
	);

/** Counts what a guesser tries: by network, by room and in all. Memory is bounded by what is counted in all. */
export class Limits {
	/** A class that mistypes. */
	#codes = new RateLimiterMemory({ points: 60, duration: tenMinutes });
	/** Whatever the number of addresses: each wrong code costs as many points as there are rooms to find. */
	#everyCode = new RateLimiterMemory({ points: 100, duration: tenMinutes });
	#keys = new RateLimiterMemory({ points: 120, duration: tenMinutes });
	#roomKeys = new RateLimiterMemory({ points: 600, duration: tenMinutes });
	#gestures = new RateLimiterMemory({ points: 100, duration: 5 });
	#openings = new RateLimiterMemory({ points: 30, duration: tenMinutes });
	#lines = new RateLimiterMemory({ points: 60, duration: 60 });
	/** The rooms whose keys were shown from a network: they are at home there. */
	#homes = new Map<string, Set<TrialId>>();
	/** Codes already counted, and until when. */
	#wrong = new Map<string, number>();
	#countRooms: () => Promise<number>;
	#rooms = 1;
	#watchfulUntil = 0;

	constructor(countRooms: () => Promise<number>) {
		this.#countRooms = countRooms;
	}

	/** A key of this room was shown from this network. */
	settle(network: string, room: TrialId): void {
		const rooms = this.#homes.get(network) ?? new Set();
		this.#homes.delete(network);
		this.#homes.set(network, rooms.add(room));
		const oldest = this.#homes.keys().next();
		if (this.#homes.size > mostNetworks && !oldest.done) this.#homes.delete(oldest.value);
	}

	/** Whether a right code may be told so: its network has tries left, and everybody together too, or it is at home. */
	async mayTry(network: string, room: TrialId): Promise<boolean> {
		const [own, all] = await Promise.all([
			this.#codes.get(network),
			this.#everyCode.get(everybody)
		]);
		const left = (tried: typeof own) => !tried || tried.remainingPoints > 0;
		return left(own) && (this.#isHome(network, room) || left(all));
	}

	/** Counts a code that opened nothing, before anything is awaited; false once there were too many. */
	countCode(network: string, code: string): Promise<boolean> {
		// A whole class that copies the same wrong code has guessed once.
		if ((this.#wrong.get(code) ?? 0) > Date.now()) return Promise.resolve(true);
		this.#countRooms().then(
			(rooms) => (this.#rooms = Math.max(1, rooms)),
			() => {}
		);
		const stranger = !this.#homes.has(network);
		if (stranger && Date.now() < this.#watchfulUntil) return Promise.resolve(false);
		const all = this.#everyCode.consume(everybody, this.#rooms).then(
			() => this.#remember(code),
			({ msBeforeNext }: { msBeforeNext: number }) => {
				this.#watchfulUntil = Date.now() + msBeforeNext;
				return !stranger;
			}
		);
		return Promise.all([all, allows(this.#codes, network)]).then((told) => told.every(Boolean));
	}

	#remember(code: string): true {
		this.#wrong.set(code, Date.now() + tenMinutes * 1000);
		for (const [old, until] of this.#wrong) if (until <= Date.now()) this.#wrong.delete(old);
		return true;
	}

	/** Counts a key before it is tried, so that many at once are counted too; false when it may not be tried. */
	async takeTry(network: string, room: TrialId): Promise<boolean> {
		// Strangers spend a room's tries; its own school is counted apart, and is not shut out by them.
		if (!this.#isHome(network, room) && !(await allows(this.#roomKeys, room))) return false;
		return allows(this.#keys, `${network} ${room}`);
	}

	/** The key was right: the try is given back. */
	async giveBackTry(network: string, room: TrialId): Promise<void> {
		await this.#keys.reward(`${network} ${room}`);
		if (!this.#isHome(network, room)) await this.#roomKeys.reward(room);
	}

	/** Twenty gestures a second for one browser of one room, five seconds at once: a hand does not go that fast. */
	mayAct = (browser: string): Promise<boolean> => allows(this.#gestures, browser);
	mayOpen = (network: string): Promise<boolean> => allows(this.#openings, network);
	/** So many lines a minute: a log is not filled by who guesses. */
	mayTell = (what: string, most = 1): Promise<boolean> => allows(this.#lines, what, 60 / most);

	#isHome = (network: string, room: TrialId): boolean =>
		this.#homes.get(network)?.has(room) ?? false;
}
