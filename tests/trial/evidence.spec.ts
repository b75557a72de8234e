import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	regie,
	screen,
	seated,
	server,
	tablet
} from '../support/trial.ts';

const file = ['1', '2', '4', '6'];
const parties: SeatId[] = [
	'juge/president',
	'assesseur/second',
	'procureur/p',
	'avocat/sacha',
	'prevenu/sacha',
	'parent/m',
	'partie-civile/v',
	'greffier/g'
];
const listeners: SeatId[] = ['observateur/o', 'public/p', 'temoin/t', 'huissier/h'];
const asking = hearingAt('interrogatoire');
const shown = asking.run(regie, 'showExhibit', { exhibit: '1' });
/** What a side reads of the file, in which the parquet, the defence and the partie civile each bring a piece. */
const readable = (seat: SeatId): string[] => {
	if (['procureur/p'].includes(seat)) return [...file, '5'].sort();
	if (seat === 'partie-civile/v') return [...file, '7'].sort();
	return ['avocat/sacha', 'prevenu/sacha', 'parent/m'].includes(seat)
		? [...file, '3'].sort()
		: file;
};

describe('reading the file', () => {
	it('[E1] no tablet reads a piece before the reading step', () => {
		for (const hearing of [given(...seated()), hearingAt('accueil'), hearingAt('t0')])
			for (const seat of [...parties, ...listeners]) expect(hearing.reads(as(seat))).toEqual([]);
	});

	it('[E2] from the reading step on, the parties read the whole file', () => {
		for (const step of ['dossier', 'ouverture', 'requisitions', 'delibere', 'debrief'])
			for (const seat of parties)
				expect(hearingAt(step).reads(as(seat)).sort(), seat).toEqual(readable(seat));
		expect(hearingAt('dossier').at('accueil').reads(as('procureur/p'))).toEqual([
			'1',
			'2',
			'4',
			'5',
			'6'
		]);
	});

	it('[E3] from the first step on, where it was read before the session', () => {
		const [first, ...rest] = seated();
		if (first?.type !== 'trialOpened') throw new Error('no opening');
		const short = given({ ...first, format: '55' }, ...rest);
		expect(short.reads(as('procureur/p'))).toEqual([]);
		const begun = short.run(regie, 'nextStep', {});
		for (const seat of parties) expect(begun.reads(as(seat)).sort()).toEqual(readable(seat));
		for (const seat of listeners) expect(begun.reads(as(seat))).toEqual([]);
	});

	it('[E4] the public and the witnesses read what was shown, and keep it', () => {
		for (const seat of listeners) expect(asking.reads(as(seat))).toEqual([]);
		const inside = shown.and({ type: 'witnessCalled', seat: 'temoin/t' });
		const hidden = inside.at('accueil').at('temoins');
		for (const hearing of [inside, hidden])
			for (const seat of listeners) expect(hearing.reads(as(seat))).toEqual(['1']);
		const late = hidden
			.run(regie, 'resizeClass', { pupils: 35, tablets: 35 })
			.run(server, 'admitTablet', { tablet: 'late' })
			.run(tablet('late'), 'takeSeat', { seat: 'chronique/c' })
			.run(regie, 'settleAsk', { seat: 'chronique/c', holder: 'late', granted: true });
		expect(late.reads(tablet('late'))).toEqual(['1']);
		expect(hidden.run(server, 'admitTablet', { tablet: 'late' }).reads(tablet('late'))).toEqual([]);
	});

	it('[E5] reading first is a load, not a privilege', () => {
		const reading = hearingAt('dossier');
		const mark = (seat: SeatId) =>
			reading
				.sees(as(seat), 'evidence')
				.pieces.filter(({ first }) => first)
				.map(({ id }) => id);
		expect(mark('procureur/p')).toEqual(['1', '2']);
		expect(mark('avocat/sacha')).toEqual(['2', '3', '6']);
		expect(reading.reads(as('educateur/e'))).toEqual(['4']);
		for (const seat of ['temoin/t', 'observateur/o'] as const)
			expect(reading.reads(as(seat))).toEqual([]);
	});

	it('[E6] the screen reads the piece on show alone', () => {
		expect(asking.reads(screen)).toEqual([]);
		expect(shown.reads(screen)).toEqual(['1']);
		expect(shown.sees(screen, 'evidence')).toMatchObject({ onShow: '1', lit: null });
		expect(shown.run(regie, 'showExhibit', { exhibit: '2' }).reads(screen)).toEqual(['2']);
		expect(shown.run(regie, 'hideExhibit', {}).reads(screen)).toEqual([]);
	});

	it('[E7] adults read everything, at any time', () => {
		for (const hearing of [given(...seated()), asking])
			for (const adult of [regie, magistrat])
				expect(hearing.reads(adult)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
	});
});

describe('a piece brought during the hearing', () => {
	const admitted = asking.run(as('avocat/sacha'), 'admitExhibit', { exhibit: '3' });

	it('[E8] is read by who brings it alone, then like any other', () => {
		const readers = (hearing = asking) =>
			[...parties, ...listeners].filter((seat) => hearing.reads(as(seat)).includes('3'));
		expect(readers()).toEqual(['avocat/sacha', 'prevenu/sacha', 'parent/m']);
		expect(readers(admitted)).toEqual(parties);
		const piece = admitted.sees(as('procureur/p'), 'evidence').pieces.find(({ id }) => id === '3');
		expect(piece).toMatchObject({ broughtBy: 'defense', admitted: true, shown: false });
		asking.when(regie, 'showExhibit', { exhibit: '3' }).refused('exhibit-not-admitted');
		admitted.when(as('greffier/g'), 'showExhibit', { exhibit: '3' }).done();
	});

	it('[E9] is admitted once, for all, by its side, the président or an adult', () => {
		const fact = { type: 'exhibitAdmitted', exhibit: '3' } as const;
		for (const actor of [as('avocat/sacha'), as('juge/president'), regie, magistrat]) {
			const once = asking.when(actor, 'admitExhibit', { exhibit: '3' }).then(fact);
			once.when(actor, 'admitExhibit', { exhibit: '3' }).refused('exhibit-admitted');
		}
		asking.when(as('prevenu/sacha'), 'admitExhibit', { exhibit: '3' }).refused('not-yours');
		const letter = { exhibit: '7' };
		for (const actor of [as('partie-civile/v'), as('avocat/v')])
			asking.when(actor, 'admitExhibit', letter).then({ type: 'exhibitAdmitted', exhibit: '7' });
		asking.when(regie, 'admitExhibit', { exhibit: '1' }).refused('exhibit-admitted');
		for (const step of ['dossier', 'delibere', 'decision', 'debrief'])
			hearingAt(step).when(regie, 'admitExhibit', { exhibit: '3' }).refused('exhibit-not-yet');
		hearingAt('ouverture').when(regie, 'admitExhibit', { exhibit: '3' }).then(fact);
	});

	it('[E10] is not betrayed by a refusal', () => {
		for (const seat of ['procureur/p', 'avocat/v'] as const)
			for (const exhibit of ['3', '99'])
				asking.when(as(seat), 'admitExhibit', { exhibit }).refused('exhibit-unknown');
		for (const seat of ['greffier/g', 'juge/president'] as const)
			for (const exhibit of ['3', '99'])
				asking.when(as(seat), 'showExhibit', { exhibit }).refused('exhibit-unknown');
	});
});

describe('showing a piece', () => {
	it('[E11] is for adults, the président and the greffier, in a running hearing', () => {
		for (const actor of [regie, magistrat, as('juge/president'), as('greffier/g')]) {
			const on = asking
				.when(actor, 'showExhibit', { exhibit: '2' })
				.then({ type: 'exhibitShown', exhibit: '2' });
			on.when(actor, 'showExhibit', { exhibit: '2' }).then();
			const off = on.when(actor, 'hideExhibit', {}).then({ type: 'exhibitHidden' });
			off.when(actor, 'hideExhibit', {}).refused('exhibit-not-on-show');
		}
		for (const actor of [as('procureur/p'), as('avocat/sacha'), as('huissier/h')])
			asking.when(actor, 'showExhibit', { exhibit: '2' }).refused('not-yours');
		hearingAt('dossier').when(regie, 'showExhibit', { exhibit: '2' }).refused('exhibit-not-yet');
		asking
			.run(regie, 'suspend', { reason: 'recess' })
			.when(regie, 'showExhibit', { exhibit: '2' })
			.refused('hearing-suspended');
	});

	it('[E12] brings nothing new once the debates are over', () => {
		for (const step of ['delibere', 'decision']) {
			const closed = shown.at(step);
			closed.when(regie, 'showExhibit', { exhibit: '2' }).refused('exhibit-not-debated');
			closed.when(regie, 'showExhibit', { exhibit: '1' }).done();
			closed.at('interrogatoire').when(regie, 'showExhibit', { exhibit: '2' }).done();
		}
		hearingAt('debrief').when(regie, 'showExhibit', { exhibit: '2' }).done();
	});

	it('[E13] lets whoever has the floor point at a paragraph, until another piece', () => {
		const speaking = shown.run(regie, 'giveFloor', { seat: 'avocat/sacha' });
		const pointed = speaking
			.when(as('avocat/sacha'), 'pointAt', { paragraph: 2 })
			.then({ type: 'paragraphLit', exhibit: '1', paragraph: 2 });
		for (const actor of [screen, regie, as('observateur/o'), as('prevenu/sacha')])
			expect(pointed.sees(actor, 'evidence')).toMatchObject({ onShow: '1', lit: 2 });
		pointed.run(regie, 'pointAt', { paragraph: null });
		speaking.when(as('procureur/p'), 'pointAt', { paragraph: 1 }).refused('cue-not-now');
		speaking.when(as('avocat/sacha'), 'pointAt', { paragraph: 9 }).refused('paragraph-unknown');
		asking.when(regie, 'pointAt', { paragraph: 1 }).refused('exhibit-not-on-show');
		const other = pointed.run(regie, 'showExhibit', { exhibit: '2' });
		expect(other.sees(screen, 'evidence')).toMatchObject({ onShow: '2', lit: null });
		expect(pointed.run(regie, 'hideExhibit', {}).trial.evidence.lit).toBe(null);
		const free = hearingAt('debrief').run(regie, 'showExhibit', { exhibit: '1' });
		free
			.run(regie, 'giveFloor', { seat: 'public/p' })
			.when(as('public/p'), 'pointAt', { paragraph: 1 })
			.done();
	});

	it('[E14] ends with the step and with the entry of a witness, who does not find it there', () => {
		const lit = shown.run(regie, 'pointAt', { paragraph: 1 });
		const gone = { onShow: null, lit: null, shown: ['1'] };
		const witness = 'temoin/t';
		const called = lit.run(regie, 'callWitness', { seat: witness });
		for (const hearing of [lit.at('parents'), lit.at('interrogatoire'), called])
			expect(hearing.trial.evidence).toMatchObject(gone);
		expect(called.sees(screen, 'evidence')).toEqual({ onShow: null, lit: null, pieces: [] });
		const announced = hearingAt('temoins').run(regie, 'showExhibit', { exhibit: '1' });
		const deposing = announced.run(regie, 'advanceCue', { cue: 'temoins.1' });
		expect(deposing.trial.evidence).toMatchObject(gone);
		const handed = deposing.run(regie, 'showExhibit', { exhibit: '1' });
		const same = handed.run(regie, 'callWitness', { seat: witness });
		const onward = same.run(regie, 'advanceCue', { cue: 'temoins.2' }).run(regie, 'rewindCue', {});
		expect(onward.trial.evidence).toBe(handed.trial.evidence);
	});
});
