import { describe, expect, it } from 'vitest';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import { formats } from '../../src/lib/casefile/procedure.ts';
import { readLibrary } from '../../src/lib/server/library.ts';
import type { Choice } from '../../src/lib/trial/event.ts';
import { proposalId } from '../../src/lib/trial/ballot.ts';
import { writeDecision } from '../../src/lib/trial/decision.ts';
import { isOutside } from '../../src/lib/trial/witness.ts';
import { cuesOf, currentPart, playedSteps } from '../../src/lib/trial/script.ts';
import { as, given, regie, seated, type Hearing } from '../support/trial.ts';

const library = await readLibrary('cases');
const sizes = [12, 24, 35];

/** Whoever speaks says each cue in turn; the greffe shows and the sides bring what the script asks. */
function sayEveryCue(hearing: Hearing): Hearing {
	const { file, script } = hearing.trial;
	let now = hearing;
	for (const cue of cuesOf(file, script.step).slice(script.now[script.step ?? ''] ?? 0)) {
		const speaker = as(cue.seat);
		expect(isOutside(now.trial, cue.seat), `${cue.seat} waits outside at ${cue.id}`).toBe(false);
		if (cue.admits) now = now.run(speaker, 'admitExhibit', { exhibit: cue.admits });
		if (cue.shows) now = now.run(as(greffe(file)), 'showExhibit', { exhibit: cue.shows });
		if (cue.calls) now = now.run(speaker, 'callWitness', { seat: cue.calls });
		now = now.run(speaker, 'advanceCue', { cue: cue.id });
	}
	return now;
}

const greffe = ({ seats }: CaseFile): SeatId =>
	seats.find(({ role }) => role === 'greffier')?.id ?? 'greffier/audience';
const president = ({ seats }: CaseFile): SeatId =>
	seats.find(({ role }) => role === 'juge')?.id ?? 'juge/president';

/** Each member gives the same voice on this ballot, then the président closes it. */
function vote(hearing: Hearing, charge: string, choice: Choice): Hearing {
	const { members } = hearing.trial.script;
	expect(members).toHaveLength(3);
	const open = hearing.run(as(president(hearing.trial.file)), 'openBallot', { charge });
	const answered = members.reduce(
		(it, seat) => it.run(as(seat), 'castSlip', { charge, choice }),
		open
	);
	const urn = members.map(() => choice);
	return answered.when(as(president(hearing.trial.file)), 'closeBallot', { charge }, urn).done();
}

/** Guilt charge by charge, then what the magistrate of the case would order, where this hearing orders. */
function deliberate(hearing: Hearing, outcome: 'coupable' | 'relaxe'): Hearing {
	const { file } = hearing.trial;
	const judged = (file.settled ? [] : file.charges).reduce(
		(it, { id }) => vote(it, id, outcome),
		hearing
	);
	const ordered = file.decision.sealed.measures;
	if (!ordered || !(file.settled || outcome === 'coupable')) return judged;
	const measures = ordered.map((each) => {
		const measure = file.measures?.find(({ id }) => id === each.id);
		const reason = measure?.motives[0] ?? '';
		return { ...each, reason, ...(measure?.agreement ? { agreed: true as const } : {}) };
	});
	return vote(
		judged.run(as(president(file)), 'proposeMeasures', { measures }),
		proposalId,
		'adopter'
	);
}

function readDecision(hearing: Hearing): Hearing {
	const lines = writeDecision(hearing.trial) ?? [];
	expect(lines.length).toBeGreaterThan(4);
	return lines.reduce(
		(it, _, index) => it.run(as(president(it.trial.file)), 'readLine', { line: index + 1 }),
		hearing
	);
}

/** Every phase in its order; the magistrate's decision after the first three. */
function holdDebrief(hearing: Hearing): Hearing {
	const phases = hearing.trial.file.debrief?.phases ?? [];
	expect(phases).toHaveLength(6);
	return phases.slice(1).reduce((it, { id }) => {
		const next = it.run(regie, 'nextPhase', {});
		return id === 'vrai-faux' ? next.run(regie, 'openSealed', {}) : next;
	}, hearing);
}

/** From the first step to the last, by the script alone. */
function play(hearing: Hearing, outcome: 'coupable' | 'relaxe'): Hearing {
	let now = hearing;
	for (const _ of playedSteps(now.trial)) {
		now = sayEveryCue(now.run(regie, 'nextStep', {}));
		if (currentPart(now.trial) === 'deliberation') now = deliberate(now, outcome);
		if (currentPart(now.trial) === 'decision') now = readDecision(now);
		if (currentPart(now.trial) === 'debrief') now = holdDebrief(now);
	}
	return now;
}

it('[SC1] [LI30] four cases ship, and the linter says nothing of them but that a magistrate has to read them', () => {
	expect(library.broken).toEqual([]);
	expect(library.warnings.flatMap(({ findings }) => findings)).toEqual([]);
	expect(library.cases.map(({ id }) => id)).toEqual([
		'le-casier-114',
		'le-retour-des-roselieres',
		'le-sac-du-couloir',
		'une-journee-payee'
	]);
	expect(library.cases.filter(({ reviewedBy }) => reviewedBy !== null)).toEqual([]);
	expect(new Set(library.cases.map(({ procedure }) => procedure.id)).size).toBe(3);
});

describe.each(library.cases.map((file) => [file.title, file] as const))('« %s »', (_, file) => {
	it.each(sizes)('[SC2] plays from its opening to its decision with %i pupils', (pupils) => {
		const hearing = given.on(file, ...seated(pupils, file));
		for (const outcome of ['coupable', 'relaxe'] as const) {
			const over = play(hearing, outcome);
			expect(over.trial.sealed.opened).not.toBe(null);
			expect(over.trial.script.step).toBe(file.procedure.steps.at(-1)?.id);
			const shown = file.decision.sealed.exhibits;
			expect(shown.filter((id) => !over.trial.evidence.shown.includes(id))).toEqual([]);
		}
	});

	it.each(formats)('[SC2] plays whole in the format %s', (format) => {
		const [, ...seats] = seated(24, file);
		const hearing = given.on(
			file,
			{ type: 'trialOpened', pupils: 24, tablets: 24, format },
			...seats
		);
		expect(play(hearing, 'coupable').trial.sealed.opened).not.toBe(null);
	});

	it('[SC3] has for every piece an easy version, a drawn plan and a conversation', () => {
		const paragraphs = file.exhibits.flatMap((exhibit) => exhibit.paragraphs);
		expect(paragraphs.filter(({ easy }) => !easy)).toEqual([]);
		expect(file.exhibits.some(({ media }) => media?.type === 'image/svg+xml')).toBe(true);
		expect(file.exhibits.some(({ kind }) => kind === 'conversation')).toBe(true);
		expect(file.decision.other).toBeDefined();
		expect(file.debrief?.questions.map(({ axis }) => axis)).toEqual(
			expect.arrayContaining([1, 2, 3, 4, 5, 6])
		);
	});
});
