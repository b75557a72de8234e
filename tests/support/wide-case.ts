/** The minimal case, widened with what only some hearings have: two witnesses, a partie civile, a second opening step, measures. */
import type { CaseFile, Cue, Exhibit, Seat, SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Step } from '../../src/lib/casefile/procedure.ts';
import { minimalCase } from './minimal-case.ts';
import { atHearing } from './sentencing.ts';

let made: CaseFile | undefined;

/** One and the same object: a case file is never changed. */
export const wideCase = (): CaseFile =>
	(made ??= atHearing(widen(minimalCase()), { minors: true, decides: ['guilt'], age: 16 }));

function widen(file: CaseFile): CaseFile {
	const steps = file.procedure.steps.flatMap((step) =>
		step.id === 'ouverture' ? [step, { ...step, id: 'identite', title: 'Identité' }] : [step]
	);
	const passage = file.script['accueil'];
	if (!passage) throw new Error('the minimal case has lost its first step');
	return {
		...file,
		seats: [...file.seats, ...extraSeats],
		procedure: { ...file.procedure, steps: steps satisfies Step[] },
		exhibits: [...file.exhibits.map(readEarly), ...extraExhibits(file.exhibits)],
		script: {
			...file.script,
			identite: { ...passage, cues: [say('identite.1', 'juge/president', 'Votre identité.')] },
			delibere: { ...passage, cues: [say('delibere.1', 'juge/president', 'Nous nous retirons.')] },
			debrief: { ...passage, cues: [say('debrief.1', 'observateur/o', 'Nous avons vu.')] }
		}
	};
}

const say = (id: Cue['id'], seat: SeatId, text: string): Cue => ({ id, seat, text });

const seat = (id: SeatId, side: Seat['side'], team: number): Seat => ({
	id,
	role: id.slice(0, id.indexOf('/')) as Seat['role'],
	side,
	label: `Place ${id}`,
	spoken: `Voix ${id}`,
	team,
	opensAt: 20,
	confirmed: false
});
const extraSeats = [
	seat('temoin/u', 'temoins', 2),
	seat('partie-civile/v', 'partie-civile', 1),
	seat('avocat/v', 'partie-civile', 2),
	seat('public/p', 'salle', 3)
];

/** Named as first readers, a witness and an observer still wait for the piece to be shown. */
const readEarly = (exhibit: Exhibit): Exhibit =>
	exhibit.id === '2'
		? { ...exhibit, first: [...exhibit.first, 'temoin/t', 'observateur/o'] }
		: exhibit;

const extraExhibits = ([one]: Exhibit[]): Exhibit[] =>
	one
		? [
				{ ...one, id: '5', number: 5, title: 'Pièce 5', broughtBy: 'parquet', first: [] },
				{ ...one, id: '6', number: 6, title: 'Pièce 6', first: ['defense'] },
				{ ...one, id: '7', number: 7, title: 'Pièce 7', broughtBy: 'partie-civile', first: [] }
			]
		: [];
