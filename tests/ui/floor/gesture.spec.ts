import { describe, expect, test } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { WireView } from '../../../src/lib/protocol/wire.ts';
import type { CommandName } from '../../../src/lib/trial/commands.ts';
import { chooseGesture } from '../../../src/lib/ui/floor/gesture.ts';

const greffier: SeatId = 'greffier/audience';
const huissier: SeatId = 'huissier/audience';
const juge: SeatId = 'juge/president';
const avocat: SeatId = 'avocat/sacha';
const sheet = { seats: [] };

/** A tablet that holds these seats, with what each may run, in front of this view. */
function tablet(rights: Partial<Record<SeatId, CommandName[]>>, view: object) {
	const seats = Object.keys(rights) as SeatId[];
	return {
		seats,
		seat: seats[0] ?? null,
		view: view as Partial<WireView>,
		may: (name: CommandName, seat: SeatId | null = seats[0] ?? null) =>
			Boolean(seat && rights[seat]?.includes(name))
	};
}
const choose = (...given: Parameters<typeof tablet>) => chooseGesture(tablet(...given), sheet);

const script = (cue: object) => ({
	step: 'interrogatoire',
	cue: { id: 'interrogatoire.2', ...cue }
});
const evidence = { onShow: null, pieces: [{ id: '3', number: 3, admitted: true }] };

describe('the big gesture', () => {
	test('the greffier first shows the piece that is called for', () => {
		const rights = { [greffier]: ['showExhibit', 'advanceCue', 'askFloor'] as CommandName[] };
		const view = { script: script({ seat: greffier, shows: '3' }), evidence };
		expect(choose(rights, view)).toMatchObject({
			act: 'showExhibit',
			input: { exhibit: '3' },
			label: 'Montrer la pièce 3'
		});
	});

	test('a side that brings a piece gives it to the debates before it speaks', () => {
		const rights = { [avocat]: ['admitExhibit', 'advanceCue'] as CommandName[] };
		const view = (admitted: boolean) => ({
			script: script({ seat: avocat, admits: '8' }),
			evidence: { onShow: null, pieces: [{ id: '8', number: 8, admitted }] }
		});
		expect(choose(rights, view(false))).toMatchObject({
			act: 'admitExhibit',
			input: { exhibit: '8' }
		});
		expect(choose(rights, view(true))?.act).toBe('advanceCue');
	});

	test('once it is shown, the greffier says the cue', () => {
		const rights = { [greffier]: ['showExhibit', 'advanceCue'] as CommandName[] };
		const view = {
			script: script({ seat: greffier, shows: '3' }),
			evidence: { ...evidence, onShow: '3' },
			floor: { holder: greffier, queue: [] }
		};
		expect(choose(rights, view)).toMatchObject({
			act: 'advanceCue',
			input: { cue: 'interrogatoire.2' }
		});
	});

	test('the président, who may show as well, keeps speaking', () => {
		const rights = {
			[juge]: ['showExhibit', 'giveFloor', 'takeFloor', 'advanceCue'] as CommandName[]
		};
		const view = { script: script({ seat: juge, shows: '3' }), evidence, floor: { holder: juge } };
		expect(choose(rights, view)?.act).toBe('advanceCue');
	});

	test('the huissier lets in a witness who still waits, and only then', () => {
		const rights = { [huissier]: ['callWitness', 'advanceCue'] as CommandName[] };
		const called = script({ seat: huissier, calls: 'temoin/habitant' });
		expect(
			choose(rights, { script: called, witnesses: { outside: [], waiting: ['temoin/habitant'] } })
		).toMatchObject({ act: 'callWitness', input: { seat: 'temoin/habitant' } });
		expect(choose(rights, { script: called, witnesses: { outside: [], waiting: [] } })?.act).toBe(
			'advanceCue'
		);
	});

	test('a président who lent the floor takes it back before going on', () => {
		const rights = { [juge]: ['giveFloor', 'takeFloor', 'advanceCue'] as CommandName[] };
		const view = { script: script({ seat: juge }), floor: { holder: avocat, queue: [] } };
		expect(choose(rights, view)?.act).toBe('takeFloor');
	});

	test('whoever was lent the floor gives it back', () => {
		const rights = { [avocat]: ['yieldFloor'] as CommandName[] };
		const view = { script: script({ seat: juge }), floor: { holder: avocat, queue: [] } };
		expect(choose(rights, view)?.act).toBe('yieldFloor');
	});

	test('the line to read is named, so that two taps never skip one', () => {
		const rights = { [juge]: ['readLine', 'giveFloor'] as CommandName[] };
		const view = { script: { step: 'decision', cue: null }, decision: { read: 4 } };
		expect(choose(rights, view)).toMatchObject({ act: 'readLine', input: { line: 5 } });
		const reading = { ...view, floor: { holder: juge, queue: [] } };
		const presiding = { [juge]: ['readLine', 'giveFloor', 'takeFloor'] as CommandName[] };
		expect(choose(presiding, reading)?.act).toBe('readLine');
	});

	test('a member who has not answered is led to the question', () => {
		const seat: SeatId = 'assesseur/premier';
		const rights = { [seat]: ['castSlip', 'askFloor'] as CommandName[] };
		const view = { ballot: { open: 'complicite', mine: [{ seat, answered: false }] } };
		expect(choose(rights, view)?.act).toBe('deliberate');
	});

	test('several seats on one tablet: the one whose cue it is speaks, whichever is active', () => {
		const rights = { [greffier]: ['askFloor'], [huissier]: ['advanceCue'] } as Record<
			SeatId,
			CommandName[]
		>;
		const view = { script: script({ seat: huissier }), floor: { holder: huissier, queue: [] } };
		expect(choose(rights, view)).toMatchObject({ act: 'advanceCue', seat: huissier });
	});

	test('an observer who may do nothing has no gesture', () => {
		expect(choose({ 'observateur/parole': [] }, { script: script({ seat: juge }) })).toBeNull();
	});
});
