/** Passages that a case adds to its procedure: after a step, with its minutes, never changing the order of the law. */
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Procedure, Step } from './procedure.ts';
import type { ScriptStep } from './script.ts';

/** The procedure of the case: that of the law, with the passages of the script that may be added. */
export function addPassages(
	file: string,
	procedure: Procedure,
	steps: readonly ScriptStep[]
): { procedure: Procedure; findings: Finding[] } {
	const findings: Finding[] = [];
	let extended = procedure;
	/** By step: what stands last after it. */
	const last = new Map<string, string>();
	for (const step of steps) {
		if (!step.added) continue;
		const found = checkPassage(file, step, step.added, procedure, extended);
		if (found) findings.push(found);
		else {
			const { after } = step.added;
			extended = insert(extended, step.id, step.added, last.get(after) ?? after);
			last.set(after, step.id);
		}
	}
	return { procedure: extended, findings };
}

type Added = NonNullable<ScriptStep['added']>;

function checkPassage(
	file: string,
	{ id, line }: ScriptStep,
	{ after, minutes }: Added,
	lawful: Procedure,
	extended: Procedure
): Finding | undefined {
	const tell = (code: string, problem: string, remedy: string) =>
		finding(file, line, problem, remedy, { code });
	if (extended.steps.some((step) => step.id === id)) {
		const remedy = 'donner au passage un nom que la procédure n’a pas';
		return tell('passage-en-double', `l’étape ${quote(id)} existe déjà`, remedy);
	}
	const open = lawful.steps.filter((_, index) => mayBeFollowed(lawful.steps, index));
	const base = open.find((step) => step.id === after);
	if (!base) {
		const names = open.map((step) => step.id);
		return lawful.steps.some((step) => step.id === after)
			? tell(
					'passage-mal-place',
					`rien ne s’ajoute après ${quote(after)}`,
					`choisir une étape des débats, avant les réquisitions : ${names.join(', ')}`
				)
			: tell('etape-inconnue', `étape ${quote(after)} inconnue`, suggest(after, names));
	}
	const left = extended.steps.find((step) => step.id === after)?.minutes ?? base.minutes;
	const most = Math.min(left['110'], left['2x55']) - 1;
	if (minutes >= 1 && minutes <= most) return undefined;
	const problem = `passage de ${minutes} minutes`;
	const remedy =
		most < 1
			? `choisir une autre étape que ${quote(after)}, trop courte`
			: `en prendre de 1 à ${most} à ${quote(after)}`;
	return tell('passage-trop-long', problem, remedy);
}

/** From the opening to what comes before the prosecution: the turns to speak last are the law's. */
function mayBeFollowed(steps: readonly Step[], index: number): boolean {
	const closing = steps.findIndex(
		({ id, part, protectedMinutes }) =>
			id === 'requisitions' || (part === 'debates' && protectedMinutes !== undefined)
	);
	const part = steps[index]?.part;
	return (part === 'opening' || part === 'debates') && index < closing;
}

/** Takes the minutes from one step, and puts the passage behind `anchor`, which follows it. */
function insert(
	procedure: Procedure,
	id: string,
	{ after, minutes, title }: Added,
	anchor: string
): Procedure {
	const steps = procedure.steps.flatMap((step) => {
		const left =
			step.id === after
				? {
						...step.minutes,
						'110': step.minutes['110'] - minutes,
						'2x55': step.minutes['2x55'] - minutes
					}
				: step.minutes;
		if (step.id !== anchor) return [{ ...step, minutes: left }];
		const { breakAfter, ...base } = step;
		const { mustSay: _said, protectedMinutes: _turn, ...passage } = base;
		const added: Step = {
			...passage,
			id,
			title,
			minutes: { '110': minutes, '55': 0, '2x55': minutes },
			// The pause stays where half the time is spent.
			...(breakAfter === undefined ? {} : { breakAfter })
		};
		return [{ ...base, minutes: left }, added];
	});
	return { ...procedure, steps };
}
