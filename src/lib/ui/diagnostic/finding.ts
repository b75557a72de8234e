/** What a fact means for a class: a state, what was found, what to do. */
import type { Facts, FactName } from '../../client/diagnostic.svelte.ts';

/** `note`: good to know, nothing to settle. */
export type State = 'waiting' | 'unmeasured' | 'good' | 'note' | 'warning' | 'failure';

export interface Finding {
	state: State;
	found: string;
	remedy?: string;
	/** Seen from the tablet, caused by the network. */
	blames?: 'network';
}

/** One thing measured, and how it is judged; `site` is the address to have allowed. */
export type Judges<Name extends FactName> = {
	[One in Name]: {
		title: string;
		/** Its title where something is wrong: it names the fault. */
		fault?: string;
		judge(fact: Facts[One], site: string): Finding;
	};
};

export const good = (found: string): Finding => ({ state: 'good', found });
export const unmeasured: Finding = { state: 'unmeasured', found: 'non mesuré' };
export const thin = '\u202f';
