import { describe, expect, it } from 'vitest';
import { previewPaper } from '../../src/lib/server/preview.ts';
import { writePaper } from '../../src/lib/server/paper.ts';
import { fold, type Trial } from '../../src/lib/trial/trial.ts';
import type { Fact } from '../../src/lib/trial/event.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { dawn, seated } from '../support/trial.ts';

const file = await shippedCase();

/** The shipped case, seated for 28 pupils, after these facts. */
function hearing(...facts: Fact[]): Trial {
	const told = [...seated(28, file), ...facts];
	return fold(
		file,
		told.map((fact, index) => ({ ...fact, at: dawn + index }))
	);
}

const inDebates: Fact[] = [
	{ type: 'stepEntered', step: 'ouverture', cue: 0, speaker: null },
	{ type: 'stepEntered', step: 'temoins', cue: 2, speaker: null }
];

describe('a hearing on paper', () => {
	const whole = writePaper(hearing(), false);

	it('[PA2] holds every open seat with its brief and every cue it says, and every piece', () => {
		const open = file.seats.filter(({ opensAt }) => opensAt <= 28).map(({ id }) => id);
		expect(whole.seats.map(({ seat }) => seat.id)).toEqual(open);
		for (const { seat, brief, steps } of whole.seats) {
			expect(brief, seat.id).toEqual(file.briefs.find((it) => it.seat === seat.id));
			const said = Object.values(file.script).flatMap(({ cues }) => cues);
			const own = said.filter((cue) => cue.seat === seat.id).map(({ id }) => id);
			expect(steps.flatMap(({ cues }) => cues.map(({ id }) => id))).toEqual(own);
		}
		expect(whole.exhibits.map(({ id }) => id)).toEqual(file.exhibits.map(({ id }) => id));
		expect(whole.judges).toHaveLength(3);
	});

	it('[PA2] never holds the decision kept closed, nor what the author thinks a piece proves', () => {
		const text = JSON.stringify(whole);
		expect(text).not.toContain(file.decision.sealed.outcome);
		expect(text).not.toContain(file.decision.sealed.reasons.slice(0, 60));
		for (const secret of [file.decision.other, file.decision.sequel])
			if (secret) expect(text).not.toContain(secret);
		expect(text).not.toMatch(/incriminates|exonerates|"sealed"|"balance"/);
	});

	it('[PA1] [PA2] of a draft holds every seat of the case, and not the decision kept closed', () => {
		const draft = previewPaper(file, '110');
		expect(draft.seats.map(({ seat }) => seat.id)).toEqual(file.seats.map(({ id }) => id));
		expect(JSON.stringify(draft)).not.toContain(file.decision.sealed.outcome);
	});

	it('[PA5] counts the minutes of the room’s format from the beginning of the session', () => {
		expect(whole.steps[0]).toMatchObject({ from: 0 });
		expect(whole.steps.at(-1)?.until).toBe(110);
		for (const [index, step] of whole.steps.entries())
			expect(step.from).toBe(whole.steps[index - 1]?.until ?? 0);
	});

	it('[PA5] leaves out the steps that this format does not play', () => {
		const short = fold(file, [
			{ type: 'trialOpened', pupils: 28, tablets: 35, format: '55', at: dawn }
		]);
		const steps = writePaper(short, false).steps;
		const skipped = file.procedure.steps.filter(({ minutes }) => minutes['55'] === 0);
		expect(skipped.length).toBeGreaterThan(0);
		expect(steps.map(({ id }) => id)).not.toContain(skipped[0]?.id);
		expect(steps.at(-1)?.until).toBe(55);
	});

	it('[PA3] prints of what is left the steps from this one on, from the cue that is said', () => {
		const rest = writePaper(hearing(...inDebates), true);
		expect(rest.steps[0]?.id).toBe('temoins');
		expect(rest.steps[0]?.cues.map(({ id }) => id)).toEqual(
			file.script['temoins']?.cues.slice(2).map(({ id }) => id)
		);
		expect(rest.steps[0]?.cues[0]?.after).toBeDefined();
		const left = new Set(rest.steps.map(({ id }) => id));
		for (const { steps } of rest.seats) for (const { id } of steps) expect(left).toContain(id);
	});

	it('[PA3] prints of the pieces those that what is left shows or brings', () => {
		const rest = writePaper(hearing(...inDebates), true);
		expect(rest.exhibits.map(({ number }) => number)).toEqual([3, 6, 7, 8, 9, 10]);
	});

	it('[PA3] prints everything of a hearing that has not begun', () => {
		const rest = writePaper(hearing(), true);
		expect(rest.steps).toEqual(whole.steps);
	});
});
