/** A whole class sits behind one address: wrong codes are counted, never tablets. */
import { RateLimiterMemory } from 'rate-limiter-flexible';

const tenMinutes = 600;
const byAddress = new RateLimiterMemory({ points: 120, duration: tenMinutes });
const byRoom = new RateLimiterMemory({ points: 600, duration: tenMinutes });
const bySocket = new RateLimiterMemory({ points: 60, duration: 5 });
const openings = new RateLimiterMemory({ points: 30, duration: tenMinutes });

const allows = (limiter: RateLimiterMemory, key: string, points = 1): Promise<boolean> =>
	limiter.consume(key, points).then(
		() => true,
		() => false
	);

/** True while this address may still try codes. */
export async function mayTry(address: string): Promise<boolean> {
	const tried = await byAddress.get(address);
	return !tried || tried.remainingPoints > 0;
}

/** A wrong code or key, from this address, for this room. */
export async function countWrong(address: string, room: string): Promise<void> {
	await Promise.all([allows(byAddress, address), allows(byRoom, room)]);
}

/** True while keys may still be tried on this room, from anywhere. */
export async function mayTryRoom(room: string): Promise<boolean> {
	const tried = await byRoom.get(room);
	return !tried || tried.remainingPoints > 0;
}

/** Twelve commands a second for one browser, five seconds at once: a hand does not go that fast. */
export const mayCommand = (socket: string): Promise<boolean> => allows(bySocket, socket);
export const mayOpen = (address: string): Promise<boolean> => allows(openings, address);
