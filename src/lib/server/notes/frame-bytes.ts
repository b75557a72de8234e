/** The bytes of a frame as text, and back: nothing of them is believed. */

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Null where it is no text. */
export function readText(bytes: Uint8Array): string | null {
	try {
		return decoder.decode(bytes);
	} catch {
		return null;
	}
}

/** Undefined where it is no JSON. */
export function readJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(readText(bytes) ?? '');
	} catch {
		return undefined;
	}
}

export const writeJson = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
