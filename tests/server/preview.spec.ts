import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import { formats, type Format } from '../../src/lib/casefile/procedure.ts';
import { toCard } from '../../src/lib/server/case-card.ts';
import { readLibrary } from '../../src/lib/server/library.ts';
import * as previews from '../../src/lib/server/preview.ts';
import { plantCanaries, type Canary } from '../support/canaries.ts';
import { publish } from '../support/promise.ts';

const { previewAdult, previewCover } = previews;
const previewSeat = (file: CaseFile, format: Format, id: string) =>
	previews.previewSeat(file, format, id, (piece) => `/pieces/${piece}`);

let cases: CaseFile[];
beforeAll(async () => {
	({ cases } = await readLibrary('cases'));
});

const found = (canaries: readonly Canary[], text: unknown): Canary[] => {
	const told = JSON.stringify(text);
	return canaries.filter(({ word }) => told.includes(word));
};

describe('the preview', () => {
	it('[LO8] a seat is shown its own brief and lines, and nothing of another’s', ({ task }) => {
		expect(cases.length).toBeGreaterThan(1);
		let seats = 0;
		for (const { file, canaries } of cases.map(plantCanaries))
			for (const { id } of file.seats)
				for (const format of formats) {
					const preview = previewSeat(file, format, id);
					if (!preview) throw new Error(id);
					const own = new Set<string>(
						Object.values(file.script)
							.flatMap(({ cues }) => cues)
							.filter((cue) => cue.seat === id)
							.flatMap((cue) => [`cue ${cue.id}`, `prompts ${cue.id}`])
					);
					own.add(`brief ${id}`);
					for (const piece of preview.pieces) {
						own.add(`exhibit ${piece.id}`);
						own.add(`title ${piece.id}`);
					}
					const foreign = found(canaries, preview).filter(({ secret }) => !own.has(secret));
					expect(foreign, `${file.id} ${id} ${format}`).toEqual([]);
					seats++;
				}
		publish(task, { 'places relues': seats });
	});

	it('[LO8] a seat says every line of its own that the format plays, and does every task', () => {
		for (const file of cases)
			for (const { id } of file.seats) {
				const preview = previewSeat(file, '110', id);
				const played = file.procedure.steps.filter(({ minutes }) => minutes['110'] > 0);
				const lines = played.flatMap((step) =>
					(file.script[step.id]?.cues ?? []).filter((cue) => cue.seat === id).map((cue) => cue.id)
				);
				const told = preview?.steps.flatMap(({ cues }) => cues.map((cue) => cue.id));
				// A witness says nothing of what is said while it waits outside.
				expect(told, `${file.id} ${id}`).toEqual(lines);
				const tasks = file.briefs.find(({ seat }) => seat === id)?.tasks ?? {};
				const done = preview?.steps.flatMap(({ id: step, task }) => (task ? [step] : [])) ?? [];
				expect(done.toSorted()).toEqual(
					Object.keys(tasks)
						.filter((step) => played.some((it) => it.id === step))
						.toSorted()
				);
			}
	});

	it('[LO8] a witness waits outside before its turn, and reads no piece of the file', () => {
		for (const file of cases) {
			const witness = file.seats.find(({ role }) => role === 'temoin');
			if (!witness) continue;
			const preview = previewSeat(file, '110', witness.id);
			expect(preview?.pieces).toEqual([]);
			expect(
				preview?.steps.some(({ outside }) => outside),
				file.id
			).toBe(true);
		}
	});

	it('[LO8] the adults’ sheet holds no word of the decision until it is asked for', () => {
		for (const { file, canaries } of cases.map(plantCanaries)) {
			const sealed = canaries.filter(({ secret }) => ['sealed', 'kept'].includes(secret));
			expect(found(sealed, previewAdult(file, '110', false))).toEqual([]);
			expect(found(sealed, previewAdult(file, '110', true))).toHaveLength(sealed.length);
			expect(found(canaries, previewCover(file, '110'))).toEqual([]);
		}
	});

	it('[LO8] a seat that the case has not is none', () => {
		for (const id of ['', 'juge', 'juge/personne', '__proto__', 'constructor'])
			expect(previewSeat(cases[0] as CaseFile, '110', id as SeatId)).toBeNull();
	});
});

describe('the card of a case', () => {
	it('[LO11] says what helps to choose, and no word of what would spoil', () => {
		for (const { file, canaries } of cases.map(plantCanaries)) {
			const card = toCard(file, '2026-11-23', false);
			expect(found(canaries, card)).toEqual([]);
			expect(card).toMatchObject({
				level: file.level,
				court: file.procedure.court,
				axes: file.axes,
				seats: file.seats.length,
				reviewed: false,
				stale: false
			});
			expect(card.minutes).toMatchObject({ '110': 110, '55': 55, '2x55': 110 });
		}
	});

	it('[LO11] says that the law must be checked again, past its date or a year after its check', () => {
		const file = {
			...(cases[0] as CaseFile),
			lawCheckedOn: '2026-11-23',
			lawValidUntil: '2027-05-01'
		};
		expect(toCard(file, '2027-05-01', false).stale).toBe(false);
		expect(toCard(file, '2027-05-02', false).stale).toBe(true);
		const { lawValidUntil: _, ...open } = file;
		expect(toCard(open, '2027-11-20', false).stale).toBe(false);
		expect(toCard(open, '2027-11-24', false).stale).toBe(true);
	});
});
