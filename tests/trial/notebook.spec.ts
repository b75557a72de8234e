import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import { mayRead, mayWrite, notebooksOf } from '../../src/lib/trial/notebook.ts';
import { audienceOf } from '../../src/lib/trial/view.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	regie,
	screen,
	seated,
	tablet,
	type Hearing
} from '../support/trial.ts';

const audience = ({ trial }: Hearing, { office, holder }: Actor) =>
	audienceOf(trial, office === 'system' ? 'ecran' : office, holder);
/** « rw », « r » or « ». */
const rightsOn = (hearing: Hearing, who: Actor, id: string): string => {
	const it = audience(hearing, who);
	return [
		mayRead(hearing.trial, it, id) ? 'r' : '',
		mayWrite(hearing.trial, it, id) ? 'w' : ''
	].join('');
};
/** What the view lists says what the server checks. */
const opens = (hearing: Hearing, who: Actor): Record<string, string> => {
	const listed = hearing.sees(who, 'notebooks');
	for (const { id } of notebooksOf(hearing.trial)) {
		const one = listed.find((it) => it.id === id);
		const told = one ? `r${one.writable ? 'w' : ''}` : '';
		expect(told, id).toBe(rightsOn(hearing, who, id));
	}
	return Object.fromEntries(listed.map(({ id, writable }) => [id, writable ? 'rw' : 'r']));
};
const lawyer = as('avocat/sacha');
const clerk = as('greffier/g');
const witness = as('temoin/t');
const judges = ['juge/president', 'assesseur/premier', 'assesseur/second'] as const;
const ids = (hearing: Hearing) => notebooksOf(hearing.trial).map(({ id }) => id);

describe('who reads and writes what', () => {
	it('[NB1] a team writes its own from the start, reads it once roles are left', () => {
		const lobby = given(...seated(28));
		expect(rightsOn(lobby, lawyer, 'equipe:avocat/sacha')).toBe('rw');
		for (const step of ['dossier', 'interrogatoire', 'delibere'])
			expect(rightsOn(hearingAt(step), lawyer, 'equipe:avocat/sacha'), step).toBe('rw');
		const left = hearingAt('sortie-de-role');
		expect(rightsOn(left, lawyer, 'equipe:avocat/sacha')).toBe('r');
		expect(rightsOn(lobby, as('procureur/p'), 'equipe:avocat/sacha')).toBe('');
		expect(rightsOn(lobby, as('prevenu/sacha'), 'equipe:avocat/sacha')).toBe('');
		expect(rightsOn(lobby, tablet('alone'), 'equipe:avocat/sacha')).toBe('');
		expect(ids(lobby).some((id) => /^equipe:(juge|assesseur|greffier|public)/.test(id))).toBe(
			false
		);
	});

	it('[NB1] a team of three reads one notebook, and a seat moved takes it away', () => {
		const hearing = given(...seated(28));
		const moved = hearing.run(regie, 'freeSeat', {
			seat: 'avocat/sacha',
			holder: lawyer.holder
		});
		expect(rightsOn(moved, lawyer, 'equipe:avocat/sacha')).toBe('');
	});

	it('[NB2] a side that pleads with several seats has its own; no other side has', () => {
		const hearing = hearingAt('interrogatoire', 35);
		const sides = ids(hearing).filter((id) => id.startsWith('camp:'));
		const open = hearing.trial.file.seats.filter(
			({ id }) => (hearing.trial.seats.plan.places[id] ?? 0) > 0
		);
		const many = ['parquet', 'defense', 'partie-civile'].filter(
			(side) => open.filter((seat) => seat.side === side).length > 1
		);
		expect(sides).toEqual(many.map((side) => `camp:${side}`));
		expect(sides).toContain('camp:defense');
		expect(rightsOn(hearing, lawyer, 'camp:defense')).toBe('rw');
		expect(rightsOn(hearing, as('prevenu/sacha'), 'camp:defense')).toBe('rw');
		expect(rightsOn(hearing, as('procureur/p'), 'camp:defense')).toBe('');
		expect(rightsOn(hearing.at('sortie-de-role'), lawyer, 'camp:defense')).toBe('r');
	});

	it('[NB3] the délibéré is the members’, while they are at work', () => {
		const before = hearingAt('interrogatoire');
		for (const seat of judges) expect(rightsOn(before, as(seat), 'delibere')).toBe('');
		const at = before.at('delibere');
		for (const seat of judges) expect(rightsOn(at, as(seat), 'delibere')).toBe('rw');
		for (const who of [lawyer, clerk, screen, tablet('alone')])
			expect(rightsOn(at, who, 'delibere')).toBe('');
		// Back among the debates for a moment: read, not written.
		expect(rightsOn(at.at('requisitions'), as('juge/president'), 'delibere')).toBe('r');
		const excused = at.run(regie, 'excuseMember', { seat: 'assesseur/second' });
		expect(rightsOn(excused, as('assesseur/second'), 'delibere')).toBe('');
		const decided = at.trial.file.charges
			.reduce(
				(it, { id }) => it.run(regie, 'declareOutcome', { charge: id, outcome: 'relaxe' }),
				at
			)
			.at('decision');
		expect(rightsOn(decided, as('juge/president'), 'delibere')).toBe('rw');
		const reading = decided.run(regie, 'readLine', { line: 1 });
		expect(rightsOn(reading, as('juge/president'), 'delibere')).toBe('r');
		const left = reading.at('sortie-de-role');
		expect(rightsOn(left, as('juge/president'), 'delibere')).toBe('');
		expect(rightsOn(left, regie, 'delibere')).toBe('r');
	});

	it('[NB4] the note d’audience is the greffier’s, then the members read it', () => {
		expect(rightsOn(given(...seated(28)), clerk, 'note-audience')).toBe('r');
		const running = hearingAt('interrogatoire');
		expect(rightsOn(running, clerk, 'note-audience')).toBe('rw');
		const recess = running.run(regie, 'suspend', { reason: 'recess' });
		expect(rightsOn(recess, clerk, 'note-audience')).toBe('rw');
		expect(rightsOn(running, as('juge/president'), 'note-audience')).toBe('');
		const deliberating = running.at('delibere');
		expect(rightsOn(deliberating, as('juge/president'), 'note-audience')).toBe('r');
		expect(rightsOn(deliberating, lawyer, 'note-audience')).toBe('');
		expect(rightsOn(running.at('sortie-de-role'), clerk, 'note-audience')).toBe('r');
	});

	it('[NB5] a mission is its seat’s own, in the debrief too', () => {
		for (const hearing of [given(...seated(28)), hearingAt('interrogatoire'), hearingAt('debrief')])
			expect(rightsOn(hearing, as('observateur/o'), 'mission:observateur/o')).toBe('rw');
		expect(rightsOn(hearingAt('debrief'), lawyer, 'mission:observateur/o')).toBe('');
		const pleading = hearingAt('requisitions');
		const missions = ids(pleading).filter((id) => id.startsWith('mission:'));
		const seats = missions.map((id) => id.slice('mission:'.length) as SeatId);
		for (const seat of seats)
			for (const other of seats)
				expect(rightsOn(pleading, as(seat), `mission:${other}`)).toBe(seat === other ? 'rw' : '');
	});

	it('[NB6] adults read all and write nothing, even seated; the screen nothing; closed, adults alone', () => {
		const hearing = hearingAt('delibere').run(regie, 'assignSeat', {
			seat: 'avocat/sacha',
			holder: 'regie'
		});
		for (const adult of [regie, magistrat]) {
			const open = opens(hearing, adult);
			expect(Object.keys(open)).toEqual(ids(hearing));
			expect(new Set(Object.values(open))).toEqual(new Set(['r']));
		}
		expect(opens(hearing, screen)).toEqual({});
		const closed = hearing.run(regie, 'closeRoom', {});
		expect(Object.values(opens(closed, regie))).toHaveLength(ids(hearing).length);
		for (const who of [lawyer, clerk, as('observateur/o'), as('juge/president')])
			expect(opens(closed, who)).toEqual({});
	});

	it('[NB7] a witness outside keeps its own notebook and no other, once called as before', () => {
		const hearing = hearingAt('interrogatoire');
		expect(opens(hearing, witness)).toEqual({ 'equipe:temoin/t': 'rw' });
		const both = hearing
			.and({ type: 'seatTaken', seat: 'observateur/o', holder: witness.holder })
			.and({ type: 'seatTaken', seat: 'greffier/g', holder: witness.holder });
		expect(opens(both, witness)).toEqual({ 'equipe:temoin/t': 'rw' });
		const called = both.run(regie, 'callWitness', { seat: 'temoin/t' });
		expect(opens(called, witness)).toEqual({
			'equipe:temoin/t': 'rw',
			'note-audience': 'rw',
			'mission:observateur/o': 'rw'
		});
	});

	it('[NB1] the view lists for everybody exactly what the server lets open', () => {
		const steps = [
			'dossier',
			'ouverture',
			'interrogatoire',
			'delibere',
			'sortie-de-role',
			'debrief'
		];
		for (const step of steps) {
			const hearing = hearingAt(step);
			const everybody = hearing.trial.file.seats.map(({ id }) => as(id));
			for (const who of [regie, magistrat, screen, tablet('alone'), ...everybody])
				opens(hearing, who);
		}
	});
});
