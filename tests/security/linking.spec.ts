import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Append, Store } from '../../src/lib/server/store/store.ts';
import { publish } from '../support/promise.ts';
import { attack, type Verdict } from './linking-attack.ts';
import { holdBallots, type Cast, type Leak } from './linking-rooms.ts';

const seed = Number(process.env.LINKING_SEED ?? 20261123);

/** The record as a careless server would write it. */
const writing =
	(rewrite: (append: Append, next: Cast | undefined, cast: readonly Cast[]) => Append) =>
	(store: Store, next: ReadonlyMap<string, Cast>, cast: ReadonlyMap<string, Cast[]>): Store =>
		wrap(store, {
			append: (it) => store.append(rewrite(it, next.get(it.trial), cast.get(it.trial) ?? []))
		});

function wrap(store: Store, instead: Partial<Store>): Store {
	return new Proxy(store, {
		get(_, name: keyof Store) {
			const own = instead[name] ?? store[name];
			return own.bind(store) as unknown;
		}
	});
}

const isVote = ({ home, events }: Append): boolean =>
	home !== undefined && !JSON.stringify(events).includes('ballotClosed');
const replied = (it: Append, { id }: Cast, told: object): Append => ({
	...it,
	receipt: { id, reply: JSON.stringify({ done: true, ...told }) }
});

/** What other servers do, and each time the way of looking that has to see it. */
const leaks: [what: string, way: string, leak: Leak][] = [
	[
		'a slip in an idempotency row',
		'mots voisins',
		{
			over: writing((it, next) =>
				next && isVote(it)
					? replied(it, next, { input: { charge: next.charge, choice: next.choice } })
					: it
			)
		}
	],
	[
		'the slips of a question in the order in which they came',
		'ordre',
		{
			over: writing((it, _, cast) => {
				const { receipt } = it;
				const charge = cast[0]?.charge ?? '';
				if (!receipt || !JSON.stringify(it.events).includes('ballotClosed')) return it;
				const last = new Map(cast.map(({ seat, choice }) => [seat, choice]));
				const reply = JSON.stringify({ done: true, charge, slips: [...last.values()] });
				return { ...it, receipt: { id: receipt.id, reply } };
			})
		}
	],
	[
		'a row whose size depends on the choice',
		'tailles',
		{
			over: writing((it, next) => {
				if (!next || !isVote(it)) return it;
				const sealed = hash('sha256', next.id).slice(0, 2 * next.choice.length);
				return replied(it, next, { charge: next.charge, sealed });
			})
		}
	],
	[
		'a slip written, then erased',
		'mots voisins',
		{
			over: (store, next) =>
				wrap(store, {
					async append(it) {
						const slip = next.get(it.trial);
						if (slip && isVote(it)) {
							const { trial, charge, seat, choice } = slip;
							const holder = `${seat} ${charge} ${choice}`;
							const key = { hash: slip.id, trial, holder, expiresAt: null } as const;
							await store.addKey({ ...key, office: 'tablette', purpose: 'cookie' }).catch(() => {});
							await store.dropKeys(trial, { holder });
						}
						return store.append(it);
					}
				})
		}
	],
	[
		'a line of the log',
		'mots voisins',
		{ log: ({ trial, charge, seat, choice }) => JSON.stringify({ trial, charge, seat, choice }) }
	],
	[
		'a receipt made of the choice alone',
		'doublons',
		{ receipt: ({ trial, charge, choice }) => hash('sha256', trial + charge + choice).slice(0, 8) }
	],
	[
		'a receipt of which one sign depends on the choice',
		'reçus',
		{
			receipt: ({ choice }, receipt) =>
				receipt.slice(0, 7) +
				(choice === 'coupable' ? 'ACDEFGHJK' : 'LMNPQRTVW')[receipt.charCodeAt(7) % 9]
		}
	]
];

const told = (verdicts: readonly Verdict[]): string =>
	[`seed ${seed}`, ...verdicts.map((it) => JSON.stringify(it))].join('\n');

// A slow machine is given time: nothing here is timed.
describe('who takes everything and wants to know who said what', { timeout: 180_000 }, () => {
	it('[B24] {P17} {P18} links no slip to its seat better than a guess, over a thousand ballots', async ({
		task
	}) => {
		const seized = await holdBallots(seed, [
			{ rooms: 70, judges: 3 },
			{ rooms: 30, judges: 5 }
		]);
		expect(seized.held).toHaveLength(1_000);
		for (const name of [/^pretoire\.db$/, /^pretoire\.db-wal$/, /^sauvegardes\/.*\.db$/])
			expect(seized.files.filter((it) => name.test(it))).not.toEqual([]);
		const verdicts = attack(seized, seed);
		for (const { right, bound } of verdicts)
			expect(right, told(verdicts)).toBeLessThanOrEqual(bound);
		// It was looked for where there is something to see.
		for (const { way, named } of verdicts)
			if (/ordre|temps|tailles|reçus/.test(way)) expect(named, way).toBeGreaterThan(400);
		// A choice is nowhere but in what was published.
		const words = [...seized.text.matchAll(/"(?:coupable|relaxe|adopter|rejeter)"/g)];
		const before = words.map(({ index }) => seized.text.slice(index - 10, index));
		expect(before.length).toBeGreaterThanOrEqual(1_000);
		expect(before.filter((it) => it !== '"outcome":')).toEqual([]);
		const spelt = new Set([...seized.text.matchAll(/(?=([A-Y3-9]{8}))/g)].map(([, it]) => it));
		const receipts = seized.held.flatMap(({ shown }) => [...shown.values()]);
		expect(receipts.filter((it) => spelt.has(it))).toEqual([]);
		const [best] = verdicts.toSorted((a, b) => b.right - b.guess - (a.right - a.guess));
		publish(task, {
			'scrutins tirés au sort': seized.held.length,
			'façons de chercher': verdicts.length,
			'Mo fouillés': Math.round(seized.text.length / 1e6),
			'noms justes, au mieux': best?.right ?? 0,
			'que le hasard donne': Math.round(best?.guess ?? 0)
		});
	});

	it.each(leaks)('[B24] {P17} and would be seen: %s', async (_, way, leak) => {
		const seized = await holdBallots(seed, [{ rooms: 16, judges: 3 }], leak);
		const verdicts = attack(seized, seed);
		const seen = verdicts.filter(({ right, bound }) => right > bound).map((it) => it.way);
		expect(seen, told(verdicts)).toContain(way);
	});
});
