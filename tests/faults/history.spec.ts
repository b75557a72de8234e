import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ending } from '../../src/lib/server/store/faults.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { checkHistory, checkViews, readRecord } from './checker.ts';
import { newHistory, play, type Entry, type History } from './history.ts';
import { Prey } from './prey.ts';
import { drawFrom, pick, seedsOf, type Draw } from './seeds.ts';

const file = await shippedCase();
const steps = file.procedure.steps.map(({ id }) => id);
const seats = [
	...(['procureur/mineurs', 'avocat/sacha', 'parent/sacha', 'educateur/pjj'] as const),
	...(['greffier/audience', 'huissier/audience'] as const),
	...(['assesseur/premier', 'assesseur/second', 'juge/president'] as const)
];
const seeds = seedsOf(process.env);
const gestures = 8;

/** Where the process ends: inside the append path, at an answer a browser has had, or anywhere. */
type Fault = (prey: Prey, history: History, draw: Draw) => void;
const struck =
	(endHow: number): Fault =>
	(prey, _, draw) =>
		prey.set({ endHow, endIn: 1 + draw(20) });
const faults: readonly [[string, Fault], ...[string, Fault][]] = [
	['avant l’ouverture de la transaction', struck(ending.processBeforeBegin)],
	['transaction ouverte', struck(ending.processAfterBegin)],
	['avant la validation', struck(ending.processBeforeCommit)],
	['après la validation', struck(ending.processAfterCommit)],
	['avant la réponse du registre', struck(ending.processBeforeAnswer)],
	['après la réponse du registre', struck(ending.processAfterAnswer)],
	[
		'après un accusé reçu',
		(prey, history, draw) => {
			const last = history.answers + 1 + draw(60);
			history.onAnswer = (count) => void (count === last && prey.kill('SIGKILL'));
		}
	],
	[
		'à un instant quelconque',
		(prey, _, draw) => {
			const { pid } = prey;
			// Not the one that is started after it.
			setTimeout(() => prey.pid === pid && void prey.kill('SIGKILL'), draw(600));
		}
	]
];
/** Then the thread that writes may die, the process living on. */
const upsets = [0, ending.workerBeforeCommit, ending.workerAfterCommit] as const;

/** The seed walks through the faults, so that any eight in a row strike everywhere. */
const faultOf = (seed: number) => faults[seed % faults.length] ?? faults[0];

/** One hearing whose server is killed, then the thread that writes; `struck` when gestures were under way. */
async function run(
	seed: number,
	prey: Prey
): Promise<{ entries: readonly Entry[]; struck: boolean }> {
	const draw = drawFrom(seed);
	const history = newHistory();
	await prey.open(seats.slice(0, 5 + draw(5)));
	const joined = prey.room.places.map(async (place) => {
		const transports = pick(draw, [['websocket'], ['polling'], ['polling', 'websocket']]);
		return [place, await prey.join(place, { transports })] as const;
	});
	const browsers = await Promise.all(joined);
	try {
		const playing = browsers
			.filter(([{ office, seat }]) => office !== 'ecran' && seat !== 'juge/president')
			.map(([place, bot]) =>
				play(history, bot, place, { gestures, draw: drawFrom(draw(2 ** 31)), steps })
			);
		const played = Promise.all(playing);
		faultOf(seed)[1](prey, history, draw);
		const first = await Promise.race([prey.ended.then(() => 'ended'), played]);
		await prey.kill('SIGKILL');
		history.onAnswer = () => {};
		await prey.restart();
		prey.set({ endHow: pick(draw, upsets), endIn: 1 + draw(10) });
		await played;
		const held = readRecord(prey.directory, prey.room.trial, history.entries);
		checkHistory(history.entries, held);
		await checkViews(file, held.events, browsers);
		return { entries: history.entries, struck: first === 'ended' };
	} finally {
		for (const [, bot] of browsers) bot.leave();
		prey.set({ endHow: 0 });
	}
}

const isKept = ({ answer }: Entry): boolean => answer !== null && 'done' in answer;

describe('a room whose server is killed', () => {
	// One process for all the seeds, each with its own room: starting it is what takes longest.
	let prey: Prey;
	beforeAll(async () => {
		prey = await Prey.start();
	});
	beforeEach(() => (prey.isAlive ? undefined : prey.restart()));
	afterAll(() => prey.close());

	it.for(seeds)(
		'[D15][D1][D4] {P1} {P3} keeps what it acknowledged, once and in order (seed %i)',
		{ timeout: 180_000 },
		async (seed, { task, onTestFailed }) => {
			const [where] = faultOf(seed);
			const replay = `npm run endurance -- --graine ${seed}`;
			onTestFailed(() => console.error(`Arrêt ${where}. Rejouer : ${replay}`));
			const { entries, struck } = await run(seed, prey);
			const kept = entries.filter(isKept).length;
			expect(kept).toBeGreaterThan(10);
			const figures = { graines: 1, 'arrêts en plein geste': Number(struck) };
			publish(task, { ...figures, 'gestes confirmés': kept });
		}
	);
});
