/** A hearing whose magistrate's decision is sealed, then read to the end, with what the server lends. */
import { createHash } from 'node:crypto';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import { writeSealed, type SealedDecision } from '../../src/lib/casefile/sealed.ts';
import { decide } from '../../src/lib/trial/decide.ts';
import { writeDecision } from '../../src/lib/trial/decision.ts';
import type { Fact } from '../../src/lib/trial/event.ts';
import type { Sealer } from '../../src/lib/trial/sealed.ts';
import { as, given, magistrat, regie, screen, seated, type Hearing } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';

export const sha = (text: string) => createHash('sha256').update(text).digest('hex');
export const sealer = (kept: SealedDecision | null = null): Sealer => ({
	salt: 'sel',
	hash: sha,
	kept
});
export const everybody = [
	regie,
	magistrat,
	screen,
	as('juge/president'),
	as('temoin/t'),
	as('public/p')
] as const;
const [piece] = wideCase().exhibits.map(({ id }) => id);
export const mine = {
	outcome: 'Relaxe.',
	reasons: 'Le **doute** profite.',
	exhibits: [piece ?? '']
};

/** A gesture with what the server lends. */
export function ask(
	hearing: Hearing,
	type: 'sealDecision' | 'openSealed',
	input: object,
	lent = sealer()
) {
	const actor = type === 'sealDecision' ? magistrat : regie;
	const decided = decide(hearing.trial, { type, input }, { now: hearing.now, actor, sealer: lent });
	if ('refused' in decided) throw new Error(decided.refused);
	return { facts: decided.events, hearing: hearing.and(...decided.events) };
}

/** Roles left, the decision read, the pieces 1 and 6 shown, and this phase reached. */
export function wholeRead(seal: Fact[] = [], file: CaseFile = wideCase()): Hearing {
	const judged = given
		.on(file, ...seated(28, file), ...seal)
		.at('ouverture')
		.at('interrogatoire')
		.run(regie, 'showExhibit', { exhibit: '1' })
		.run(regie, 'showExhibit', { exhibit: '6' })
		.at('delibere')
		.run(regie, 'declareOutcome', { charge: 'complicite', outcome: 'coupable' })
		.run(regie, 'declareOutcome', { charge: 'recel', outcome: 'relaxe' })
		.run(regie, 'giveReasons', { charge: 'complicite', exhibits: ['6', '1'] })
		.at('decision');
	const lines = writeDecision(judged.trial) ?? [];
	return lines
		.reduce((it, _, n) => it.run(regie, 'readLine', { line: n + 1 }), judged)
		.at('sortie-de-role');
}
export const past = (hearing: Hearing) => throughThree(hearing.at('debrief'));
/** From the first phase of the debrief to the fourth, one by one. */
export const throughThree = (hearing: Hearing) =>
	[1, 2, 3].reduce((it) => it.run(regie, 'nextPhase', {}), hearing);
export const ofCase = (): Fact => ({
	type: 'decisionSealed',
	digest: sha(`sel${writeSealed(wideCase().decision.sealed)}`),
	salt: 'sel',
	by: 'case'
});
export const opened = (hearing: Hearing, actor: (typeof everybody)[number] = screen) =>
	hearing.sees(actor, 'sealed')?.opened;
