/** Cases that were brought and not yet opened: two hours in memory, each for whoever holds its token. Rules [LO]. */
import type { CaseFile } from '../../casefile/casefile.ts';
import type { Finding } from '../../casefile/finding.ts';
import { drawToken, hashToken } from '../door/secret.ts';
import type { Source } from '../door/network.ts';
import type { Sources } from './archive.ts';
import { pack } from './pack.ts';
import type { Checked } from './read-case.ts';

export interface Draft {
	casefile: CaseFile;
	warnings: Finding[];
	files: Sources;
	/** As it may be downloaded again. */
	archive: Uint8Array;
}

interface Kept extends Draft {
	source: Source;
	bytes: number;
	until: number;
	/** When its browser last asked for it. */
	seen: number;
	/** The room that is being opened on it. */
	opening?: Promise<unknown>;
}

export const draftLife = 2 * 3600 * 1000;
/** What nobody has looked at for so long leaves its place to who comes. */
export const draftRest = 20 * 60 * 1000;
const megabyte = 1024 * 1024;
const bounds = {
	own: { count: 8, bytes: 64 * megabyte },
	network: { count: 20, bytes: 80 * megabyte },
	all: { count: 40, bytes: 96 * megabyte }
};

export class Drafts {
	#kept = new Map<string, Kept>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Keeps a draft in the place of the one this browser had, and answers with its token; null where there is no room, and nothing moves. */
	async keep(checked: Checked, source: Source, former: string | null = null) {
		const archive = await pack(checked.casefile.id, checked.files);
		const bytes = weigh(checked, archive);
		this.#forget();
		const left = new Map(this.#kept);
		if (former) left.delete(hashToken(former));
		const shelves: [typeof bounds.all, (it: Kept) => boolean][] = [
			[bounds.own, (it) => it.source.own === source.own],
			[bounds.network, (it) => it.source.network === source.network],
			[bounds.all, () => true]
		];
		for (const [most, isCounted] of shelves)
			if (!this.#makeRoom(left, most, bytes, isCounted)) return null;
		const token = drawToken();
		const now = this.#now();
		const kept = { ...checked, archive, source, bytes, until: now + draftLife, seen: now };
		this.#kept = left.set(hashToken(token), kept);
		return token;
	}

	find(token: string | null): Draft | null {
		const kept = this.#find(token);
		if (kept) kept.seen = this.#now();
		return kept;
	}

	drop(token: string | null): void {
		if (token) this.#kept.delete(hashToken(token));
	}

	/** Opens one room on a draft, which is gone once it is open and stays where that fails; who asks meanwhile gets the same room. Null without a draft. */
	openOnce<Opened>(
		token: string | null,
		open: (draft: Draft) => Promise<Opened>
	): Promise<Opened> | null {
		const kept = this.#find(token);
		if (!kept) return null;
		// Whoever asks twice asks in the same words: the page has one form.
		if (kept.opening) return kept.opening as Promise<Opened>;
		const opening = open(kept).then(
			(opened) => {
				this.drop(token);
				return opened;
			},
			(failure: unknown) => {
				delete kept.opening;
				throw failure;
			}
		);
		kept.opening = opening;
		return opening;
	}

	#find(token: string | null): Kept | null {
		this.#forget();
		return (token && this.#kept.get(hashToken(token))) || null;
	}

	#forget(): void {
		for (const [hash, { until }] of this.#kept) if (until <= this.#now()) this.#kept.delete(hash);
	}

	/** Takes away what rests, the oldest first, until one more of so many bytes fits; false where it does not. */
	#makeRoom(
		left: Map<string, Kept>,
		most: typeof bounds.all,
		bytes: number,
		isCounted: (kept: Kept) => boolean
	): boolean {
		for (;;) {
			const counted = [...left].filter(([, kept]) => isCounted(kept));
			const weight = counted.reduce((sum, [, kept]) => sum + kept.bytes, bytes);
			if (counted.length < most.count && weight <= most.bytes) return true;
			// A map keeps the order of insertion.
			const resting = counted.find(([, { seen }]) => seen + draftRest <= this.#now());
			if (!resting) return false;
			left.delete(resting[0]);
		}
	}
}

/** What a draft holds in memory: a file may keep the whole of a buffer it was cut from. */
function weigh({ casefile, files }: Checked, archive: Uint8Array): number {
	const buffers = new Set([...files.values(), archive].map(({ buffer }) => buffer));
	const held = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
	return 2 * JSON.stringify(casefile).length + held;
}
