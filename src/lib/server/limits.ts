/** A whole class sits behind one address: wrong codes and keys are counted, never tablets. */
import { RateLimiterMemory } from 'rate-limiter-flexible';

const tenMinutes = 600;
const codes = new RateLimiterMemory({ points: 300, duration: tenMinutes });
const keys = new RateLimiterMemory({ points: 120, duration: tenMinutes });
const roomKeys = new RateLimiterMemory({ points: 600, duration: tenMinutes });
const commands = new RateLimiterMemory({ points: 100, duration: 5 });
const openings = new RateLimiterMemory({ points: 30, duration: tenMinutes });

const allows = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
	limiter.consume(key).then(
		() => true,
		() => false
	);

/** Counts an unknown room code from this address; false once there were too many. */
export const countCode = (address: string): Promise<boolean> => allows(codes, address);
/** True while this address has not asked for too many unknown rooms. */
export async function mayGuess(address: string): Promise<boolean> {
	const tried = await codes.get(address);
	return !tried || tried.remainingPoints > 0;
}

/** Counts a key before it is tried, so that many at once are counted too; false when it may not be tried. */
export async function takeTry(address: string, room: string): Promise<boolean> {
	return (await allows(keys, address)) && (await allows(roomKeys, room));
}

/** The key was right: the try is given back. */
export async function giveBackTry(address: string, room: string): Promise<void> {
	await Promise.all([keys.reward(address), roomKeys.reward(room)]);
}

/** Twenty gestures a second for one browser of one room, five seconds at once: a hand does not go that fast. */
export const mayAct = (browser: string): Promise<boolean> => allows(commands, browser);
export const mayOpen = (address: string): Promise<boolean> => allows(openings, address);
