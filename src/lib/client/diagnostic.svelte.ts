/** What this tablet and this network can do, measured without a room: facts, one after the other, no opinion. */
import type { Seen } from '../protocol/diagnostic.ts';
import { askText, askOwn, type Blocked } from './asking.ts';
import { openEcho, type Echo } from './echo.ts';

export interface Facts {
	browser: { recent: boolean };
	screen: { width: number; height: number; zoom: number };
	awake: { secure: boolean; lock: boolean };
	answer: 'ours' | Blocked;
	address: { seen: Seen; asked: string } | null;
	storage: { cookies: boolean; allowed: boolean; local: boolean } | null;
	/** How far the server's clock is ahead of this one, in ms. */
	clock: number | null;
	polling: 'open' | Blocked;
	/** Milliseconds until the upgrade, null where it never came. */
	websocket: number | null;
	/** Median of ten, in ms. */
	roundTrip: number | null;
	load: { bytes: number; ms: number } | null;
}
export type FactName = keyof Facts;

const upgradeWithin = 5_000;

export class Diagnosis {
	facts = $state.raw<Partial<Facts>>({});
	running = $state(false);
	/** When the last measure ended, by this tablet's clock. */
	endedAt = $state<Date | null>(null);

	measure = async (): Promise<void> => {
		if (this.running) return;
		this.running = true;
		this.facts = {};
		try {
			this.#note('browser', { recent: isRecent() });
			this.#note('screen', measureScreen());
			this.#note('awake', { secure: isSecureContext, lock: 'wakeLock' in navigator });
			await this.#measureAnswers();
			await this.#measureLines();
		} finally {
			this.endedAt = new Date();
			this.running = false;
		}
	};

	#note<Name extends FactName>(name: Name, fact: Facts[Name]): void {
		this.facts = { ...this.facts, [name]: fact };
	}

	async #measureAnswers(): Promise<void> {
		const first = await askOwn<Seen>('/diagnostic/vu');
		// Twice: the first gives the cookie that the second brings back.
		const second = typeof first === 'string' ? first : await askOwn<Seen>('/diagnostic/vu');
		if (typeof first === 'string' || typeof second === 'string') {
			this.#note('answer', typeof second === 'string' ? second : 'cut');
			this.#note('address', null);
			this.#note('storage', null);
			this.#note('clock', null);
			return;
		}
		this.#note('answer', 'ours');
		this.#note('address', { seen: second.value, asked: location.origin });
		this.#note('storage', {
			cookies: second.value.cookie,
			allowed: takesCookies(),
			local: hasStorage()
		});
		this.#note('clock', second.value.now - second.middle);
	}

	async #measureLines(): Promise<void> {
		const echo = this.facts.answer === 'ours' ? await openEcho() : null;
		if (!echo || echo === 'crowded') {
			const { answer } = this.facts;
			const why = answer && answer !== 'ours' ? answer : echo;
			this.#note('polling', why ?? (await explainClosed()));
			this.#note('websocket', null);
			this.#note('roundTrip', null);
		} else {
			this.#note('polling', 'open');
			this.#note('websocket', await echo.upgraded(upgradeWithin));
			this.#note('roundTrip', await measureRoundTrip(echo));
			echo.close();
		}
		this.#note('load', this.facts.answer === 'ours' ? await measureLoad() : null);
	}
}

/** Safari 15.4 and Chrome 108 have these; nothing tells 15.6 and 109 from them that a page could try. */
function isRecent(): boolean {
	return (
		typeof Array.prototype.findLast === 'function' &&
		typeof structuredClone === 'function' &&
		CSS.supports('selector(:has(a))') &&
		CSS.supports('height', '100dvh')
	);
}

function measureScreen(): Facts['screen'] {
	const pinch = visualViewport?.scale ?? 1;
	// On a computer the window keeps its size and the page shrinks; a tablet has nothing of the kind.
	const page = outerWidth > 0 ? outerWidth / innerWidth : 1;
	const zoom = (page > 1.05 && page <= 5 ? page : 1) * pinch;
	return { width: innerWidth, height: innerHeight, zoom: Math.round(zoom * 20) * 5 };
}

/** False where the browser refuses; `navigator.cookieEnabled` says yes even then. */
function takesCookies(): boolean {
	document.cookie = 'essai-navigateur=1; path=/diagnostic; SameSite=Lax';
	const kept = document.cookie.includes('essai-navigateur=1');
	document.cookie = 'essai-navigateur=; path=/diagnostic; SameSite=Lax; max-age=0';
	return kept;
}

/** False in a private window of some browsers, or where the school's profile forbids it. */
function hasStorage(): boolean {
	try {
		localStorage.setItem('pretoire:essai', '1');
		const kept = localStorage.getItem('pretoire:essai') === '1';
		localStorage.removeItem('pretoire:essai');
		return kept;
	} catch {
		return false;
	}
}

/** Why no socket opened: what a filter puts in the place of our answer is recognised. */
async function explainClosed(): Promise<Blocked> {
	const text = await askText('/socket.io/?EIO=4&transport=polling', { 'x-pretoire': 'diagnostic' });
	if (typeof text === 'string') return text;
	return text.body.startsWith('0{"sid"') ? 'cut' : text.status === 403 ? 'refused' : 'filtered';
}

async function measureRoundTrip(echo: Echo): Promise<number | null> {
	const times: number[] = [];
	for (let i = 0; i < 10; i++) {
		const time = await echo.time();
		if (time === null) return null;
		times.push(time);
	}
	times.sort((a, b) => a - b);
	return ((times[4] ?? 0) + (times[5] ?? 0)) / 2;
}

async function measureLoad(): Promise<Facts['load']> {
	const start = performance.now();
	const gaveUp = new AbortController();
	const timer = setTimeout(() => gaveUp.abort(), 30_000);
	try {
		const { signal } = gaveUp;
		const answer = await fetch('/diagnostic/poids', { cache: 'no-store', signal });
		const { byteLength } = await answer.arrayBuffer();
		const ours = answer.headers.get('content-type') === 'application/octet-stream';
		return answer.ok && ours ? { bytes: byteLength, ms: performance.now() - start } : null;
	} catch {
		return null;
	} finally {
		clearTimeout(timer);
	}
}
