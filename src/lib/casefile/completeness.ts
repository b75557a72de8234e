/** What a complete case has besides what makes it playable: each part that is not there yet is told. */
import { files } from './sheets.ts';
import type { Sheets } from './sheets.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** Told to the author; the case loads all the same. */
const severity = 'warning';

/** What is told of a case whose form is sound, part by part. */
export const completenessChecks = [checkHeader, checkEasyWords, checkOutcomes, checkDebrief];

/** Keys of `affaire.md` that a complete case has. */
function checkHeader({ header }: Sheets): Finding[] {
	if (!header) return [];
	const { known, lost } = header;
	const found: Finding[] = [];
	const tell = (key: string, code: string, remedy: string, line = header.lineOf([key])) =>
		found.push(absent(header.file, line, key, code, remedy));
	if (known.lawValidUntil === undefined && !lost.has('lawValidUntil')) {
		const remedy = 'écrire la date à laquelle le droit sera à revoir : « 2027-11-23 »';
		tell('droit_valable_jusqu_au', 'validite-absente', remedy);
	}
	known.charges?.forEach(({ offence }, index) => {
		if (offence !== undefined) return;
		const remedy = 'nommer une ligne de cases/droit/infractions.yaml';
		const line = header.lineOf(['prevention', index]);
		tell('infraction', 'infraction-absente', remedy, line);
	});
	if (known.people?.length === 0) {
		const remedy = 'nommer chaque personne de l’affaire : nom, âge, place, lien, poursuite';
		tell('personnes', 'personnes-absentes', remedy);
	}
	if (known.towns?.length === 0) {
		tell('lieux', 'lieux-absents', 'nommer les lieux inventés de l’affaire');
	}
	if (!known.calendar && !lost.has('calendar')) {
		const remedy = 'dire quel jour de la semaine est J0, et quel jour est l’audience';
		tell('calendrier', 'calendrier-absent', remedy);
	}
	return found;
}

/** Each piece has its easy version. */
function checkEasyWords({ exhibits }: Sheets): Finding[] {
	return exhibits.flatMap(({ file, value }) => {
		if (!value || value.paragraphs.some(({ easy }) => easy !== undefined)) return [];
		const remedy = 'ajouter « ## Version facile » : les mêmes paragraphes en mots plus simples';
		return finding(file, 1, 'version facile absente', remedy, {
			code: 'version-facile-absente',
			severity
		});
	});
}

/** A second decision may be defended; where the sanction is decided, the first one says its measures. */
function checkOutcomes({ decision, procedure }: Sheets): Finding[] {
	if (!decision?.value) return [];
	const { file, lineOf, value } = decision;
	const found: Finding[] = [];
	if (value.other === undefined) {
		const remedy = 'écrire en une phrase une autre décision qui se défend';
		found.push(absent(file, lineOf(['issue']), 'autre_issue', 'autre-issue-absente', remedy));
	}
	const decides = procedure?.decides ?? ['guilt'];
	if (decides.includes('sanction') && !value.sealed.measures) {
		const remedy = 'composer la réponse du tribunal avec cases/droit/mesures.yaml';
		found.push(absent(file, lineOf(['issue']), 'mesures', 'mesures-absentes', remedy));
	}
	return found;
}

/** The debrief has its file. */
function checkDebrief({ debrief }: Sheets): Finding[] {
	if (debrief) return [];
	const remedy = 'écrire les six temps du débrief : voir cases/README.md';
	const problem = 'fichier absent';
	return [finding(files.debrief, 1, problem, remedy, { code: 'debrief-absent', severity })];
}

function absent(file: string, line: number, key: string, code: string, remedy: string): Finding {
	return finding(file, line, `clé « ${key} » absente`, remedy, { code, severity });
}
