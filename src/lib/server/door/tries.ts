/** What one source may still try, within what its whole LAN may. Rules [A]. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Source } from './network.ts';

/** How long tries are remembered, in seconds. */
export const tenMinutes = 600;

/** True once it was counted; false where nothing was left. */
export const allows = (limiter: RateLimiterMemory, key: string, points = 1): Promise<boolean> =>
	limiter.consume(key, points).then(
		() => true,
		() => false
	);

/** Tries of ten minutes, by source and by whatever else the key says. */
export class Tries {
	readonly #own: RateLimiterMemory;
	readonly #wide: RateLimiterMemory;

	/** `lan`: for all the addresses of a LAN together. */
	constructor(own: number, lan: number) {
		this.#own = new RateLimiterMemory({ points: own, duration: tenMinutes });
		this.#wide = new RateLimiterMemory({ points: lan, duration: tenMinutes });
	}

	/** Whether one more would be allowed. */
	async isLeft({ own, network }: Source, what = ''): Promise<boolean> {
		return (
			(await hasLeft(this.#own, `${own} ${what}`)) &&
			(own === network || (await hasLeft(this.#wide, `${network} ${what}`)))
		);
	}

	/** Counts one; false where nothing was left. */
	async take({ own, network }: Source, what = ''): Promise<boolean> {
		if (own === network) return allows(this.#own, `${own} ${what}`);
		// Who has spent its own spends nothing of the others', and a spent LAN keeps no new address in memory.
		if (!(await hasLeft(this.#wide, `${network} ${what}`))) return false;
		return (await allows(this.#own, `${own} ${what}`)) && allows(this.#wide, `${network} ${what}`);
	}

	/** What was taken was not to be counted. */
	async giveBack({ own, network }: Source, what = ''): Promise<void> {
		await this.#own.reward(`${own} ${what}`);
		if (own !== network) await this.#wide.reward(`${network} ${what}`);
	}
}

async function hasLeft(limiter: RateLimiterMemory, key: string): Promise<boolean> {
	const tried = await limiter.get(key);
	return !tried || tried.remainingPoints > 0;
}
