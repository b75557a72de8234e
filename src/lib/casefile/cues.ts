/** Checks the script against the procedure, the seats and the exhibits. */
import type { Seat } from './casefile.ts';
import type { Draft } from './draft.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import type { CueDraft } from './script.ts';
import { smallestClass } from './seats.ts';

/** The script has exactly the steps of the procedure, in its order. */
export function checkSteps({ script, procedure }: Draft): Finding[] {
	if (!script || !procedure) return [];
	const { file, steps, lastLine } = script;
	const wanted = procedure.steps.map(({ id }) => id);
	const found: Finding[] = [];
	let furthest = -1;
	steps.forEach(({ id, line }, index) => {
		const position = wanted.indexOf(id);
		if (position < 0) {
			found.push(finding(file, line, `étape ${quote(id)} inconnue`, suggest(id, wanted)));
		} else if (steps.findIndex((each) => each.id === id) < index) {
			const remedy = 'réunir les deux passages';
			found.push(finding(file, line, `étape ${quote(id)} écrite deux fois`, remedy));
		} else if (position < furthest) {
			const next = quote(wanted[position + 1]);
			found.push(finding(file, line, `étape ${quote(id)} mal placée`, `la placer avant ${next}`));
		} else furthest = position;
	});
	const strays = steps.filter(({ id }) => !wanted.includes(id)).length;
	const missing = wanted.filter((id) => !steps.some((step) => step.id === id));
	// A misspelt step is one mistake, not an unknown one and a missing one.
	for (const id of missing.slice(strays)) {
		const remedy = `ajouter ${quote(`## ${id}`)}, une phrase et trois relances`;
		found.push(finding(file, lastLine, `étape ${quote(id)} absente`, remedy));
	}
	return found;
}

/** The notes on the law name steps of the procedure. */
export function checkNotes({ header, procedure }: Draft): Finding[] {
	const known = procedure?.steps.map(({ id }) => id);
	if (!header?.value || !known) return [];
	const { file, lineOf, value } = header;
	return value.law.flatMap(({ step }, index) => {
		if (known.includes(step)) return [];
		const line = lineOf(['droit', index, 'etape']);
		return finding(file, line, `étape ${quote(step)} inconnue`, suggest(step, known));
	});
}

/** Cues are said by open seats, show known exhibits and call witnesses before they speak. */
export function checkCues({ header, seats, exhibits, script }: Draft): Finding[] {
	if (!script || seats.length === 0) return [];
	const { file } = script;
	const known = exhibits.flatMap(({ name }) => name ?? []);
	const called = new Set<string>();
	const seatOf = (id: string) => header?.value?.seats.find((seat) => seat.id === id);
	const check = (cue: CueDraft): Finding[] => {
		const found = checkSpeaker(file, cue, seats, seatOf(cue.seat), called);
		if (cue.shows !== undefined && !known.includes(cue.shows)) {
			const problem = `${quote(`montre ${cue.shows}`)} : pièce inconnue`;
			found.push(finding(file, cue.line, problem, suggest(cue.shows, known)));
		}
		const brought = exhibits.find(({ name }) => name === cue.admits);
		if (cue.admits !== undefined && !brought?.value?.broughtBy) {
			const problem = `${quote(`verse ${cue.admits}`)} : aucune pièce à apporter de ce numéro`;
			const remedy = 'écrire « apportee_par » dans cette pièce, ou retirer « verse »';
			found.push(finding(file, cue.line, problem, remedy));
		}
		if (cue.calls === undefined) return found;
		called.add(cue.calls);
		const witness = seatOf(cue.calls);
		if (!seats.includes(cue.calls)) {
			const problem = `${quote(`appelle ${cue.calls}`)} : place inconnue`;
			found.push(finding(file, cue.line, problem, suggest(cue.calls, seats)));
		} else if (witness && witness.side !== 'temoins') {
			const problem = `${quote(cue.calls)} n'attend pas en salle des témoins`;
			const remedy = 'appeler une place du camp « temoins », ou retirer « appelle »';
			found.push(finding(file, cue.line, problem, remedy));
		}
		return found;
	};
	return script.steps.flatMap((step) => step.cues.flatMap(check));
}

function checkSpeaker(
	file: string,
	{ line, seat: id }: CueDraft,
	seats: readonly string[],
	seat: Seat | undefined,
	called: ReadonlySet<string>
): Finding[] {
	if (!seats.includes(id)) {
		return [finding(file, line, `place ${quote(id)} inconnue`, suggest(id, seats))];
	}
	if (!seat) return [];
	const found: Finding[] = [];
	if (seat.opensAt > smallestClass) {
		const problem = `${quote(id)} n'est ouverte qu'à partir de ${seat.opensAt} élèves`;
		const remedy = `l'ouvrir à ${smallestClass} dans affaire.md, ou donner la réplique à une autre`;
		found.push(finding(file, line, problem, remedy));
	}
	if (seat.side === 'temoins' && !called.has(id)) {
		const remedy = `écrire avant « — appelle ${id} » sur une réplique`;
		found.push(finding(file, line, `${quote(id)} parle sans avoir été appelé`, remedy));
	}
	return found;
}
