import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import { debriefPhases } from '../../../src/lib/casefile/debrief-sheet.ts';
import type { Trial } from '../../../src/lib/trial/trial.ts';
import { Bot } from '../../support/bot.ts';
import { plantCanaries } from '../../support/canaries.ts';
import { chanceFrom } from '../../support/chance.ts';
import { House } from '../../support/house.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const { file, canaries } = plantCanaries(await shippedCase());
const steps = file.procedure.steps.map(({ id }) => id);
const after = (trial: Trial, step: string) =>
	trial.script.visited.some((id) => steps.indexOf(id) >= steps.indexOf(step));

/** What a tablet or the screen may have been told of this state, written from the rules and not from the views. */
function entitled(trial: Trial, seats: readonly SeatId[], screen: boolean): Set<string> {
	const told = new Set<string>();
	const outside = seats.some(
		(seat) =>
			seat.startsWith('temoin/') &&
			after(trial, 'ouverture') &&
			!after(trial, 'sortie-de-role') &&
			!trial.witnesses.called.includes(seat)
	);
	if (outside || (!screen && seats.length === 0)) return told;
	const { step } = trial.script;
	const cues = (step && file.script[step]?.cues) || [];
	const now = (step && trial.script.now[step]) || 0;
	const [current, next] = cues.slice(now, now + 2);
	if (current) told.add(`cue ${current.id}`);
	for (const cue of [current, next])
		if (cue && seats.includes(cue.seat)) told.add(`cue ${cue.id}`).add(`prompts ${cue.id}`);
	const party = /^(juge|assesseur|procureur|avocat|prevenu|greffier)\//;
	for (const { id, broughtBy, first } of file.exhibits) {
		const shown = trial.evidence.shown.includes(id);
		const inFile = !broughtBy || trial.evidence.admitted.includes(id);
		const brings =
			broughtBy === 'defense' && seats.some((seat) => /^(avocat|prevenu)\//.test(seat));
		const holds = seats.some((seat) => party.test(seat) || first.includes(seat));
		if (
			screen
				? trial.evidence.onShow === id
				: shown || (after(trial, 'dossier') && (inFile ? holds : brings))
		)
			told.add(`title ${id}`);
	}
	const tribunal = seats.some((seat) => /^(juge|assesseur)\//.test(seat));
	const decided = Object.values(trial.ballot.outcomes);
	if (decided.length === file.charges.length && decided.includes('coupable'))
		if (tribunal || trial.decision.read > 0) told.add('decision');
	if (trial.sealed.opened) told.add('sealed');
	if (trial.debrief.told && trial.sealed.opened) told.add('kept');
	if (step === 'debrief') for (const secret of answered(trial)) told.add(secret);
	return told;
}

function answered({ debrief: { phase, shown, revealed } }: Trial): string[] {
	const said = `debrief say.${phase}`;
	if (shown?.kind === 'question') return [said, `debrief question.${shown.question}`];
	if (shown?.kind !== 'claim') return [said];
	const { claim } = shown;
	const answer = revealed.includes(claim) ? [`debrief answer.${claim}`] : [];
	return [said, `debrief claim.${claim}`, ...answer];
}

describe('secrets over the sockets', () => {
	it.each([1, 2, 3])(
		'[V2] {P19} no browser receives a word it is not entitled to (seed %i)',
		async (seed) => {
			const random = chanceFrom(seed);
			const { regie, code, courtroom } = await house.room(file, 28, 28);
			const seated: [SeatId, Bot][] = [];
			for (const { id } of file.seats) {
				const courtroomSeats = courtroom.trial.seats;
				if (!(id in courtroomSeats.plan.places)) continue;
				const bot = await house.tablet(code);
				await regie.run('assignSeat', { seat: id, holder: bot.view.me?.holder ?? '' });
				seated.push([id, bot]);
			}
			const screen = await house.office(code, 'ecran');
			const stranger = await house.tablet(code);
			const told = new Map<Bot, Set<string>>();
			const note = () => {
				for (const [seat, bot] of seated) add(told, bot, entitled(courtroom.trial, [seat], false));
				add(told, screen, entitled(courtroom.trial, [], true));
				add(told, stranger, new Set());
			};
			note();
			for (let turn = 0; turn < 150; turn++) {
				await act(random, regie, seated, courtroom.trial);
				note();
				if (turn % 40 === 20)
					await reconnect(seated[Math.floor(random() * seated.length)]?.[1], code);
			}
			for (const [bot, allowed] of told) {
				const bytes = bot.bytes.join('\n');
				const leaks = canaries.filter(
					({ word, secret }) => bytes.includes(word) && !allowed.has(secret)
				);
				expect(leaks.map(({ secret }) => secret)).toEqual([]);
			}
			expect(
				canaries.filter(({ word }) => regie.bytes.join('\n').includes(word)).length
			).toBeGreaterThan(5);
		},
		60_000
	);
});

const add = (told: Map<Bot, Set<string>>, bot: Bot, more: Set<string>) =>
	told.set(bot, new Set([...(told.get(bot) ?? []), ...more]));

/** One gesture of somebody, often the one that moves the hearing on. */
async function act(random: () => number, regie: Bot, seated: [SeatId, Bot][], trial: Trial) {
	const pick = <Item>(items: readonly Item[]): Item =>
		items[Math.floor(random() * items.length)] as Item;
	const [seat, bot] = pick(seated);
	const charge = pick(file.charges).id;
	const cue = trial.script.step
		? file.script[trial.script.step]?.cues[trial.script.now[trial.script.step] ?? 0]
		: undefined;
	const gestures = [
		() => (cue ? regie.run('advanceCue', { cue: cue.id }) : regie.run('nextStep', {})),
		() => (cue ? regie.run('advanceCue', { cue: cue.id }) : regie.run('nextStep', {})),
		() => regie.run('nextStep', {}),
		() => regie.run('jumpToStep', { step: pick(steps) }),
		() => regie.run('showExhibit', { exhibit: pick(file.exhibits).id }),
		() => regie.run('admitExhibit', { exhibit: pick(file.exhibits).id }),
		() => regie.run('hideExhibit', {}),
		() => regie.run('callWitness', { seat: 'temoin/habitant' }),
		() => regie.run('sendOutWitness', { seat: 'temoin/habitant' }),
		() => regie.run('giveFloor', { seat }),
		() => regie.run('declareOutcome', { charge, outcome: pick(['coupable', 'relaxe']) }),
		() => regie.run('readLine', { line: trial.decision.read + 1 }),
		() => regie.run('openSealed', {}),
		() => regie.run('nextPhase', {}),
		() => regie.run('jumpToPhase', { phase: pick(debriefPhases) }),
		() => regie.run('showMaterial', { material: { kind: 'claim', claim: pick([0, 1]) } }),
		() => regie.run('showMaterial', { material: { kind: 'question', question: 2 } }),
		() => regie.run('showMaterial', { material: { kind: 'sequel' } }),
		() => regie.run('revealClaim', { claim: pick([0, 1]) }),
		() => bot.run('askFloor', {}, seat),
		() => bot.run('pointAt', { paragraph: 1 }, seat),
		() => bot.run('advanceCue', { cue: cue?.id ?? '' }, seat),
		() => bot.run('castSlip', { charge, choice: 'coupable' }, seat)
	];
	await pick(gestures)();
}

async function reconnect(bot: Bot | undefined, code: string): Promise<void> {
	bot?.leave();
	await bot?.join(code, 'tablette');
}
