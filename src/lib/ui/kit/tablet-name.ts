/** A tablet's short name, the same on itself and at every adult's: « K7M ». It is derived from its id, so it never moves. */
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const digits = '23456789';
const shape = [letters, digits, letters, digits, letters];
const short = 3;

function hash(id: string): number {
	let sum = 0x811c9dc5;
	for (const char of id) sum = Math.imul(sum ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	return sum;
}

function spell(id: string): string {
	let rest = hash(id);
	return shape
		.map((signs) => {
			const sign = signs[rest % signs.length] ?? '';
			rest = Math.floor(rest / signs.length);
			return sign;
		})
		.join('');
}

/** What the tablet shows of itself: the name, and what tells it from a homonym. */
export function nameTablet(id: string): { name: string; rest: string } {
	const whole = spell(id);
	return { name: whole.slice(0, short), rest: whole.slice(short) };
}

/** « K7M », or « K7M-4P » where another tablet of the room bears the same name. */
export function nameAmong(id: string, others: readonly string[]): string {
	const { name, rest } = nameTablet(id);
	const shared = others.some((other) => other !== id && nameTablet(other).name === name);
	return shared ? `${name}-${rest}` : name;
}
