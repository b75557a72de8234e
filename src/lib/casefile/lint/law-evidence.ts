/** The pieces: debated by all, and a report on somebody's life proves nothing of the facts. */
import type { Exhibit } from '../casefile.ts';
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { french } from './french.ts';
import { refuse } from './law-codes.ts';
import type { Spot } from './law-codes.ts';
import {
	ageOf,
	atSeat,
	cuesOf,
	decidesSanction,
	inDecision,
	isDenied,
	judgesMinors,
	prosecuted
} from './law-hearing.ts';
import type { LintRule, Manuscript } from './lint.ts';
import { plain, readProse } from './prose.ts';

/** RRSE, enquête sociale and the like: who somebody is. */
const social = french(
	/socio-éducatif|\brrse\b|protection judiciaire|\bpjj\b|service éducatif|éducat(?:eur|rice)|investigation éducative|enquête sociale|enquête de personnalité/i
);

const isSocial = ({ title, author }: Exhibit) => social.test(plain(`${title} ${author}`));

/** The pieces that could be read, in their order: each is looked at by itself. */
function piecesRead({ sheets }: Manuscript): Exhibit[] {
	return sheets.exhibits
		.flatMap(({ value }) => value ?? [])
		.toSorted((a, b) => a.number - b.number);
}

function inPiece({ sheets }: Manuscript, { id }: Exhibit, ...path: (string | number)[]): Spot {
	const sheet = sheets.exhibits.find(({ value }) => value?.id === id);
	return { file: sheet?.file ?? '', line: sheet?.lineOf(path) ?? 1 };
}

/** Who follows somebody informs the tribunal, and neither accuses nor proves. */
export const checkReports: LintRule = (manuscript) => {
	const found: Finding[] = [];
	for (const exhibit of piecesRead(manuscript).filter(isSocial)) {
		if (exhibit.incriminates?.length) {
			const problem = `la pièce ${exhibit.id} décrit une situation, et sert de preuve à charge`;
			const remedy = 'retirer « a_charge » : ce rapport informe, il ne prouve pas les faits';
			const at = inPiece(manuscript, exhibit, 'a_charge');
			found.push(refuse('rapport-educatif-a-charge', at, problem, remedy));
		}
	}
	for (const seat of manuscript.sheets.header?.known.seats ?? []) {
		if (seat.role !== 'educateur' || seat.side !== 'parquet') continue;
		const remedy = 'écrire « camp: auxiliaires » : le service éducatif informe, il n’accuse pas';
		const problem = `${quote(seat.id)} est du camp du parquet`;
		found.push(refuse('rapport-educatif-a-charge', atSeat(manuscript, seat), problem, remedy));
	}
	return found;
};

/** A decision on the facts does not rest on somebody's situation. */
export const checkSocialProof: LintRule = (manuscript) => {
	const { procedure, decision } = manuscript.casefile;
	return piecesRead(manuscript)
		.filter(isSocial)
		.flatMap((exhibit) => {
			const index = decision.sealed.exhibits.indexOf(exhibit.id);
			if (index < 0 || decidesSanction(procedure)) return [];
			const problem = `la décision sur les faits se fonde sur la pièce ${exhibit.id}, qui décrit une situation`;
			const remedy = 'la retirer de « pieces » : elle éclaire les mesures, elle ne prouve rien';
			const at = inDecision(manuscript, 'pieces', index);
			return refuse('rapport-educatif-comme-preuve', at, problem, remedy);
		});
};

/** Nobody judges a minor without the report on who they are. */
export const checkSocialReport: LintRule = ({ casefile }) => {
	if (!judgesMinors(casefile.procedure) || casefile.exhibits.some(isSocial)) return [];
	const at = { file: 'affaire.md', line: 1 };
	const problem = 'aucune pièce ne vient du service éducatif';
	const remedy =
		'ajouter le recueil de renseignements socio-éducatifs (RRSE), ou le bilan du suivi';
	return [refuse('rrse-absent', at, problem, remedy)];
};

/** A piece that a side brings is handed to all, before the closing, and the others may answer. */
export const checkBroughtPieces: LintRule = (manuscript) => {
	const { procedure } = manuscript.casefile;
	const cues = cuesOf(manuscript);
	const order = procedure.steps.map(({ id }) => id);
	const closing = order.indexOf('requisitions');
	const isClosed = (step: string) => closing >= 0 && order.indexOf(step) >= closing;
	return piecesRead(manuscript).flatMap((exhibit): Finding[] => {
		if (!exhibit.broughtBy) return [];
		const index = cues.findIndex(({ admits }) => admits === exhibit.id);
		const cue = cues[index];
		if (!cue) {
			const problem = `la pièce ${exhibit.id} est apportée par un camp, et jamais versée aux débats`;
			const remedy = `écrire « — verse ${exhibit.id} » sur une réplique de ce camp, ou retirer « apportee_par »`;
			const at = inPiece(manuscript, exhibit, 'apportee_par');
			return [refuse('piece-jamais-versee', at, problem, remedy)];
		}
		if (isClosed(cue.step)) {
			const problem = `la pièce ${exhibit.id} arrive quand les débats se terminent`;
			const remedy = 'la verser avant les réquisitions, pour que chacun puisse y répondre';
			return [refuse('piece-apres-debats', cue.at, problem, remedy)];
		}
		const answered = cues
			.slice(index + 1)
			.some(
				({ step, seat }) =>
					!isClosed(step) &&
					(seat.role === 'juge' || (seat.side !== cue.seat.side && seat.side !== 'auxiliaires'))
			);
		if (answered) return [];
		const problem = `personne ne peut répondre à la pièce ${exhibit.id}`;
		const remedy = 'faire demander par la présidence si les autres ont une observation';
		return [refuse('piece-non-discutee', cue.at, problem, remedy)];
	});
};

const kept = french(
	/\b(?:cach|dissimul)\w* (?:\S+ ){0,2}(?:pièce|document)|(?:pièce|document)s? (?:secr[eè]te?|cachée?|réservée?)s?|ne (?:montre|donne|communique)\w* (?:pas|jamais) (?:\S+ ){0,2}(?:pièce|document)/gi
);
const keptFrom = french(
	/(?:pièce|document)[^.!?\n]{0,40}(?:sans que|à l'insu)[^.!?\n]{0,20}(?:parquet|procureur|défense|avocat|partie civile)/gi
);

/** No party is kept from a piece: each has the whole file. */
export const checkSecretPieces: LintRule = (manuscript) =>
	readProse(manuscript.files).flatMap(({ kind, file, line, text }) => {
		if (!['brief', 'task', 'cue', 'say', 'prompt', 'piece'].includes(kind)) return [];
		const said = plain(text);
		const hidden = [...said.matchAll(kept)].some(
			({ index, 0: words }) => /^ne /i.test(words) || !isDenied(said, index, words.length)
		);
		if (!hidden && [...said.matchAll(keptFrom)].length === 0) return [];
		const problem = 'une pièce est gardée loin d’une partie';
		const remedy =
			'dire que chacun a tout le dossier : lire une pièce en premier est un partage du travail';
		return refuse('piece-cachee', { file, line }, problem, remedy);
	});

const toldRights = {
	silence: french(/\b(?:taire|silence)\b/i),
	lawyer: french(/\b(?:avocate?s?|maître)\b/i),
	parents: french(/\b(?:parents?|pères?|mères?)\b/i),
	film: french(/\b(?:film\w*|enregistrée?s?)\b/i),
	doctor: french(/\bmédecins?\b/i)
};

/** The record of somebody’s hearing by the police says that their rights were respected. */
export const checkInterviews: LintRule = (manuscript) => {
	const { procedure } = manuscript.casefile;
	const young = judgesMinors(procedure);
	return piecesRead(manuscript).flatMap((exhibit): Finding[] => {
		if (exhibit.kind !== 'proces-verbal' || !/audition/i.test(exhibit.title)) return [];
		const heard = prosecuted(manuscript).find(({ person }) =>
			plain(exhibit.title).includes(plain(person.name))
		)?.person;
		if (!heard) return [];
		const text = plain(exhibit.paragraphs.map(({ html }) => html).join('\n'));
		const rights: [string, RegExp, boolean][] = [
			['le droit de se taire', toldRights.silence, true],
			['l’avocat', toldRights.lawyer, true],
			['les parents informés', toldRights.parents, young],
			['l’enregistrement filmé', toldRights.film, young],
			['le médecin, avant 16 ans', toldRights.doctor, young && ageOf(heard) < 16]
		];
		const missing = rights
			.filter(([, said, due]) => due && !said.test(text))
			.map(([right]) => right);
		if (missing.length === 0) return [];
		const problem = `la pièce ${exhibit.id} ne dit pas : ${missing.join(' ; ')}`;
		const remedy = 'l’écrire en une phrase : sans ces droits, l’audition ne pourrait pas servir';
		return [refuse('audition-sans-droits', inPiece(manuscript, exhibit, 'titre'), problem, remedy)];
	});
};
