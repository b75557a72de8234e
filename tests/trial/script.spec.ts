import { describe, expect, it } from 'vitest';
import {
	as,
	given,
	hearingAt,
	magistrat,
	minutes,
	opened,
	regie,
	seated,
	server
} from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';
import { wholeRead } from './sealing.ts';

const judges = ['juge/president', 'assesseur/premier', 'assesseur/second'] as const;
const steps = wideCase().procedure.steps;

describe('steps', () => {
	it('[T1] nothing has begun until the first step played is entered', () => {
		const lobby = given(...seated());
		expect(lobby.sees(as('greffier/g'), 'script')).toMatchObject({
			step: null,
			cue: null,
			next: null
		});
		expect(lobby.sees(regie, 'clock')).toMatchObject({ step: null, since: null });
		lobby.when(regie, 'suspend', { reason: 'recess' }).refused('hearing-not-begun');
		lobby.when(regie, 'nextStep', {}).then({
			type: 'stepEntered',
			step: 'accueil',
			cue: 0,
			speaker: null
		});
		const file = wideCase();
		const skipping = {
			...file,
			procedure: {
				...file.procedure,
				steps: steps.map((it) =>
					it.part === 'welcome' ? { ...it, minutes: { ...it.minutes, '110': 0 } } : it
				)
			}
		};
		const late = given.on(skipping, ...opened()).run(regie, 'nextStep', {});
		expect(late.sees(regie, 'script').step).toBe('dossier');
	});

	it('[T2] adults alone move the hearing', () => {
		const hearing = hearingAt('interrogatoire');
		hearing.when(magistrat, 'nextStep', {}).done();
		for (const actor of [as('juge/president'), as('huissier/h'), server]) {
			hearing.when(actor, 'nextStep', {}).refused('not-yours');
			hearing.when(actor, 'previousStep', {}).refused('not-yours');
			hearing.when(actor, 'jumpToStep', { step: 'decision' }).refused('not-yours');
		}
	});

	it.each(['110', '55', '2x55'] as const)(
		'[T3] next and previous follow format %s, end to end',
		(format) => {
			let hearing = given({ type: 'trialOpened', pupils: 28, tablets: 10, format });
			const walked: string[] = [];
			hearing.when(regie, 'previousStep', {}).refused('no-previous-step');
			for (;;) {
				if (!hearing.may(regie).includes('nextStep')) break;
				hearing = hearing.run(regie, 'nextStep', {});
				walked.push(hearing.trial.script.step ?? '');
			}
			hearing.when(regie, 'nextStep', {}).refused('no-next-step');
			expect(walked).toEqual(steps.filter((it) => it.minutes[format] > 0).map(({ id }) => id));
			const back: string[] = [];
			for (; hearing.may(regie).includes('previousStep');) {
				back.unshift(hearing.trial.script.step ?? '');
				hearing = hearing.run(regie, 'previousStep', {});
			}
			expect([hearing.trial.script.step, ...back]).toEqual(walked);
			expect(hearing.at('dossier').trial.script.step).toBe('dossier');
			hearing.when(regie, 'jumpToStep', { step: 'nowhere' }).refused('step-unknown');
		}
	);

	it('[T4] going back destroys nothing', () => {
		const far = hearingAt('temoins')
			.later(minutes(3))
			.run(regie, 'advanceCue', { cue: 'temoins.1' })
			.run(regie, 'showExhibit', { exhibit: '2' })
			.run(as('procureur/p'), 'raiseIncident', { kind: 'conclusions' })
			.later(minutes(1))
			.at('delibere')
			.run(regie, 'declareOutcome', { charge: 'recel', outcome: 'relaxe' });
		const back = far.at('accueil').later(minutes(2)).at('interrogatoire');
		const { clock, script, evidence, ballot, incidents, seats, witnesses, floor } = far.trial;
		expect(back.trial).toMatchObject({ evidence, ballot, incidents, seats, witnesses });
		expect(back.trial.script).toMatchObject({ reached: script.reached, now: script.now });
		expect(back.trial.clock.elapsed).toMatchObject(clock.elapsed);
		expect(back.trial.floor.spoken).toMatchObject(floor.spoken);
		expect(clock.elapsed).toEqual({ ouverture: 0, temoins: minutes(4) });
	});

	it('[T5] a step is found again at its cue', () => {
		const left = hearingAt('interrogatoire').run(regie, 'advanceCue', { cue: 'interrogatoire.1' });
		left
			.at('temoins')
			.when(regie, 'jumpToStep', { step: 'interrogatoire' })
			.then({ type: 'stepEntered', step: 'interrogatoire', cue: 1, speaker: 'prevenu/sacha' });
	});

	it('[T6] nothing after role exit is entered before roles are left', () => {
		const read = hearingAt('decision');
		for (const step of ['debrief', 't1', 'ressources'])
			read.when(regie, 'jumpToStep', { step }).refused('roles-not-left');
		given(...seated())
			.when(regie, 'jumpToStep', { step: 'debrief' })
			.refused('roles-not-left');
		expect(read.run(regie, 'nextStep', {}).trial.script.step).toBe('sortie-de-role');
		read
			.at('sortie-de-role')
			.at('interrogatoire')
			.when(regie, 'jumpToStep', { step: 'debrief' })
			.refused('roles-not-left');
		wholeRead().at('interrogatoire').at('debrief');
	});

	it('[T7] next never passes over role exit', () => {
		const file = wideCase();
		const hurried = {
			...file,
			procedure: {
				...file.procedure,
				steps: steps.map((it) =>
					it.part === 'role-exit' ? { ...it, minutes: { ...it.minutes, '110': 0 } } : it
				)
			}
		};
		const read = given
			.on(hurried, ...opened())
			.at('decision')
			.run(regie, 'nextStep', {});
		expect(read.trial.script.step).toBe('sortie-de-role');
		expect(read.run(regie, 'nextStep', {}).trial.script.step).toBe('debrief');
	});
});

describe('the tribunal is composed', () => {
	const entered = {
		type: 'stepEntered',
		step: 'ouverture',
		cue: 0,
		speaker: 'juge/president'
	} as const;

	it('[T8] as the hearing opens, of the judges who are there', () => {
		const lobby = given(...seated()).at('dossier');
		expect(lobby.trial.script.members).toEqual([]);
		lobby
			.when(regie, 'nextStep', {})
			.then(entered, { type: 'courtComposed', members: [...judges] });
		const [, , third] = judges;
		const absent = lobby.run(regie, 'freeSeat', { seat: third, holder: `t-${third}` });
		absent
			.when(regie, 'nextStep', {})
			.then(entered, { type: 'courtComposed', members: judges.slice(0, 2) });
		absent
			.run(regie, 'paperSeat', { seat: third, paper: true })
			.when(regie, 'nextStep', {})
			.then(entered, { type: 'courtComposed', members: [...judges] });
	});

	const late = given(...seated())
		.run(server, 'returnTablet', { tablet: 't-assesseur/second' })
		.at('ouverture');
	const arrive = (hearing = late) =>
		hearing
			.run(server, 'presentCard', { seat: 'assesseur/second', holder: 'n' })
			.run(regie, 'settleAsk', { seat: 'assesseur/second', holder: 'n', granted: true });

	it('[T9] with who arrives during the opening, without who arrives later', () => {
		expect(late.trial.script.members).toEqual(judges.slice(0, 2));
		expect(arrive().run(regie, 'nextStep', {}).trial.script.members).toEqual(judges);
		const last = arrive(late.at('identite')).run(regie, 'nextStep', {});
		expect(last.trial.script.members).toEqual(judges);
		const debates = arrive(late.at('interrogatoire'));
		expect(debates.at('identite').trial.script.members).toEqual(judges.slice(0, 2));
		expect(debates.at('temoins').trial.script.members).toEqual(judges.slice(0, 2));
	});

	it('[T10] once: neither going back nor a new step brings a member', () => {
		const back = arrive(late.at('identite')).at('ouverture');
		expect(back.trial.script.members).toEqual(judges.slice(0, 2));
		const excused = hearingAt('ouverture').run(regie, 'excuseMember', { seat: 'assesseur/second' });
		expect(excused.run(regie, 'nextStep', {}).trial.script.members).toEqual(judges.slice(0, 2));
	});

	it('[T11] even when the opening is jumped over', () => {
		const jumped = given(...seated()).at('temoins');
		expect(jumped.trial.script.members).toEqual(judges);
		expect(jumped.at('delibere').trial.script.members).toEqual(judges);
	});
});
