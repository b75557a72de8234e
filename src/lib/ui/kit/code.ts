/** The characters a room code may hold; a test keeps them those the server draws from. */
const characters = 'ACDEFGHJKLMNPQRTVWXY34679';

/** What was typed, pasted or scanned, as far as it is a code: at most six characters. */
export function readCode(typed: string): string {
	const pasted = /\/salle\/([^/?#\s]+)/i.exec(typed)?.[1] ?? typed;
	return [...pasted.toUpperCase()]
		.filter((sign) => characters.includes(sign))
		.slice(0, 6)
		.join('');
}

/** The first letter or digit that no code holds: one that a class confuses with another. */
export function findConfused(typed: string): string | null {
	return (
		[...typed.toUpperCase()].find((c) => /[A-Z0-9]/.test(c) && !characters.includes(c)) ?? null
	);
}

/** « KX7-4MP »: as it is shown and read aloud. */
export function showCode(code: string): string {
	return code.length > 3 ? `${code.slice(0, 3)}-${code.slice(3)}` : code;
}

/** The address a tablet reads from the drawing: it says more than the code, so that it is never counted as a guess. */
export const joinAddress = (address: string, room: { code: string; link?: string }): string =>
	`${address}/salle/${room.code}${room.link ? `?lien=${room.link}` : ''}`;
