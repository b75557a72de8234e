/** The words of extracts, asked of the room once each: they are in no view, since no record holds them. */
import type { Courtroom } from '../../client/courtroom.svelte.ts';

const again = 2_000;

export class ExtractText {
	#texts = $state.raw<Readonly<Record<string, string>>>({});
	#courtroom: Courtroom;

	constructor(courtroom: Courtroom) {
		this.#courtroom = courtroom;
	}

	of = (id: string): string | undefined => this.#texts[id];

	/** Run in an effect: asks for those not yet known, until they come or are known not to. */
	want = (ids: readonly string[]): (() => void) => {
		const stopper = new AbortController();
		for (const id of ids) void this.#ask(id, stopper.signal);
		return () => stopper.abort();
	};

	async #ask(id: string, signal: AbortSignal): Promise<void> {
		const { code, office } = this.#courtroom;
		const query = office === 'tablette' ? '' : `?office=${office}`;
		while (!signal.aborted && this.#texts[id] === undefined) {
			const answer = await fetch(`/salle/${code}/extraits/${id}${query}`, { signal }).catch(
				() => null
			);
			if (answer?.ok) {
				const { text } = (await answer.json()) as { text: string };
				this.#texts = { ...this.#texts, [id]: text };
				return;
			}
			if (answer && answer.status < 500 && answer.status !== 429) return;
			await new Promise((next) => setTimeout(next, again));
		}
	}
}
