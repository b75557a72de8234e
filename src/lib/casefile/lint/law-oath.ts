/** Who swears and who does not: CPP 406, 422, 444 to 448; CJPM L511-4. */
import type { Seat } from '../casefile.ts';
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { french } from './french.ts';
import { refuse } from './law-codes.ts';
import type { LawCode, Spot } from './law-codes.ts';
import { ageOf, atSeat, cuesOf, isDenied, judgesMinors, personAt } from './law-hearing.ts';
import type { Spoken } from './law-hearing.ts';
import { holds, oathId } from './law-speech.ts';
import type { LintRule, Manuscript } from './lint.ts';
import { plain, readProse } from './prose.ts';

const asked = french(/\bjurez\b|\blevez la main\b|\bpr[êe]te(?:z|r) serment\b|\bjurer de dire\b/gi);
const sworn = french(/\bje (?:le )?jure\b/gi);
const told = french(
	/\btu (?:pr[êe]tes|pr[êe]teras|dois pr[êe]ter) serment\b|\btu jures\b|\bje le jure\b/gi
);

const isCourt = ({ role, side }: Seat) =>
	side === 'tribunal' || role === 'greffier' || role === 'huissier';

/** Whom the court may ask to swear: neither itself nor those who plead. */
const isAddressed = (seat: Seat) =>
	!isCourt(seat) && seat.role !== 'avocat' && seat.role !== 'procureur';

function says(text: string, pattern: RegExp): boolean {
	return [...text.matchAll(pattern)].some(
		({ index, 0: words }) => !isDenied(text, index, words.length)
	);
}

/** Each seat that is made to swear, where it first is. */
function oathsOf(manuscript: Manuscript, cues: readonly Spoken[]): Map<Seat['id'], Spot> {
	const oaths = new Map<Seat['id'], Spot>();
	const note = (id: Seat['id'], at: Spot) => oaths.has(id) || oaths.set(id, at);
	cues.forEach(({ seat, text, at, step }, index) => {
		if (!isCourt(seat)) {
			if (says(text, sworn)) note(seat.id, at);
			return;
		}
		if (!says(text, asked)) return;
		const next = cues.slice(index + 1).find((cue) => isAddressed(cue.seat));
		if (next?.step === step) note(next.seat.id, at);
	});
	for (const { kind, seat: name, file, line, text } of readProse(manuscript.files)) {
		const seat = manuscript.casefile.seats.find(({ id }) => id === name);
		if (!seat || isCourt(seat) || (kind !== 'brief' && kind !== 'task')) continue;
		if (says(plain(text), told)) note(seat.id, { file, line });
	}
	return oaths;
}

/** Why this seat does not swear, if the law says so. */
function whyNot(manuscript: Manuscript, seat: Seat): [code: LawCode, why: string] | undefined {
	const person = personAt(manuscript, seat);
	if (seat.role === 'prevenu') {
		return ['serment-du-prevenu', 'la personne poursuivie ne jure pas : elle peut se taire'];
	}
	if (seat.role === 'partie-civile') {
		return ['serment-de-la-partie-civile', 'la partie civile est entendue sans serment'];
	}
	if (seat.role === 'parent') {
		return ['serment-d-un-proche', 'le père ou la mère est entendu sans serment'];
	}
	if (seat.role !== 'temoin' && seat.role !== 'expert') {
		return ['serment-sans-temoin', 'seuls les témoins jurent'];
	}
	if (ageOf(person) < 16) {
		return ['serment-avant-16-ans', `avant 16 ans, un témoin est entendu sans serment`];
	}
	if (person?.tie && person.tie !== 'aucun') {
		return ['serment-d-un-proche', 'la famille proche et le conjoint sont entendus sans serment'];
	}
	if (person?.prosecuted === 'apart' && judgesMinors(manuscript.casefile.procedure)) {
		const why = 'une personne jugée ailleurs est entendue à titre de simple renseignement';
		return ['serment-sans-temoin', why];
	}
	return undefined;
}

/** Nobody swears whom the law lets speak without an oath, and every other witness does. */
export const checkOaths: LintRule = (manuscript) => {
	const cues = cuesOf(manuscript);
	const oaths = oathsOf(manuscript, cues);
	const found: Finding[] = [];
	for (const seat of manuscript.casefile.seats) {
		const at = oaths.get(seat.id);
		const refusal = whyNot(manuscript, seat);
		if (refusal) {
			const [code, why] = refusal;
			const remedy = `retirer le serment : ${why}`;
			if (at) found.push(refuse(code, at, `${quote(seat.id)} prête serment`, remedy));
		} else if (seat.role === 'temoin') found.push(...checkWitness(manuscript, cues, seat, at));
	}
	return found;
};

function checkWitness(
	manuscript: Manuscript,
	cues: readonly Spoken[],
	seat: Seat,
	at: Spot | undefined
): Finding[] {
	const first = cues.find((cue) => cue.seat.id === seat.id);
	if (!personAt(manuscript, seat)) {
		const problem = `l'âge et les liens de ${quote(seat.id)} ne sont pas dits`;
		const remedy = `ajouter dans « personnes » : nom, « place: ${seat.id} », et « age » s'il a moins de 18 ans`;
		return [refuse('temoin-inconnu', atSeat(manuscript, seat), problem, remedy)];
	}
	// Before the correctionnel, how somebody tried apart is heard is left to the magistrate.
	if (!first || personAt(manuscript, seat)?.prosecuted === 'apart') return [];
	const formula = manuscript.casefile.procedure.steps
		.flatMap(({ mustSay }) => mustSay ?? [])
		.find(({ id }) => id.startsWith(oathId));
	const text =
		formula?.text ?? 'Jurez de dire toute la vérité, rien que la vérité. Dites : « Je le jure. »';
	const remedy = `faire dire par la présidence, avant qu'il dépose : « ${text} »`;
	if (!at) {
		// A brief that is missing may say the oath.
		if (!manuscript.casefile.briefs.some((brief) => brief.seat === seat.id)) return [];
		const problem = `${quote(seat.id)} dépose sans prêter serment`;
		return [refuse('temoin-sans-serment', first.at, problem, remedy)];
	}
	const parts = formula?.holds ?? ['toute la vérité', 'rien que la vérité'];
	const said = cues.some(
		(cue) => cue.step === first.step && isCourt(cue.seat) && holds(cue.text, parts)
	);
	if (said) return [];
	const problem = `la formule du serment n'est pas dite à ${quote(seat.id)}`;
	return [refuse('formule-du-serment', first.at, problem, remedy)];
}

/** An adult of the same affair, tried apart from a minor, is heard for information only. */
export const checkInformants: LintRule = (manuscript) => {
	if (!judgesMinors(manuscript.casefile.procedure)) return [];
	const cues = cuesOf(manuscript);
	return manuscript.casefile.seats.flatMap((seat): Finding[] => {
		const person = personAt(manuscript, seat);
		if (person?.prosecuted !== 'apart' || ageOf(person) < 18) return [];
		const first = cues.find((cue) => cue.seat.id === seat.id);
		const said = cues.some(
			(cue) =>
				cue.step === first?.step && isCourt(cue.seat) && /simple renseignement/i.test(cue.text)
		);
		if (!first || said) return [];
		const problem = `${quote(seat.id)} est jugé ailleurs et entendu comme un témoin`;
		const remedy =
			'faire dire par la présidence : « Le tribunal vous entend à titre de simple renseignement. »';
		return [refuse('simple-renseignement', first.at, problem, remedy)];
	});
};
