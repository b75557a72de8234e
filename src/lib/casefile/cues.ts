/** Checks the script against the procedure, the seats and the exhibits. */
import type { Seat } from './casefile.ts';
import type { Sheets } from './sheets.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { numbersOf } from './references.ts';
import type { ScriptCue } from './script.ts';
import { smallestClass } from './seats.ts';

/** The script has exactly the steps of the procedure, in its order. */
export function checkSteps({ script, procedure }: Sheets): Finding[] {
	if (!script || !procedure) return [];
	const { file, steps, lastLine } = script;
	const wanted = procedure.steps.map(({ id }) => id);
	const found: Finding[] = [];
	const tell = (line: number, code: string, problem: string, remedy: string) =>
		found.push(finding(file, line, problem, remedy, { code }));
	let furthest = -1;
	steps.forEach(({ id, line, added, miswritten }, index) => {
		const position = wanted.indexOf(id);
		if (position < 0) {
			// A passage that could not be read or added has its finding.
			if (added || miswritten) return;
			const remedy = `${suggest(id, wanted)} ; un passage ajouté s’écrit « ## ${id.slice(0, 40)} — après temoins, 3 minutes : Titre »`;
			tell(line, 'etape-inconnue', `étape ${quote(id)} inconnue`, remedy);
		} else if (steps.findIndex((each) => each.id === id) < index) {
			const remedy = 'réunir les deux passages';
			if (!added) tell(line, 'etape-en-double', `étape ${quote(id)} écrite deux fois`, remedy);
		} else if (position < furthest) {
			const remedy = `la placer avant ${quote(wanted[position + 1])}`;
			tell(line, 'etape-mal-placee', `étape ${quote(id)} mal placée`, remedy);
		} else furthest = position;
	});
	const strays = steps.filter(({ id, added }) => !added && !wanted.includes(id)).length;
	const missing = wanted.filter((id) => !steps.some((step) => step.id === id));
	// A misspelt step is one mistake, not an unknown one and a missing one.
	for (const id of missing.slice(strays)) {
		const remedy = `ajouter ${quote(`## ${id}`)}, une phrase et trois relances`;
		tell(lastLine, 'etape-absente', `étape ${quote(id)} absente`, remedy);
	}
	return found;
}

/** Steps of the hearing, with the passages that could not be added to it: they have their finding. */
function stepsOf({ procedure, script }: Pick<Sheets, 'procedure' | 'script'>) {
	const passages = script?.steps.filter(({ added, miswritten }) => added ?? miswritten) ?? [];
	return procedure && [...procedure.steps, ...passages].map(({ id }) => id);
}

/** The notes on the law name steps of the procedure. */
export function checkNotes({ header, procedure, script }: Sheets): Finding[] {
	const known = stepsOf({ procedure, script });
	if (!header?.known.law || !known) return [];
	const { file, lineOf } = header;
	return header.known.law.flatMap(({ step }, index) => {
		if (known.includes(step)) return [];
		const line = lineOf(['droit', index, 'etape']);
		const problem = `étape ${quote(step)} inconnue`;
		return finding(file, line, problem, suggest(step, known), { code: 'etape-inconnue' });
	});
}

/** The tasks of a seat name steps of the hearing. */
export function checkTasks({ briefs, procedure, script }: Sheets): Finding[] {
	const known = stepsOf({ procedure, script });
	if (!known) return [];
	return briefs.flatMap(({ file, value, lineOf }) =>
		Object.keys(value?.tasks ?? {}).flatMap((step) => {
			if (known.includes(step)) return [];
			const problem = `tâche d’une étape inconnue : ${quote(step)}`;
			const line = lineOf(['tasks', step]);
			return finding(file, line, problem, suggest(step, known), { code: 'etape-inconnue' });
		})
	);
}

/** Cues are said by open seats, show known exhibits and call witnesses before they speak. */
export function checkCues({ header, seats, exhibits, script }: Sheets): Finding[] {
	if (!script || seats.length === 0) return [];
	const { file } = script;
	const known = numbersOf(exhibits);
	const called = new Set<string>();
	const seatOf = (id: string) => header?.known.seats?.find((seat) => seat.id === id);
	const check = (cue: ScriptCue): Finding[] => {
		const found = checkSpeaker(file, cue, seats, seatOf(cue.seat), called);
		if (cue.shows !== undefined && known && !known.includes(cue.shows)) {
			const problem = `${quote(`montre ${cue.shows}`)} : pièce inconnue`;
			const remedy = suggest(cue.shows, known);
			found.push(finding(file, cue.line, problem, remedy, { code: 'piece-inconnue' }));
		}
		const brought = exhibits.find(({ name }) => name === cue.admits);
		const isBrought = brought ? !brought.value || brought.value.broughtBy : !known;
		if (cue.admits !== undefined && !isBrought) {
			const problem = `${quote(`verse ${cue.admits}`)} : aucune pièce à apporter de ce numéro`;
			const remedy = 'écrire « apportee_par » dans cette pièce, ou retirer « verse »';
			found.push(finding(file, cue.line, problem, remedy, { code: 'piece-non-apportee' }));
		}
		if (cue.calls === undefined) return found;
		called.add(cue.calls);
		const witness = seatOf(cue.calls);
		if (!seats.includes(cue.calls)) {
			const problem = `${quote(`appelle ${cue.calls}`)} : place inconnue`;
			const remedy = suggest(cue.calls, seats);
			found.push(finding(file, cue.line, problem, remedy, { code: 'place-inconnue' }));
		} else if (witness && witness.side !== 'temoins') {
			const problem = `${quote(cue.calls)} n'attend pas en salle des témoins`;
			const remedy = 'appeler une place du camp « temoins », ou retirer « appelle »';
			found.push(finding(file, cue.line, problem, remedy, { code: 'temoin-non-attendu' }));
		}
		return found;
	};
	return script.steps.flatMap((step) => step.cues.flatMap(check));
}

function checkSpeaker(
	file: string,
	{ line, seat: id }: ScriptCue,
	seats: readonly string[],
	seat: Seat | undefined,
	called: ReadonlySet<string>
): Finding[] {
	if (!seats.includes(id)) {
		const problem = `place ${quote(id)} inconnue`;
		return [finding(file, line, problem, suggest(id, seats), { code: 'place-inconnue' })];
	}
	if (!seat) return [];
	const found: Finding[] = [];
	if (seat.opensAt > smallestClass) {
		const problem = `${quote(id)} n'est ouverte qu'à partir de ${seat.opensAt} élèves`;
		const remedy = `l'ouvrir à ${smallestClass} dans affaire.md, ou donner la réplique à une autre`;
		found.push(finding(file, line, problem, remedy, { code: 'place-fermee' }));
	}
	if (seat.side === 'temoins' && !called.has(id)) {
		const remedy = `écrire avant « — appelle ${id} » sur une réplique`;
		const problem = `${quote(id)} parle sans avoir été appelé`;
		found.push(finding(file, line, problem, remedy, { code: 'temoin-non-appele' }));
	}
	return found;
}
