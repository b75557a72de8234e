/** What this browser reads of the case: briefs, pieces, what was said. Loaded once entitled, asked again until it comes. */
import { untrack } from 'svelte';
import type { Brief, ExhibitId } from '../casefile/casefile.ts';
import type { ShownExhibit } from '../casefile/shown.ts';
import type { viewSaid } from '../trial/cue-view.ts';
import type { Courtroom } from './courtroom.svelte.ts';

export type Said = ReturnType<typeof viewSaid>;

const longestPause = 10_000;

export class Dossier {
	/** Null until the first answer. */
	briefs = $state.raw<Brief[] | null>(null);
	said = $state.raw<Said | null>(null);
	/** An answer is late: the network is slow, or cut. */
	late = $state(false);
	#pieces = $state.raw<Readonly<Record<ExhibitId, ShownExhibit>>>({});
	#courtroom: Courtroom;
	// Every push replaces the view: what is loaded depends on these words alone.
	#held = $derived.by(() => this.#courtroom.view.me && this.#courtroom.seats.join());
	#readable = $derived.by(() =>
		(this.#courtroom.view.evidence?.pieces ?? []).map(({ id }) => id).join()
	);
	#moment = $derived.by(() => {
		const script = this.#courtroom.view.script;
		return this.#courtroom.connection === 'joined' && script?.step
			? `${script.step}.${script.index}`
			: null;
	});

	constructor(courtroom: Courtroom) {
		this.#courtroom = courtroom;
	}

	piece = (id: ExhibitId | null | undefined): ShownExhibit | undefined =>
		id && this.#readable.split(',').includes(id) ? this.#pieces[id] : undefined;

	/** Takes what a page already has: nothing is asked. */
	hold(briefs: Brief[], pieces: readonly ShownExhibit[]): void {
		this.briefs = briefs;
		this.#pieces = Object.fromEntries(pieces.map((piece) => [piece.id, piece]));
	}

	/** Run in an effect: the briefs of the seats held. */
	watchBriefs = (): (() => void) | undefined => {
		if (this.#held === undefined) return;
		if (this.#held) return this.#load<Brief[]>('fiches', (briefs) => (this.briefs = briefs));
		this.briefs = [];
		return;
	};

	/** Run in an effect: every piece that has become readable. */
	watchPieces = (): (() => void) | undefined => {
		const known = untrack(() => this.#pieces);
		const stops = this.#readable
			.split(',')
			.filter((id) => id && !known[id])
			.map((id) =>
				this.#load<ShownExhibit>(`pieces/${id}`, (piece) => {
					this.#pieces = { ...this.#pieces, [piece.id]: piece };
				})
			);
		return () => stops.forEach((stop) => stop());
	};

	/** Run in an effect, while somebody looks back: what was said, again at each cue. */
	watchSaid = (): (() => void) | undefined =>
		this.#moment === null ? undefined : this.#load<Said>('dit', (said) => (this.said = said));

	#load<Answer>(path: string, receive: (answer: Answer) => void): () => void {
		const stopper = new AbortController();
		const { code, office } = this.#courtroom;
		const query = office === 'tablette' ? '' : `?office=${office}`;
		void fetchUntil<Answer>(`/salle/${code}/${path}${query}`, stopper.signal, (late) => {
			this.late = late;
		}).then((answer) => answer !== null && receive(answer));
		return () => stopper.abort();
	}
}

/** The answer, or null once it is certain that there will be none. */
async function fetchUntil<Answer>(
	address: string,
	signal: AbortSignal,
	tellLate: (late: boolean) => void
): Promise<Answer | null> {
	for (let pause = 500; !signal.aborted; pause = Math.min(longestPause, pause * 2)) {
		try {
			const answer = await fetch(address, { signal });
			if (answer.ok) {
				const read = (await answer.json()) as Answer;
				tellLate(false);
				return signal.aborted ? null : read;
			}
			if (answer.status < 500 && answer.status !== 429) return null;
		} catch {
			// The network is cut, or the page asked for something else: the loop decides.
		}
		if (signal.aborted) return null;
		tellLate(true);
		await new Promise((next) => setTimeout(next, pause));
	}
	return null;
}
