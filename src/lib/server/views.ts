/** The views of one audience, computed again only where the state they read has changed. */
import type { Audience } from '../trial/actor.ts';
import type { Trial } from '../trial/trial.ts';
import { chapterNames, chapters, type ChapterName } from '../trial/view.ts';

export interface Chapter {
	value: unknown;
	/** The value as it travels: two equal texts are one same view. */
	text: string;
}

interface Memo extends Chapter {
	/** What the last computation looked at. A pure function that sees the same gives the same. */
	looked: Map<keyof Trial, unknown>;
	seats: string;
}

export class AudienceViews {
	#memos = new Map<ChapterName, Memo>();

	/** Every chapter of this audience, as of this trial. */
	of(trial: Trial, audience: Audience): Map<ChapterName, Chapter> {
		return new Map(chapterNames.map((name) => [name, this.#chapter(name, trial, audience)]));
	}

	#chapter(name: ChapterName, trial: Trial, audience: Audience): Chapter {
		const seats = audience.seats.join();
		const memo = this.#memos.get(name);
		if (memo?.seats === seats && [...memo.looked].every(([key, seen]) => trial[key] === seen))
			return memo;
		const looked = new Map<keyof Trial, unknown>();
		const value = chapters[name](watch(trial, looked), audience);
		const fresh = { value, text: JSON.stringify(value), looked, seats };
		this.#memos.set(name, fresh);
		return fresh;
	}
}

/** The trial, noting which of its chapters are looked at. */
const watch = (trial: Trial, looked: Map<keyof Trial, unknown>): Trial =>
	new Proxy(trial, {
		get(target, key: string) {
			const seen = target[key as keyof Trial];
			looked.set(key as keyof Trial, seen);
			return seen;
		}
	});
