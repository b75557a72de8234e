/** Who would say which slip is whose, from all that was taken: several ways of looking, one way of learning from them. */
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { chanceFrom } from '../support/chance.ts';
import type { Held, Seized } from './linking-rooms.ts';

/** What may be seen of one seat in one question: small words, which say nothing by themselves. */
type Signs = readonly string[];
export type Look = (held: Held, seat: SeatId) => Signs;

interface Answered {
	seat: SeatId;
	at: number;
	length: number;
	copies: number;
}
/** What the bytes hold around one question. */
interface Traces {
	chunks: string[];
	answered: Answered[];
}

const word = /coupable|relaxe/g;
const longest = 700;
/** A seat's name is as long as it is: what a row weighs is told without it. */
const weigh = (chunk: string, seat: SeatId): number =>
	chunk.length - chunk.split(seat).length * seat.length;

/** Carves the bytes: each piece runs from one name of a trial to the next, so as a row does on the disk. */
function carve({ text, held }: Seized): Map<string, Traces> {
	const traces = new Map(held.map((it) => [nameOf(it), { chunks: [], answered: [] } as Traces]));
	const cells = [...text.matchAll(/proces-\d{4}\./g)];
	for (const [i, cell] of cells.entries()) {
		const end = Math.min(cells[i + 1]?.index ?? Infinity, cell.index + longest);
		const chunk = text.slice(cell.index, end);
		for (const charge of new Set(chunk.match(/chef-\d+/g)))
			traces.get(`${cell[0]} ${charge}`)?.chunks.push(chunk);
	}
	for (const it of traces.values()) it.answered = listAnswered(it.chunks);
	return traces;
}

/** The seats of a question, in the order in which they answered. */
function listAnswered(chunks: readonly string[]): Answered[] {
	const found = new Map<SeatId, Answered>();
	for (const chunk of chunks) {
		const json = /\{"type":"seatAnswered"[^}]*"seat":"([^"]+)"[^}]*\}/.exec(chunk);
		if (!json?.[1]) continue;
		const seat = json[1] as SeatId;
		const known = found.get(seat);
		const at = Number(/"at":(\d+)/.exec(json[0])?.[1]);
		found.set(seat, {
			seat,
			at,
			length: weigh(json[0], seat),
			copies: (known?.copies ?? 0) + 1
		});
	}
	return [...found.values()].sort((one, other) => one.at - other.at);
}

const nameOf = ({ trial, charge }: Held): string => `${trial} ${charge}`;

/** The ways of looking, each by its name. */
function look(seized: Seized): Record<string, Look> {
	const traces = carve(seized);
	const of = (held: Held): Traces => traces.get(nameOf(held)) ?? { chunks: [], answered: [] };
	const placeOf = (held: Held, seat: SeatId) =>
		of(held).answered.findIndex((it) => it.seat === seat);
	const ways: Record<string, Look> = {
		/** A choice written near a seat. */
		'mots voisins'(held, seat) {
			const words = of(held).chunks.flatMap((chunk) => {
				const told = chunk.includes(seat) && !chunk.includes('"ballotClosed"');
				return told ? (chunk.match(word) ?? []) : [];
			});
			const guilty = words.filter((it) => it === 'coupable').length;
			return [`most ${Math.sign(2 * guilty - words.length)}`, ...words];
		},
		/** The first to answer, the first slip. */
		ordre: (held, seat) => {
			const place = placeOf(held, seat);
			const lists = of(held).chunks.map((chunk) => chunk.match(word) ?? []);
			const told = lists.filter((it) => it.length === held.truth.size).map((it) => it[place]);
			return [`place ${place}`, ...told.map((it) => `slip ${it}`)];
		},
		temps: (held, seat) => {
			const place = placeOf(held, seat);
			const { answered } = of(held);
			const gap =
				(answered[place]?.at ?? 0) - (answered[place - 1]?.at ?? answered[place]?.at ?? 0);
			return [`gap ${Math.min(gap, 30)}`, `odd ${(answered[place]?.at ?? 0) % 2}`];
		},
		/** What a row weighs, and how many times it was written. */
		tailles: (held, seat) => {
			const { answered, chunks } = of(held);
			const found = answered.find((it) => it.seat === seat);
			const rows = chunks.filter((chunk) => chunk.includes(seat)).map((it) => weigh(it, seat));
			return [
				`length ${found?.length}`,
				`copies ${Math.min(found?.copies ?? 0, 9)}`,
				...rows.filter((it) => it < 400).map((it) => `row ${it}`)
			];
		},
		/** Each sign of the receipt that its voter shows. */
		reçus: ({ shown }, seat) => [...(shown.get(seat) ?? '')].map((sign, i) => `${i} ${sign}`),
		/** Those whose receipts look alike answered alike: the most of them, as it was published. */
		doublons: ({ shown, outcome }, seat) => {
			const alike = [...shown.values()].filter((it) => it === shown.get(seat)).length;
			return [`alike ${alike} ${outcome}`];
		}
	};
	const all = Object.values(ways);
	return {
		...ways,
		tout: (held, seat) => all.flatMap((it, i) => it(held, seat).map((s) => `${i} ${s}`))
	};
}

export interface Verdict {
	way: string;
	/** Questions that were not unanimous, and where something tells seats apart: in each, one is named as having said « coupable ». */
	named: number;
	right: number;
	/** What whoever knows nothing but how many said so would get right, on average. */
	guess: number;
	/** More than this and something leaks. */
	bound: number;
}

/** One chance in a million, all ways of looking together, that who knows nothing does as well. */
const risk = 1e-6;

/**
 * Learns from one question in four, whose slips the attacker is told, then names in each of the others the seat most
 * likely to have said « coupable ». The attacker is even told how many did, k of n: without a leak each name is right
 * k times in n whatever was looked at, since slips were drawn alike for every seat. By Hoeffding (Probability
 * inequalities for sums of bounded random variables, JASA 58, 1963, theorem 1) m names are right more than
 * sum(k/n) + sqrt(m ln(1/p) / 2) times with a chance under p.
 */
export function attack(seized: Seized, seed: number): Verdict[] {
	const ways = Object.entries(look(seized));
	const { held } = seized;
	const lessons = held.filter((_, i) => i % 4 === 0);
	const targets = held.filter((it) => !lessons.includes(it) && isSplit(it));
	return ways.map(([way, looks]) => {
		const chance = chanceFrom(seed);
		const suspect = learn(lessons, looks);
		let [named, right, guess] = [0, 0, 0];
		for (const it of targets) {
			const scored = [...it.truth.keys()].map((seat) => {
				return { seat, score: suspect(looks(it, seat)), tie: chance() };
			});
			scored.sort((a, b) => b.score - a.score || a.tie - b.tie);
			const [first] = scored;
			if (!first || scored.every(({ score }) => score === first.score)) continue;
			named++;
			guess += countGuilty(it) / it.truth.size;
			if (it.truth.get(first.seat) === 'coupable') right++;
		}
		const margin = Math.sqrt((named * Math.log(ways.length / risk)) / 2);
		return { way, named, right, guess, bound: guess + margin };
	});
}

const countGuilty = ({ truth }: Held): number =>
	[...truth.values()].filter((choice) => choice === 'coupable').length;
const isSplit = (it: Held): boolean => ![0, it.truth.size].includes(countGuilty(it));

/** A sign seen twice or thrice says little. */
const prior = 3;

/** How much each sign speaks for « coupable »: naive Bayes, a sign never seen counting for nothing. */
function learn(lessons: readonly Held[], looks: Look): (signs: Signs) => number {
	const seen = new Map<string, [guilty: number, not: number]>();
	const all: [number, number] = [prior, prior];
	for (const held of lessons)
		for (const [seat, choice] of held.truth) {
			const side = choice === 'coupable' ? 0 : 1;
			all[side]++;
			for (const sign of new Set(looks(held, seat))) {
				const counts = seen.get(sign) ?? [0, 0];
				counts[side]++;
				seen.set(sign, counts);
			}
		}
	return (signs) =>
		[...new Set(signs)].reduce((score, sign) => {
			const counts = seen.get(sign);
			if (!counts) return score;
			return (
				score + Math.log((counts[0] + prior) / all[0]) - Math.log((counts[1] + prior) / all[1])
			);
		}, 0);
}
