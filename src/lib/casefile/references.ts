/** Checks that what one file names exists in another, once. */
import { sides } from './casefile.ts';
import type { Sheets, Sheet } from './sheets.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';

/** Ids of seats and charges, numbers of exhibits, places of briefs: each once. */
export function checkUnique({ header, exhibits, briefs }: Sheets): Finding[] {
	const found: Finding[] = [];
	const lists = { places: header?.known.seats, prevention: header?.known.charges };
	for (const [list, items] of Object.entries(lists)) {
		items?.forEach(({ id }, index) => {
			if (!header || items.findIndex((each) => each.id === id) === index) return;
			const line = header.lineOf([list, index, 'id']);
			const problem = `${quote(id)} écrit deux fois dans ${quote(list)}`;
			found.push(
				finding(header.file, line, problem, 'changer l’un des deux', { code: 'nom-en-double' })
			);
		});
	}
	found.push(...repeated(exhibits, 'numero', 'une autre pièce porte déjà le numéro'));
	found.push(...repeated(briefs, 'place', 'une autre fiche existe pour'));
	return found;
}

function repeated(sheets: Sheet<unknown>[], key: string, problem: string): Finding[] {
	return sheets.flatMap((sheet, index) => {
		const first = sheets.findIndex(({ name }) => name !== undefined && name === sheet.name);
		if (first < 0 || first === index) return [];
		const remedy = `comparer avec ${sheets[first]?.file ?? ''} et n’en garder qu’une`;
		return finding(sheet.file, sheet.lineOf([key]), `${problem} ${quote(sheet.name)}`, remedy, {
			code: 'nom-en-double'
		});
	});
}

/** Every seat has its brief, and every brief its seat. */
export function checkBriefs({ header, seats, briefs }: Sheets): Finding[] {
	// Where two seats have one name, the brief of the misnamed one is not at fault.
	if (!header || seats.length === 0 || new Set(seats).size < seats.length) return [];
	const found: Finding[] = [];
	// A brief that names nobody, or names another's seat, may be the one that seems to be missing.
	const strays = briefs.filter(
		({ name }, index) =>
			name === undefined ||
			!seats.includes(name) ||
			briefs.findIndex((each) => each.name === name) < index
	);
	for (const { file, lineOf, name } of strays) {
		if (name === undefined || seats.includes(name)) continue;
		found.push(
			finding(file, lineOf(['place']), `place ${quote(name)} inconnue`, suggest(name, seats), {
				code: 'place-inconnue'
			})
		);
	}
	const alone = seats.filter((seat) => !briefs.some(({ name }) => name === seat));
	for (const seat of alone.slice(strays.length)) {
		const line = header.lineOf(['places', seats.indexOf(seat), 'id']);
		const remedy = `écrire un fichier roles/….md avec ${quote(`place: ${seat}`)}`;
		const problem = `la place ${quote(seat)} n'a pas de fiche`;
		found.push(finding(header.file, line, problem, remedy, { code: 'fiche-absente' }));
	}
	return found;
}

/** Exhibits name known sides and seats. */
export function checkReaders({ header, seats, exhibits }: Sheets): Finding[] {
	const present = header?.known.seats?.map(({ side }): string => side);
	if (!present) return [];
	const known = [...sides, ...seats];
	return exhibits.flatMap(({ file, lineOf, value }) => {
		if (!value) return [];
		const found: Finding[] = [];
		const check = (reader: string, line: number) => {
			if (!known.includes(reader)) {
				const problem = `lecteur ${quote(reader)} inconnu`;
				const remedy = suggest(reader, known);
				found.push(finding(file, line, problem, remedy, { code: 'lecteur-inconnu' }));
			} else if (!seats.includes(reader) && !present.includes(reader)) {
				const problem = `aucune place n'est du camp ${quote(reader)}`;
				const remedy = 'choisir un camp qui a une place';
				found.push(finding(file, line, problem, remedy, { code: 'camp-sans-place' }));
			}
		};
		value.first.forEach((reader, index) => check(reader, lineOf(['premiers', index])));
		if (value.broughtBy) check(value.broughtBy, lineOf(['apportee_par']));
		return found;
	});
}

/** People who are seated have a seat of the case, and each person one name. */
export function checkPeople({ header, seats }: Sheets): Finding[] {
	const people = header?.known.people;
	if (!header || !people || seats.length === 0) return [];
	const { file, lineOf } = header;
	return people.flatMap(({ name, seat }, index) => {
		const found: Finding[] = [];
		if (people.findIndex((each) => each.name === name) < index) {
			const problem = `${quote(name)} écrit deux fois dans « personnes »`;
			const line = lineOf(['personnes', index, 'nom']);
			found.push(finding(file, line, problem, 'n’en garder qu’un', { code: 'nom-en-double' }));
		}
		if (seat !== undefined && !seats.includes(seat)) {
			const problem = `place ${quote(seat)} inconnue`;
			const line = lineOf(['personnes', index, 'place']);
			found.push(finding(file, line, problem, suggest(seat, seats), { code: 'place-inconnue' }));
		}
		return found;
	});
}

/** A hearing on the sanction alone, and no other, starts from charges of the case already established. */
export function checkSettled({ header, procedure }: Sheets): Finding[] {
	if (!header || header.lost.has('settled')) return [];
	const { charges, settled } = header.known;
	const key = 'culpabilite_declaree';
	const tell = (at: (string | number)[], code: string, problem: string, remedy: string) =>
		finding(header.file, header.lineOf(at), problem, remedy, { code });
	const known = charges?.map(({ id }) => id);
	const found = (settled ?? []).flatMap((charge, index) =>
		!known || known.includes(charge)
			? []
			: tell([key, index], 'chef-inconnu', `chef ${quote(charge)} inconnu`, suggest(charge, known))
	);
	if (!procedure) return found;
	const isDue = !(procedure.decides ?? ['guilt']).includes('guilt');
	if (isDue && !settled) {
		const remedy = 'nommer les chefs déjà établis à la première audience';
		const problem = `clé « ${key} » absente`;
		found.push(tell(['procedure'], 'culpabilite-declaree-absente', problem, remedy));
	} else if (!isDue && settled) {
		const remedy = 'la retirer, ou choisir une procédure sur la sanction';
		const problem = `« ${key} » alors que cette audience décide de la culpabilité`;
		found.push(tell([key], 'culpabilite-declaree-en-trop', problem, remedy));
	}
	return found;
}

/** The decision has measures only where the sanction is decided. */
export function checkOrdered({ decision, procedure }: Sheets): Finding[] {
	if (!decision?.value?.sealed.measures || !procedure) return [];
	if ((procedure.decides ?? ['guilt']).includes('sanction')) return [];
	const problem = '« mesures » alors que cette audience ne décide pas de la sanction';
	const line = decision.lineOf(['mesures']);
	const code = 'mesures-en-trop';
	return [finding(decision.file, line, problem, 'retirer la clé', { code })];
}

/** Exhibits speak for and against charges of the case. */
export function checkBearing({ header, exhibits }: Sheets): Finding[] {
	const known = header?.known.charges?.map(({ id }) => id);
	if (!known) return [];
	return exhibits.flatMap(({ file, lineOf, value }) => {
		const lists = { a_charge: value?.incriminates, a_decharge: value?.exonerates };
		return Object.entries(lists).flatMap(([key, charges]) =>
			(charges ?? []).flatMap((charge, index) =>
				known.includes(charge)
					? []
					: finding(
							file,
							lineOf([key, index]),
							`chef ${quote(charge)} inconnu`,
							suggest(charge, known),
							{ code: 'chef-inconnu' }
						)
			)
		);
	});
}

/** The numbers of the pieces; nothing when one of them cannot be told. */
export function numbersOf(exhibits: Sheets['exhibits']): string[] | undefined {
	const numbers = exhibits.flatMap(({ name }) => name ?? []);
	return numbers.length < exhibits.length ? undefined : numbers;
}

/** The sealed decision rests on exhibits that were shown during the hearing. */
export function checkDecision({ exhibits, script, decision }: Sheets): Finding[] {
	if (!decision?.value) return [];
	const { file, lineOf, value } = decision;
	const known = numbersOf(exhibits);
	// A passage that the case adds is left out of the short session.
	const lawful = script?.steps.filter(({ added }) => !added);
	const shown =
		script?.sound && lawful?.flatMap(({ cues }) => cues.flatMap((it) => it.shows ?? []));
	return value.sealed.exhibits.flatMap((exhibit, index) => {
		const line = lineOf(['pieces', index]);
		if (known && !known.includes(exhibit)) {
			const remedy = suggest(exhibit, known);
			return finding(file, line, `pièce ${exhibit} inconnue`, remedy, { code: 'piece-inconnue' });
		}
		if (!shown || shown.includes(exhibit)) return [];
		const remedy = `la faire montrer dans deroule.md (« montre ${exhibit} ») ou la retirer`;
		const problem = `pièce ${exhibit} jamais débattue`;
		return finding(file, line, problem, remedy, { code: 'piece-non-debattue' });
	});
}
