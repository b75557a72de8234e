/** Every browser of every room, who answer at once: `voting-load.ts <kind> <port>`. */
import { setTimeout as pause } from 'node:timers/promises';
import { shippedCase } from '../support/shipped-case.ts';
import { chanceFrom } from '../support/chance.ts';
import { Browser, type Ear } from './browser.ts';
import { answer } from './child.ts';
import type { Kind, Room } from './place.ts';
import type { Voted } from './voting.ts';

const [kind, port] = [process.argv[2] as Kind, Number(process.argv[3])];
const charges = (await shippedCase()).charges.map(({ id }) => id);
const chance = chanceFrom(35);
const booths: Booth[] = [];
let command = 0;
let seen: Voted = { asked: 0, replies: [], progress: [], refused: 0, late: 0 };

/** What the régie is told of the answers, whatever they say. */
interface Chapters {
	ballot?: { open: string | null; awaited?: string[] };
	opinion?: { open: { progress?: { answered: number } } | null };
}

/** A room of voters: what was sent, and what is not yet known of it. */
class Booth {
	readonly browsers: Browser[];
	readonly room: Room;
	/** Those who answer: the tablets that are in the room. */
	readonly voters: Browser[];
	#sent = new Map<number, { browser: Browser; at: number }>();
	/** When each slip of the tribunal left, by seat; and those of the class, in their order. */
	#judges = new Map<string, number>();
	#class: number[] = [];
	#told = 0;

	constructor(room: Room) {
		this.room = room;
		const ear: Ear = {
			view: (browser, bytes, start, end) => this.#view(browser, bytes, start, end),
			reply: (_, answered, done) => this.#reply(answered, done)
		};
		this.browsers = room.places.map(
			(place, rank) => new Browser(kind, port, room.code, place, rank, ear)
		);
		this.voters = this.browsers.filter(({ place }) => place.seat && !place.outside);
	}

	begin(): void {
		this.#sent.clear();
		this.#judges.clear();
		this.#class = [];
		this.#told = 0;
	}

	vote(browser: Browser, charge: string): void {
		const id = ++command;
		const at = performance.now();
		this.#sent.set(id, { browser, at });
		const { seat = '' } = browser.place;
		if (isJudge(seat)) {
			this.#judges.set(seat, at);
			const choice = chance() < 0.5 ? 'coupable' : 'relaxe';
			const nonce = String(id).padStart(32 - choice.length, '0');
			browser.run(id, 'castSlip', { charge, choice, nonce });
		} else {
			this.#class.push(at);
			const answers = [chance() < 0.5 ? 'oui' : 'non'];
			browser.run(id, 'castAnswers', {
				poll: `avis:${charge}`,
				batch: String(id).padStart(32, '0'),
				answers
			});
		}
	}

	#reply(id: number, done: boolean): void {
		const sent = this.#sent.get(id);
		if (!sent || kind !== 'pretoire') return;
		if (done) seen.replies.push(performance.now() - sent.at);
		else seen.refused++;
	}

	#view({ rank }: Browser, bytes: Buffer, start: number, end: number): void {
		if (kind !== 'pretoire') return this.#relayed(rank, bytes, start);
		if (rank !== 0) return;
		const now = performance.now();
		const text = bytes.toString('utf8', start, end);
		const { ballot, opinion } = (JSON.parse(text) as { chapters: Chapters }).chapters;
		for (const [seat, at] of this.#judges)
			if (ballot?.open && !ballot.awaited?.includes(seat)) {
				seen.progress.push(now - at);
				this.#judges.delete(seat);
			}
		const answered = opinion?.open?.progress?.answered ?? 0;
		for (; this.#told < answered; this.#told++)
			seen.progress.push(now - (this.#class[this.#told] ?? now));
	}

	#relayed(rank: number, bytes: Buffer, start: number): void {
		const id = bytes.indexOf('bench-', start) + 6;
		const sent = this.#sent.get(Number(bytes.toString('latin1', id, bytes.indexOf('"', id))));
		if (!sent) return;
		const waited = performance.now() - sent.at;
		if (rank === sent.browser.rank) seen.replies.push(waited);
		if (rank === 0) seen.progress.push(waited);
	}
}

const isJudge = (seat: string): boolean => /^(juge|assesseur)\//.test(seat);

answer({
	async join(rooms: Room[], within: number): Promise<void> {
		booths.push(...rooms.map((room) => new Booth(room)));
		const browsers = booths.flatMap((booth) => booth.browsers).sort((a, b) => a.rank - b.rank);
		const joined: Promise<void>[] = [];
		for (const browser of browsers) {
			joined.push(browser.join());
			await pause(within / browsers.length);
		}
		await Promise.all(joined);
	},
	/** Everybody answers the question of this charge, each at a moment of its own within so many ms. */
	async vote(charge: number, within: number): Promise<Voted> {
		await pause(500);
		for (const booth of booths) booth.begin();
		const due = booths
			.flatMap((booth) =>
				booth.voters.map((browser) => ({ booth, browser, at: chance() * within }))
			)
			.sort((one, other) => one.at - other.at);
		seen = { asked: due.length, replies: [], progress: [], refused: 0, late: 0 };
		const begun = performance.now();
		for (const { booth, browser, at } of due) {
			const wait = begun + at - performance.now();
			if (wait > 1) await pause(wait);
			seen.late = Math.max(seen.late, performance.now() - begun - at);
			booth.vote(browser, charges[charge] ?? '');
		}
		const isOver = () =>
			seen.replies.length + seen.refused >= due.length && seen.progress.length >= due.length;
		for (let turn = 0; turn < 100 && !isOver(); turn++) await pause(100);
		return seen;
	}
});
