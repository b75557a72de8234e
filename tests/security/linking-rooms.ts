/** Ballots held as a server holds them, on a real record and between two processes, then everything a thief would take. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { CaseFile, ChargeId, SeatId } from '../../src/lib/casefile/casefile.ts';
import { takeBackup } from '../../src/lib/server/archive/backup.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import { openSqliteStore } from '../../src/lib/server/store/sqlite.ts';
import type { Store } from '../../src/lib/server/store/store.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import type { Outcome } from '../../src/lib/trial/event.ts';
import { Peer } from '../server/processes/peer.ts';
import { chanceFrom } from '../support/chance.ts';
import { as, dawn, given, regie, seated } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';

/** One question: what everybody answered, and what they would show of it. */
export interface Held {
	trial: string;
	charge: ChargeId;
	outcome: Outcome;
	truth: ReadonlyMap<SeatId, Outcome>;
	/** The receipts that voters show to whoever asks. */
	shown: ReadonlyMap<SeatId, string>;
}

/** A slip on its way, as only a server that leaks would write it down. */
export interface Cast {
	trial: string;
	charge: ChargeId;
	seat: SeatId;
	choice: Outcome;
	id: string;
}

/** A server that does what ours must not. */
export interface Leak {
	/** The record, as this server writes it; `next` is the slip on its way in a trial, `cast` those of its question. */
	over?: (
		store: Store,
		next: ReadonlyMap<string, Cast>,
		cast: ReadonlyMap<string, Cast[]>
	) => Store;
	log?: (cast: Cast) => string;
	receipt?: (cast: Cast, receipt: string) => string;
}

export interface Seized {
	held: readonly Held[];
	/** Every byte of the record, its WAL, its index, its mark, its backups, and of the log. */
	text: string;
	files: readonly string[];
}

/** The charges of one room: so many questions. */
const questions = 10;

/** `rooms` tribunals of so many judges, each on ten charges. */
interface Asked {
	rooms: number;
	judges: 3 | 5;
}

export async function holdBallots(
	seed: number,
	asked: readonly Asked[],
	leak: Leak = {}
): Promise<Seized> {
	const directory = await mkdtemp(join(tmpdir(), 'pretoire-linking-'));
	const kept = [await openSqliteStore(directory), await openSqliteStore(directory)] as const;
	const next = new Map<string, Cast>();
	const cast = new Map<string, Cast[]>();
	const peers = kept.map((store) => new Peer(leak.over?.(store, next, cast) ?? store));
	const held: Held[] = [];
	// Somebody reads all along: the WAL is never written over, and holds every page that ever was.
	const reader = new DatabaseSync(join(directory, 'pretoire.db'), { readOnly: true });
	reader.exec('begin; select count(*) from mark');
	try {
		const hearings = asked.flatMap(({ rooms, judges }) => {
			const { file, seats, events } = prepare(judges);
			return Array.from({ length: rooms }, () => ({ file, seats, events }));
		});
		const begun = hearings.map(async ({ file, seats, events }, n) => {
			const trial = `proces-${String(n).padStart(4, '0')}.`;
			const code = `A${[...String(n).padStart(5, '0')].map((it) => 'CDEFGHJKLM'[Number(it)]).join('')}`;
			const room = { trial, code, openedAt: dawn, closedAt: null };
			await kept[0].open(room, JSON.stringify(file), [], events);
			// One room in five is asked of both processes.
			const doors = await Promise.all(peers.slice(0, n % 5 ? 1 : 2).map((it) => it.room(code)));
			// Its own, so that the same seed draws the same slips whoever is served first.
			return { trial, seats, file, doors, chance: chanceFrom(seed + n) };
		});
		const tribunals = await Promise.all(begun);
		for (let n = 0; n < questions; n++) {
			const closed = tribunals.map(({ trial, seats, file, doors, chance }) =>
				vote({
					trial,
					seats,
					charge: file.charges[n]?.id ?? '',
					doors,
					chance,
					next,
					cast,
					leak,
					peers
				})
			);
			// A night falls while questions are open.
			if (n === questions / 2) await takeBackup(directory, { kept: 9 });
			held.push(...(await Promise.all(closed)));
		}
		await takeBackup(directory, { kept: 9 });
		// While it serves: its WAL is there, and what it has not written over.
		const names = await readdir(directory, { recursive: true, withFileTypes: true });
		const files = names.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
		const texts = await Promise.all(files.map((it) => readFile(it, 'latin1')));
		const text = [...texts, ...peers.map(({ lines }) => lines.join('\n'))].join('\n');
		return { held, text, files: files.map((it) => it.slice(directory.length + 1)) };
	} finally {
		reader.close();
		for (const peer of peers) await peer.stop();
		await rm(directory, { recursive: true, force: true });
	}
}

interface Vote {
	trial: string;
	charge: ChargeId;
	seats: readonly SeatId[];
	doors: readonly Courtroom[];
	chance: () => number;
	next: Map<string, Cast>;
	cast: Map<string, Cast[]>;
	leak: Leak;
	peers: readonly Peer[];
}

/** Everybody answers in some order; some change their mind, send twice, or show their receipt. */
async function vote(it: Vote): Promise<Held> {
	const { trial, charge, seats, doors, chance, leak } = it;
	const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item;
	const ask = (actor: Actor, type: string, input: object, id = drawHex(chance)) =>
		pick(doors).run({ id: `${actor.holder}:${id}`, type, input }, actor);
	const truth = new Map<SeatId, Outcome>();
	const shown = new Map<SeatId, string>();
	it.cast.set(trial, []);
	expect(await ask(regie, 'openBallot', { charge })).toEqual({ done: true });
	const order = seats.map((seat) => ({ seat, at: chance() })).sort((a, b) => a.at - b.at);
	for (const { seat } of order)
		for (let again = true; again; again = chance() < 0.3) {
			const choice = pick(['coupable', 'relaxe'] as const);
			const id = drawHex(chance);
			const slip: Cast = { trial, charge, seat, choice, id: `${as(seat).holder}:${id}` };
			it.next.set(trial, slip);
			it.cast.get(trial)?.push(slip);
			const input = { charge, choice, nonce: drawHex(chance).slice(choice.length) };
			const reply = await ask(as(seat), 'castSlip', input, id);
			const twice = chance() < 0.1 && (await ask(as(seat), 'castSlip', input, id));
			if (twice) expect(leak.over ? reply : twice).toEqual(reply);
			const receipt = 'done' in reply ? (reply.receipt ?? '') : '';
			expect(receipt).toHaveLength(8);
			if (chance() < 0.2 && !leak.over)
				expect(await ask(as(seat), 'castSlip', { charge, receipt })).toEqual(reply);
			truth.set(seat, choice);
			shown.set(seat, leak.receipt?.(slip, receipt) ?? receipt);
			const said = leak.log?.(slip);
			if (said) it.peers[0]?.lines.push(said);
		}
	it.next.delete(trial);
	const guilty = [...truth.values()].filter((choice) => choice === 'coupable').length;
	const outcome = guilty * 2 > seats.length ? 'coupable' : 'relaxe';
	expect(await ask(regie, 'closeBallot', { charge })).toEqual({ done: true });
	expect(doors.map((room) => room.trial.ballot.outcomes[charge])).toContain(outcome);
	return { trial, charge, outcome, truth, shown };
}

const drawHex = (chance: () => number): string =>
	Array.from({ length: 32 }, () => Math.floor(chance() * 16).toString(16)).join('');

/** A tribunal of so many judges that deliberates on ten charges. */
function prepare(judges: 3 | 5) {
	const wide = wideCase();
	const [charge] = wide.charges;
	const second = wide.seats.find(({ id }) => id === 'assesseur/second');
	if (!charge || !second) throw new Error('the case has lost its tribunal');
	const more = (['assesseur/troisieme', 'assesseur/quatrieme'] as const).slice(0, judges - 3);
	const file: CaseFile = {
		...wide,
		// The words of an outcome are those of the case there, and nobody's.
		glossary: [],
		seats: [...wide.seats, ...more.map((id) => ({ ...second, id }))],
		charges: Array.from({ length: questions }, (_, n) => ({ ...charge, id: `chef-${n}` }))
	};
	const hearing = given
		.on(file, ...seated(28, file))
		.at('ouverture')
		.at('delibere');
	const seats = hearing.trial.script.members;
	expect(seats).toHaveLength(judges);
	return { file, seats, events: hearing.events };
}
