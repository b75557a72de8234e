/** Who speaks when, and what must be said: the right to silence, questions, witnesses' accounts. */
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import type { Formula } from '../procedure.ts';
import { refuse } from './law-codes.ts';
import { atStep, cuesOf, cuesRead } from './law-hearing.ts';
import type { LintRule } from './lint.ts';
import { plain } from './prose.ts';

const silenceId = 'droit-de-se-taire';
export const oathId = 'serment';

/** CPP 406: to make statements, to answer questions, or to stay silent. */
const silence: Pick<Formula, 'holds' | 'text'> = {
	text: 'Vous avez le droit de faire des déclarations, de répondre aux questions qui vous sont posées ou de vous taire.',
	holds: ['déclarations', 'répondre', 'taire']
};

export function holds(text: string, parts: readonly string[]): boolean {
	const said = plain(text).toLowerCase();
	return parts.every((part) => said.includes(plain(part).toLowerCase()));
}

/** The right to silence is told by the présidence, in full, before anybody debates. */
export const checkSilence: LintRule = (manuscript) => {
	const { steps } = manuscript.casefile.procedure;
	const formulas = steps.flatMap(({ mustSay }) => mustSay ?? []);
	const formula = formulas.find(({ id }) => id === silenceId) ?? silence;
	const cues = cuesOf(manuscript).filter(({ part }) => part === 'opening' || part === 'debates');
	const told = cues.findIndex(
		({ seat, text }) => seat.role === 'juge' && holds(text, formula.holds)
	);
	if (told < 0) {
		const opening = steps.find(({ part }) => part === 'opening')?.id ?? 'ouverture';
		const remedy = `faire dire par la présidence, à l'ouverture : ${quoteWhole(formula.text)}`;
		const problem = 'le droit de faire des déclarations, de répondre ou de se taire n’est pas dit';
		return [refuse('droit-de-se-taire', atStep(manuscript, opening), problem, remedy)];
	}
	const early = cues
		.slice(0, told)
		.find(
			({ part, seat, text }) =>
				part === 'debates' ||
				!['juge', 'huissier', 'greffier', 'prevenu'].includes(seat.role) ||
				(seat.role === 'juge' && /reconnaissez-vous/i.test(text))
		);
	if (!early) return [];
	const problem = `${quote(early.seat.id)} parle des faits ou de la procédure avant que le droit de se taire soit dit`;
	const remedy = 'placer cette réplique après celle qui dit ce droit';
	return [refuse('droit-de-se-taire-tardif', early.at, problem, remedy)];
};

/** Every other formula of the procedure is said in its step; the oath is the business of `law-oath.ts`. */
export const checkFormulas: LintRule = (manuscript) => {
	const { casefile } = manuscript;
	const { opening, ifGuilty, ifCleared, appeal } = casefile.decision;
	const sheet = [...opening, ...ifGuilty, ...ifCleared, appeal].join('\n');
	const cues = cuesOf(manuscript);
	return casefile.procedure.steps.flatMap((step) =>
		(step.mustSay ?? []).flatMap((formula): Finding[] => {
			if (formula.id === silenceId || formula.id.startsWith(oathId)) return [];
			const said = cues.some((cue) => cue.step === step.id && holds(cue.text, formula.holds));
			if (said || (step.part === 'decision' && holds(sheet, formula.holds))) return [];
			const problem = `${quote(step.id)} ne dit pas ce que la loi veut entendre (${formula.source})`;
			const remedy = `faire dire : ${quoteWhole(formula.text)}`;
			return [refuse('formule-absente', atStep(manuscript, step.id), problem, remedy)];
		})
	);
};

/** Each speaks in the steps where the law gives them the floor. */
export const checkSpeakers: LintRule = (manuscript) =>
	cuesRead(manuscript).flatMap(({ step: id, seat, at }) => {
		const allowed = manuscript.casefile.procedure.steps.find((step) => step.id === id)?.speakers;
		if (!allowed || allowed.includes(seat.role)) return [];
		const problem = `${quote(seat.id)} n'a pas la parole dans ${quote(id)}`;
		const remedy = `donner la réplique à : ${allowed.join(', ')}`;
		return refuse('parole-hors-de-son-tour', at, problem, remedy);
	});

const asks = ['juge', 'assesseur', 'procureur', 'avocat', 'partie-civile'];

/** The présidence questions first; a witness tells what they know before the parties ask. */
export const checkQuestions: LintRule = (manuscript) => {
	const cues = cuesOf(manuscript);
	const found: Finding[] = [];
	const first = cues.find(
		({ step, seat }) => step === 'interrogatoire' && asks.includes(seat.role)
	);
	if (first && first.seat.role !== 'juge') {
		const problem = `${quote(first.seat.id)} interroge avant la présidence`;
		const remedy = 'commencer par une réplique de la présidence : elle interroge la première';
		found.push(refuse('president-interroge-d-abord', first.at, problem, remedy));
	}
	cues.forEach((call, index) => {
		if (call.calls === undefined) return;
		const next = cues
			.slice(index + 1)
			.find(
				({ step, seat, calls }) =>
					step !== call.step ||
					calls !== undefined ||
					seat.id === call.calls ||
					(asks.includes(seat.role) && seat.role !== 'juge')
			);
		if (!next || next.step !== call.step || next.calls !== undefined) return;
		if (next.seat.id === call.calls) return;
		const problem = `${quote(next.seat.id)} questionne ${quote(call.calls)}, qui n'a pas encore déposé`;
		const remedy = 'faire d’abord raconter le témoin, puis viennent les questions';
		found.push(refuse('temoin-questionne-avant-de-deposer', next.at, problem, remedy));
	});
	return found;
};

const reads = /reproch|prévention|poursuivi|renvoyée?|déclarée? coupable|coupable de/i;

/** What is held against the person on trial is read at the opening. */
export const checkCharges: LintRule = (manuscript) => {
	const court = cuesOf(manuscript).filter(
		({ part, seat }) => part === 'opening' && ['juge', 'greffier', 'huissier'].includes(seat.role)
	);
	if (court.some(({ text }) => reads.test(text))) return [];
	const id = manuscript.casefile.procedure.steps.find(({ part }) => part === 'opening')?.id;
	const remedy = 'faire dire par la présidence ce qui est reproché, avec les articles';
	const problem = 'personne ne lit à l’ouverture ce qui est reproché';
	return [refuse('prevention-non-lue', atStep(manuscript, id ?? 'ouverture'), problem, remedy)];
};

function quoteWhole(text: string): string {
	return `« ${text} »`;
}
