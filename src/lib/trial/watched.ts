/**
 * A trial that notes what is looked at of it: an answer holds as long as that stays the same. The script is watched
 * field by field: a cue said changes nothing for whoever only asks which step it is.
 */
import type { Script } from './script.ts';
import type { Trial } from './trial.ts';

let last = 0;
const next = (): number => 1 << last++;
/** A bit for each part of a trial, then for each field of its script. */
const parts = {
	file: next(),
	at: next(),
	door: next(),
	clock: next(),
	seats: next(),
	witnesses: next(),
	floor: next(),
	evidence: next(),
	incidents: next(),
	ballot: next(),
	sanction: next(),
	decision: next(),
	sealed: next(),
	debrief: next(),
	opinion: next(),
	screen: next(),
	extracts: next()
} as const satisfies Record<Exclude<keyof Trial, 'script'>, number>;
const fields = {
	step: next(),
	visited: next(),
	now: next(),
	reached: next(),
	members: next(),
	excused: next()
} as const satisfies Record<keyof Script, number>;
const bitsOf = <Key extends string>(bits: Record<Key, number>) =>
	Object.entries(bits) as [Key, number][];
const partBits = bitsOf(parts);
const fieldBits = bitsOf(fields);

/** What differs between two trials, as bits. */
export function compareTrials(one: Trial, other: Trial): number {
	// A room's actors are all asked about one same change.
	if (compared.one !== one || compared.other !== other)
		compared = { one, other, bits: compare(one, other) };
	return compared.bits;
}
let compared: { one?: Trial; other?: Trial; bits: number } = { bits: 0 };

function compare(one: Trial, other: Trial): number {
	let changed = 0;
	for (const [part, bit] of partBits) if (one[part] !== other[part]) changed |= bit;
	if (one.script === other.script) return changed;
	for (const [field, bit] of fieldBits)
		if (one.script[field] !== other.script[field]) changed |= bit;
	return changed;
}

export class WatchedTrial implements Trial {
	/** What was looked at since this was last set to 0, as bits. */
	looked = 0;
	readonly trial: Trial;
	readonly script: Script;

	constructor(trial: Trial) {
		this.trial = trial;
		this.script = new WatchedScript(this);
	}

	get file(): Trial['file'] {
		this.looked |= parts.file;
		return this.trial.file;
	}

	get at(): Trial['at'] {
		this.looked |= parts.at;
		return this.trial.at;
	}

	get door(): Trial['door'] {
		this.looked |= parts.door;
		return this.trial.door;
	}

	get clock(): Trial['clock'] {
		this.looked |= parts.clock;
		return this.trial.clock;
	}

	get seats(): Trial['seats'] {
		this.looked |= parts.seats;
		return this.trial.seats;
	}

	get witnesses(): Trial['witnesses'] {
		this.looked |= parts.witnesses;
		return this.trial.witnesses;
	}

	get floor(): Trial['floor'] {
		this.looked |= parts.floor;
		return this.trial.floor;
	}

	get evidence(): Trial['evidence'] {
		this.looked |= parts.evidence;
		return this.trial.evidence;
	}

	get incidents(): Trial['incidents'] {
		this.looked |= parts.incidents;
		return this.trial.incidents;
	}

	get ballot(): Trial['ballot'] {
		this.looked |= parts.ballot;
		return this.trial.ballot;
	}

	get sanction(): Trial['sanction'] {
		this.looked |= parts.sanction;
		return this.trial.sanction;
	}

	get decision(): Trial['decision'] {
		this.looked |= parts.decision;
		return this.trial.decision;
	}

	get sealed(): Trial['sealed'] {
		this.looked |= parts.sealed;
		return this.trial.sealed;
	}

	get debrief(): Trial['debrief'] {
		this.looked |= parts.debrief;
		return this.trial.debrief;
	}

	get opinion(): Trial['opinion'] {
		this.looked |= parts.opinion;
		return this.trial.opinion;
	}

	get screen(): Trial['screen'] {
		this.looked |= parts.screen;
		return this.trial.screen;
	}

	get extracts(): Trial['extracts'] {
		this.looked |= parts.extracts;
		return this.trial.extracts;
	}
}

class WatchedScript implements Script {
	readonly #watched: WatchedTrial;

	constructor(watched: WatchedTrial) {
		this.#watched = watched;
	}

	get step(): Script['step'] {
		this.#watched.looked |= fields.step;
		return this.#watched.trial.script.step;
	}

	get visited(): Script['visited'] {
		this.#watched.looked |= fields.visited;
		return this.#watched.trial.script.visited;
	}

	get now(): Script['now'] {
		this.#watched.looked |= fields.now;
		return this.#watched.trial.script.now;
	}

	get reached(): Script['reached'] {
		this.#watched.looked |= fields.reached;
		return this.#watched.trial.script.reached;
	}

	get members(): Script['members'] {
		this.#watched.looked |= fields.members;
		return this.#watched.trial.script.members;
	}

	get excused(): Script['excused'] {
		this.#watched.looked |= fields.excused;
		return this.#watched.trial.script.excused;
	}
}
