import * as v from 'valibot';
import { finding, inOrder, quote } from './finding.ts';
import type { Finding } from './finding.ts';
import { plainLines } from './page.ts';
import { formats, parts } from './procedure.ts';
import type { Procedure } from './procedure.ts';
import { flag, isoDate, listOf, oneOf, readShape, record, slug, text, whole } from './shape.ts';
import { readYaml } from './yaml.ts';
import type { LineOf } from './yaml.ts';

const wholeSession = { '110': 110, '55': 55, '2x55': 110 } as const;
const leastDebrief = { '110': 25, '55': 15, '2x55': 25 } as const;

const minutes = whole(0, 110);

const stepShape = record({
	id: slug,
	titre: text,
	partie: oneOf(parts),
	minutes: record({ '110': minutes, '55': minutes, '2x55': minutes }),
	protege: v.optional(whole(1, 30)),
	pause_apres: v.optional(flag),
	droit: v.optional(listOf(record({ texte: text, source: text })), [])
});

/** A sentence in which each of these words stands between braces. */
const holding = (...words: string[]) =>
	v.pipe(
		text,
		v.check(
			(sentence) => words.every((word) => sentence.includes(`{${word}}`)),
			`il faut y écrire ${words.map((word) => `{${word}}`).join(' et ')}`
		)
	);

const procedureShape = record({
	id: slug,
	juridiction: text,
	audience: text,
	restreinte: flag,
	verifie_le: isoDate,
	formules: record({
		coupable: holding('personne', 'faits'),
		relaxe: holding('personne', 'faits'),
		sur_une_piece: holding('piece'),
		sur_des_pieces: holding('pieces', 'derniere')
	}),
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
		return { findings: [finding(file, 1, 'fichier illisible', 'l’écrire plus simplement')] };
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
		checkedOn: value.verifie_le,
		formulas: {
			guilty: value.formules.coupable,
			cleared: value.formules.relaxe,
			foundedOnOne: value.formules.sur_une_piece,
			foundedOnMany: value.formules.sur_des_pieces
		},
		steps: value.etapes.map((step) => ({
			id: step.id,
			title: step.titre,
			part: step.partie,
			minutes: step.minutes,
			law: step.droit.map(({ texte, source }) => ({ text: texte, source })),
			...(step.protege === undefined ? {} : { protectedMinutes: step.protege }),
			...(step.pause_apres === undefined ? {} : { breakAfter: step.pause_apres })
		}))
	};
	const problems = [
		...checkSteps(file, procedure, yaml.lineOf),
		...checkMinutes(file, procedure, yaml.lineOf),
		...checkBreak(file, procedure, yaml.lineOf)
	];
	return problems.length > 0 ? { findings: inOrder(problems) } : { procedure };
}

function checkSteps(file: string, { steps }: Procedure, lineOf: LineOf): Finding[] {
	return steps.flatMap((step, index) => {
		const found: Finding[] = [];
		if (steps.findIndex(({ id }) => id === step.id) < index) {
			const line = lineOf(['etapes', index, 'id']);
			found.push(
				finding(file, line, `étape ${quote(step.id)} écrite deux fois`, 'changer son identifiant')
			);
		}
		const previous = steps[index - 1]?.part ?? step.part;
		if (parts.indexOf(step.part) < parts.indexOf(previous)) {
			const line = lineOf(['etapes', index, 'partie']);
			const problem = `partie ${quote(step.part)} après ${quote(previous)}`;
			found.push(finding(file, line, problem, `suivre l'ordre : ${parts.join(', ')}`));
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
			found.push(finding(file, line, problem, `en répartir ${wholeSession[format]}`));
		}
		const debrief = sum(steps.filter(({ part }) => part === 'debrief'));
		if (debrief < leastDebrief[format]) {
			const problem = `${debrief} minutes de débrief au format ${quote(format)}`;
			found.push(finding(file, line, problem, `en garder au moins ${leastDebrief[format]}`));
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
		return [finding(file, line, problem, 'en choisir une, où la séance peut s’arrêter')];
	}
	const before = steps.slice(0, last + 1).reduce((sum, step) => sum + step.minutes['2x55'], 0);
	if (before === wholeSession['55']) return [];
	const line = lineOf(['etapes', last, 'pause_apres']);
	const problem = `${before} minutes avant la pause au format « 2x55 »`;
	return [finding(file, line, problem, `en répartir ${wholeSession['55']} de chaque côté`)];
}
