import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import { adultSheet, roomSheet } from '../../src/lib/server/sheets.ts';
import type { Actor, Office } from '../../src/lib/trial/actor.ts';
import type { CommandName } from '../../src/lib/trial/commands.ts';
import type { Input } from '../../src/lib/trial/decide.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import { GET as said } from '../../src/routes/salle/[code]/dit/+server.ts';
import { GET as briefs } from '../../src/routes/salle/[code]/fiches/+server.ts';
import { GET as piece } from '../../src/routes/salle/[code]/pieces/[id]/+server.ts';
import { GET as media } from '../../src/routes/salle/[code]/pieces/[id]/media/+server.ts';
import { plantCanaries } from '../support/canaries.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Oracle } from '../trial/oracle.ts';
import { ask, openDesk } from './front.ts';

const planted = plantCanaries(await shippedCase());
const { decision } = planted.file;
const outcome = 'canari9999q';
const file = {
	...planted.file,
	decision: { ...decision, sealed: { ...decision.sealed, outcome } }
};
const secretOf = new Map(planted.canaries.map(({ word, secret }) => [word, secret]));
secretOf.set(outcome, 'sealed');
const secretsIn = (text: string): Set<string> =>
	new Set([...text.matchAll(/canari\d+q/g)].map(([word]) => secretOf.get(word) ?? word));
const kindsIn = (text: string) => new Set([...secretsIn(text)].map((it) => it.split(' ')[0]));

interface Browser {
	name: string;
	office: Office;
	seats: SeatId[];
	cookie: string;
}

const regie: Actor = { office: 'regie', holder: 'regie' };
type Gesture = { [Name in CommandName]: [type: Name, input: Input<Name>] }[CommandName];
/** What the régie does, in order, and the moment that it makes. */
const moments: [moment: string, ...Gesture[]][] = [
	['before the hearing'],
	['welcome', ['jumpToStep', { step: 'accueil' }]],
	['reading', ['jumpToStep', { step: 'dossier' }]],
	['opening, the witness outside', ['jumpToStep', { step: 'ouverture' }], ...advance('ouverture')],
	['debates', ['jumpToStep', { step: 'interrogatoire' }], ...advance('interrogatoire')],
	['piece 8 brought', ['admitExhibit', { exhibit: '8' }]],
	['piece 8 on show', ['showExhibit', { exhibit: '8' }]],
	['another piece on show', ['showExhibit', { exhibit: '1' }]],
	['the witness called', ['callWitness', { seat: 'temoin/habitant' }]],
	['the witness out again', ['sendOutWitness', { seat: 'temoin/habitant' }]],
	[
		'decided',
		['jumpToStep', { step: 'delibere' }],
		...file.charges.map(({ id }): Gesture => [
			'declareOutcome',
			{ charge: id, outcome: 'coupable' }
		])
	],
	['decision', ['jumpToStep', { step: 'decision' }]],
	['read', ...Array.from({ length: 30 }, (_, i): Gesture => ['readLine', { line: i + 1 }])],
	['roles left', ['jumpToStep', { step: 'sortie-de-role' }]],
	['debrief', ['jumpToStep', { step: 'debrief' }]],
	[
		'a claim, then its answer',
		...Array.from({ length: 3 }, (): Gesture => ['nextPhase', {}]),
		['showMaterial', { material: { kind: 'claim', claim: 0 } }],
		['revealClaim', { claim: 0 }]
	],
	['sealed opened', ['openSealed', {}]],
	['told', ['showMaterial', { material: { kind: 'sequel' } }]]
];

function advance(step: string): Gesture[] {
	const cues = file.script[step]?.cues.slice(0, 3) ?? [];
	return cues.map(({ id }): Gesture => ['advanceCue', { cue: id }]);
}

/** A class with a tablet for every seat, one tablet without a seat, the screen and both adults. */
async function fill() {
	const store = new MemoryStore();
	const desk = openDesk(store);
	const size = { file, pupils: 28, tablets: 35, format: '110' } as const;
	const { code, token } = await desk.admission.open(size);
	const courtroom = await desk.courtrooms.find(code);
	if (!courtroom) throw new Error('no such room');
	const browsers: Browser[] = [
		{ name: 'régie', office: 'regie', seats: [], cookie: `regie-${code}=${token}` }
	];
	for (const office of ['magistrat', 'ecran'] as const) {
		const key = await desk.admission.grant(courtroom, office);
		browsers.push({ name: office, office, seats: [], cookie: `${office}-${code}=${key}` });
	}
	const open = file.seats.filter(({ id }) => id in courtroom.trial.seats.plan.places);
	for (const seat of [...open.map(({ id }) => id), null]) {
		const key = await desk.admission.enter(courtroom);
		const holder = courtroom.trial.seats.admitted.at(-1) ?? '';
		if (seat) await run(courtroom, ['assignSeat', { seat, holder }]);
		const cookie = `tablette-${code}=${key}`;
		const seats = seat ? [seat] : [];
		browsers.push({ name: seat ?? 'unseated', office: 'tablette', seats, cookie });
	}
	return { store, desk, code, courtroom, browsers };
}

async function run(courtroom: Courtroom, [type, input]: Gesture): Promise<void> {
	const reply = await courtroom.run({ type, input }, regie);
	// The decision has fewer lines than the moments read.
	if (type !== 'readLine') expect(reply, type).toEqual({ done: true });
}

/** A body, or the status of a refusal. */
async function answer(asked: () => unknown): Promise<string | number> {
	try {
		return await ((await asked()) as Response).text();
	} catch (refusal) {
		return (refusal as { status: number }).status;
	}
}

describe('secrets over HTTP', () => {
	it('[V2] [F34] [F39] no answer and no sheet holds a word that its browser is not entitled to', async () => {
		const { store, desk, code, courtroom, browsers } = await fill();
		const oracle = new Oracle(file);
		let heard = 0;
		const reached = new Set<string>();
		for (const [moment, ...gestures] of moments) {
			for (const gesture of gestures) await run(courtroom, gesture);
			for (const { version, event } of await store.read(courtroom.id, heard)) {
				oracle.hear(event as Event);
				heard = version;
			}
			expect([...secretsIn(JSON.stringify(roomSheet(courtroom)))], moment).toEqual([]);
			const adults = JSON.stringify(adultSheet(courtroom));
			expect([...kindsIn(adults)].sort(), moment).toEqual([
				'brief',
				'cue',
				'debrief',
				'prompts',
				'title'
			]);
			for (const { name, office, seats, cookie } of browsers) {
				const where = `${name}, ${moment}`;
				const adult = office === 'regie' || office === 'magistrat';
				const listener = { adult, screen: office === 'ecran', seats };
				const get = (handler: (event: never) => unknown, id = '') =>
					answer(() =>
						handler(ask(desk, { path: `/?office=${office}`, params: { code, id }, cookie }).event)
					);

				const held = secretsIn(String(await get(briefs)));
				expect([...held], where).toEqual(seats.map((seat) => `brief ${seat}`));

				for (const exhibit of file.exhibits) {
					const { id } = exhibit;
					const told = await get(piece, id);
					const entitled = oracle.mayKnow(listener, `title ${id}`);
					const bytes = Buffer.from(exhibit.media?.data ?? '', 'base64').toString();
					expect(await get(media, id), `${where}, picture ${id}`).toBe(entitled ? bytes : 404);
					if (!entitled) expect(told, `${where}, piece ${id}`).toBe(404);
					else
						expect([...secretsIn(String(told))], `${where}, piece ${id}`).toEqual([
							`title ${id}`,
							`exhibit ${id}`
						]);
					reached.add(`${office} ${entitled ? 'reads' : 'waits for'} ${id}`);
				}

				const words = [...secretsIn(String(await get(said)))];
				const leaks = words.filter(
					(secret) => !/^(cue|prompts) /.test(secret) || !oracle.mayKnow(listener, secret)
				);
				expect(leaks, where).toEqual([]);
				if (words.length > 0) reached.add(`${name} looks back`);
			}
		}
		expect(courtroom.trial.sealed.opened).not.toBe(null);
		// The walk would prove nothing if it opened nothing.
		for (const sight of ['tablette reads 8', 'tablette waits for 8', 'ecran reads 8'])
			expect(reached).toContain(sight);
		for (const name of ['juge/president', 'temoin/habitant', 'régie', 'ecran'])
			expect(reached).toContain(`${name} looks back`);
		expect(reached).not.toContain('unseated looks back');
	});

	it('[V2] a browser without the cookie of the office it names gets nothing', async () => {
		const { desk, code, browsers } = await fill();
		const cookies = browsers.map(({ cookie }) => cookie);
		for (const [asked, cookie] of [
			['regie', ''],
			['regie', cookies.at(-1)],
			['magistrat', cookies[0]],
			['tablette', cookies[0]],
			['tablette', `${cookies.at(-1)}; ${cookies.at(-2)}`]
		] as const)
			for (const handler of [briefs, piece, said]) {
				const { event } = ask(desk, {
					path: `/?office=${asked}`,
					params: { code, id: '1' },
					...(cookie && { cookie })
				});
				expect(await answer(() => handler(event))).toBe(403);
			}
	});
});
