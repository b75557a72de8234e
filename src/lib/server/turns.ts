/** One thing at a time: each act waits for the one asked before, whatever became of it. */
export class Turns {
	#last: Promise<unknown> = Promise.resolve();

	take<Result>(act: () => Promise<Result>): Promise<Result> {
		const turn = this.#last.then(act);
		this.#last = turn.catch(() => {});
		return turn;
	}
}
