/** A tribunal that answers, at each hearing that orders something. */
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import { proposalId } from '../../src/lib/trial/ballot.ts';
import type { Choice, Outcome } from '../../src/lib/trial/event.ts';
import { judges } from './ballot.ts';
import { atHearing, educational } from './sentencing.ts';
import { as, given, regie, seated, type Hearing } from './trial.ts';
import { wideCase } from './wide-case.ts';

export const president = as('juge/president');
export const onProposal = { charge: proposalId };
export const deliberate = (file: CaseFile): Hearing =>
	given
		.on(file, ...seated(28, file))
		.at('ouverture')
		.run(regie, 'showExhibit', { exhibit: '1' })
		.at('delibere');
export const decide = (hearing: Hearing, complicite: Outcome, recel: Outcome) =>
	hearing
		.run(regie, 'declareOutcome', { charge: 'complicite', outcome: complicite })
		.run(regie, 'declareOutcome', { charge: 'recel', outcome: recel });
export const vote = (
	hearing: Hearing,
	choice: Choice,
	by: readonly (typeof judges)[number][] = judges
) =>
	by.reduce(
		(it, seat) => it.run(as(seat), 'castSlip', { ...onProposal, choice }),
		hearing.run(regie, 'openBallot', onProposal)
	);
export const close = (hearing: Hearing, urn: Choice[]) =>
	hearing.when(president, 'closeBallot', onProposal, urn);
export const yes: Choice[] = ['adopter', 'adopter', 'rejeter'];

/** A minor's single hearing, sixteen on the day of the facts and of the decision. */
export const whole = deliberate(
	atHearing(wideCase(), { minors: true, decides: ['guilt', 'sanction'], age: 16 })
);
export const guilty = decide(whole, 'coupable', 'coupable');
export const settled = deliberate(
	atHearing(wideCase(), {
		minors: true,
		decides: ['sanction'],
		age: 15,
		ageAtHearing: 16,
		settled: ['complicite']
	})
);
export const first = deliberate(wideCase());
export const propose = (hearing: Hearing, measures: Chosen[], actor = president) =>
	hearing.when(actor, 'proposeMeasures', { measures });
export const proposed = propose(guilty, educational).done();
export const adopted = close(vote(proposed, 'adopter'), yes).done();
export const tig: Chosen = {
	id: 'travail-interet-general',
	quantity: 70,
	reason: 'reparer',
	agreed: true
};
