import * as v from 'valibot';
import { roles } from './casefile.ts';
import { finding, inOrder, quote } from './finding.ts';
import type { Finding } from './finding.ts';
import { plainLines } from './page.ts';
import { formats, parts } from './procedure.ts';
import type { Procedure } from './procedure.ts';
import {
	flag,
	isoDate,
	listOf,
	oneOf,
	readShape,
	record,
	slip,
	slug,
	text,
	whole
} from './shape.ts';
import { readYaml } from './yaml.ts';
import type { LineOf } from './yaml.ts';

const wholeSession = { '110': 110, '55': 55, '2x55': 110 } as const;
const leastDebrief = { '110': 25, '55': 15, '2x55': 25 } as const;

const minutes = whole(0, 110);

const formulaShape = record({ id: slug, texte: text, contient: listOf(text), source: text });

const stepShape = record({
	id: slug,
	titre: text,
	partie: oneOf(parts),
	minutes: record({ '110': minutes, '55': minutes, '2x55': minutes }),
	protege: v.optional(whole(1, 30)),
	pause_apres: v.optional(flag),
	parole: v.optional(listOf(oneOf(roles))),
	a_dire: v.optional(listOf(formulaShape)),
	droit: v.optional(listOf(record({ texte: text, source: text })))
});

const decided = { culpabilite: 'guilt', sanction: 'sanction' } as const;

/** A sentence in which each of these words stands between braces. */
const holding = (...words: string[]) =>
	v.pipe(
		text,
		v.check(
			(sentence) => words.every((word) => sentence.includes(`{${word}}`)),
			slip(
				'formule-incomplete',
				'formule incomplète',
				`il faut y écrire ${words.map((word) => `{${word}}`).join(' et ')}`
			)
		)
	);

const formulasShape = record({
	coupable: holding('personne', 'faits'),
	relaxe: holding('personne', 'faits'),
	sur_une_piece: holding('piece'),
	sur_des_pieces: holding('pieces', 'derniere'),
	parties: v.optional(holding('personne')),
	deja_coupable: v.optional(holding('personne', 'faits')),
	raison: v.optional(holding('motif')),
	raison_speciale: v.optional(holding('motif')),
	mesures_sur_une_piece: v.optional(holding('piece')),
	mesures_sur_des_pieces: v.optional(holding('pieces', 'derniere'))
});

const procedureShape = record({
	id: slug,
	juridiction: text,
	audience: text,
	restreinte: flag,
	mineurs: v.optional(flag),
	tranche: v.optional(listOf(oneOf(['culpabilite', 'sanction']))),
	verifie_le: isoDate,
	formules: formulasShape,
	etapes: listOf(stepShape)
});

/** Reads one file of `procedures/`: a procedure, or every line that is wrong; never throws. */
export function parseProcedure(
	file: string,
	content: string
): { procedure: Procedure } | { findings: Finding[] } {
	try {
		return read(file, content);
	} catch {
		const remedy = 'l’écrire plus simplement';
		return {
			findings: [finding(file, 1, 'fichier illisible', remedy, { code: 'fichier-illisible' })]
		};
	}
}

function read(file: string, content: string): { procedure: Procedure } | { findings: Finding[] } {
	const yaml = readYaml(file, plainLines(content).join('\n'), 1);
	if (Array.isArray(yaml)) return { findings: yaml };
	const { value, findings } = readShape(procedureShape, yaml.data, file, yaml.lineOf);
	if (!value) return { findings: inOrder(findings) };
	const procedure: Procedure = {
		id: value.id,
		court: value.juridiction,
		hearing: value.audience,
		restricted: value.restreinte,
		...(value.mineurs === undefined ? {} : { minors: value.mineurs }),
		...(value.tranche && { decides: [...new Set(value.tranche.map((word) => decided[word]))] }),
		checkedOn: value.verifie_le,
		formulas: toFormulas(value.formules),
		steps: value.etapes.map((step) => ({
			id: step.id,
			title: step.titre,
			part: step.partie,
			minutes: step.minutes,
			law: (step.droit ?? []).map(({ texte, source }) => ({ text: texte, source })),
			...(step.parole && { speakers: step.parole }),
			...(step.a_dire && {
				mustSay: step.a_dire.map(({ id, texte, contient, source }) => ({
					id,
					text: texte,
					holds: contient,
					source
				}))
			}),
			...(step.protege === undefined ? {} : { protectedMinutes: step.protege }),
			...(step.pause_apres === undefined ? {} : { breakAfter: step.pause_apres })
		}))
	};
	const problems = [
		...checkParts(file, procedure, yaml.lineOf),
		...checkMinutes(file, procedure, yaml.lineOf),
		...checkBreak(file, procedure, yaml.lineOf)
	];
	return problems.length > 0 ? { findings: inOrder(problems) } : { procedure };
}

function toFormulas(
	written: v.InferOutput<typeof procedureShape>['formules']
): Procedure['formulas'] {
	const { parties, deja_coupable, raison, raison_speciale } = written;
	const { mesures_sur_une_piece, mesures_sur_des_pieces } = written;
	return {
		guilty: written.coupable,
		cleared: written.relaxe,
		foundedOnOne: written.sur_une_piece,
		foundedOnMany: written.sur_des_pieces,
		...(parties && { parties }),
		...(deja_coupable && { already: deja_coupable }),
		...(raison && { reason: raison }),
		...(raison_speciale && { specialReason: raison_speciale }),
		...(mesures_sur_une_piece && { measuresOnOne: mesures_sur_une_piece }),
		...(mesures_sur_des_pieces && { measuresOnMany: mesures_sur_des_pieces })
	};
}

function checkParts(file: string, { steps }: Procedure, lineOf: LineOf): Finding[] {
	return steps.flatMap((step, index) => {
		const found: Finding[] = [];
		if (steps.findIndex(({ id }) => id === step.id) < index) {
			const line = lineOf(['etapes', index, 'id']);
			const problem = `étape ${quote(step.id)} écrite deux fois`;
			found.push(
				finding(file, line, problem, 'changer son identifiant', { code: 'etape-en-double' })
			);
		}
		const previous = steps[index - 1]?.part ?? step.part;
		if (parts.indexOf(step.part) < parts.indexOf(previous)) {
			const line = lineOf(['etapes', index, 'partie']);
			const problem = `partie ${quote(step.part)} après ${quote(previous)}`;
			const remedy = `suivre l'ordre : ${parts.join(', ')}`;
			found.push(finding(file, line, problem, remedy, { code: 'partie-mal-placee' }));
		}
		return found;
	});
}

function checkMinutes(file: string, { steps }: Procedure, lineOf: LineOf): Finding[] {
	const line = lineOf(['etapes']);
	return formats.flatMap((format) => {
		const sum = (kept: Procedure['steps']) =>
			kept.reduce((total, step) => total + step.minutes[format], 0);
		const found: Finding[] = [];
		if (sum(steps) !== wholeSession[format]) {
			const problem = `${sum(steps)} minutes prévues au format ${quote(format)}`;
			const remedy = `en répartir ${wholeSession[format]}`;
			found.push(finding(file, line, problem, remedy, { code: 'minutes-de-la-seance' }));
		}
		const debrief = sum(steps.filter(({ part }) => part === 'debrief'));
		if (debrief < leastDebrief[format]) {
			const problem = `${debrief} minutes de débrief au format ${quote(format)}`;
			const remedy = `en garder au moins ${leastDebrief[format]}`;
			found.push(finding(file, line, problem, remedy, { code: 'debrief-trop-court' }));
		}
		return found;
	});
}

/** Two sessions of 55 minutes need one place to stop, half-way. */
function checkBreak(file: string, { steps }: Procedure, lineOf: LineOf): Finding[] {
	const breaks = steps.flatMap((step, index) => (step.breakAfter ? index : []));
	const [last] = breaks;
	if (last === undefined || breaks.length > 1) {
		const line = last === undefined ? lineOf(['etapes']) : lineOf(['etapes', breaks[1] ?? 0]);
		const problem = `${breaks.length} étapes avec « pause_apres »`;
		const remedy = 'en choisir une, où la séance peut s’arrêter';
		return [finding(file, line, problem, remedy, { code: 'pause-mal-placee' })];
	}
	const before = steps.slice(0, last + 1).reduce((sum, step) => sum + step.minutes['2x55'], 0);
	if (before === wholeSession['55']) return [];
	const line = lineOf(['etapes', last, 'pause_apres']);
	const problem = `${before} minutes avant la pause au format « 2x55 »`;
	const remedy = `en répartir ${wholeSession['55']} de chaque côté`;
	return [finding(file, line, problem, remedy, { code: 'pause-mal-placee' })];
}
