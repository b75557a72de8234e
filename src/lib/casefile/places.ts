/** Checks that the seats suit the court and every class, and that no pupil has too much to read. */
import type { Role, Seat } from './casefile.ts';
import { files } from './sheets.ts';
import type { Sheets, HeaderSheet } from './sheets.ts';
import { finding, quote } from './finding.ts';
import type { Finding } from './finding.ts';
import { largestClass, smallestClass } from './seats.ts';

const required: readonly Role[] = ['juge', 'procureur', 'avocat', 'prevenu'];
const mostExhibits = 4;
const mostWords = 350;

/** The tribunal is its judges, one pupil each; only the prévenu's seat awaits an adult's yes. */
export function checkOffices({ header }: Sheets): Finding[] {
	const seats = header?.known.seats;
	const absent = required.filter((role) => seats?.every((seat) => seat.role !== role));
	const found = absent.map((role) => {
		const remedy = `ajouter une place ${quote(`${role}/nom`)} : sans elle l'audience ne peut se tenir`;
		return finding(
			files.header,
			header?.lineOf(['places']) ?? 1,
			`aucune place de ${quote(role)}`,
			remedy,
			{ code: 'office-absent' }
		);
	});
	const odd = eachSeat(header, (seat, tell) => {
		const judges = seat.role === 'juge' || seat.role === 'assesseur';
		if (judges !== (seat.side === 'tribunal')) {
			const remedy = 'le camp « tribunal » est celui du juge et des assesseurs, et d’eux seuls';
			const problem = `${quote(seat.id)} ne peut pas être du camp ${quote(seat.side)}`;
			tell('camp', problem, remedy, 'camp-impossible');
		} else if (judges && seat.team !== 1) {
			const problem = `équipe de ${seat.team} dans le tribunal`;
			tell('equipe', problem, 'écrire 1 : chacun y répond pour soi', 'equipe-du-tribunal');
		}
		if (seat.confirmed !== (seat.role === 'prevenu')) {
			const remedy = 'retirer la clé : elle va de soi pour le prévenu, et lui seul';
			const problem = `confirmation impossible pour ${quote(seat.id)}`;
			tell('confirmation', problem, remedy, 'confirmation-impossible');
		}
	});
	return [...found, ...odd];
}

/** Open seats are no more than the pupils, and their teams can hold them all. */
export function checkClassSizes({ header }: Sheets): Finding[] {
	const seats = header?.known.seats;
	if (!header || !seats) return [];
	const { file, lineOf } = header;
	const crowded: number[] = [];
	const cramped: number[] = [];
	for (let pupils = smallestClass; pupils <= largestClass; pupils++) {
		const open = seats.filter((seat) => seat.opensAt <= pupils);
		// An adult may play the prévenu: the others must then hold the whole class.
		const held = open.filter((seat) => !seat.confirmed);
		if (open.length > pupils) crowded.push(pupils);
		if (held.reduce((sum, seat) => sum + seat.team, 0) < pupils) cramped.push(pupils);
	}
	const line = lineOf(['places']);
	const found: Finding[] = [];
	if (crowded.length > 0) {
		const remedy = 'ouvrir des places plus tard (« ouvre_a »)';
		const problem = `plus de places que d'élèves ${range(crowded)}`;
		found.push(finding(file, line, problem, remedy, { code: 'trop-de-places' }));
	}
	if (cramped.length > 0) {
		const remedy = 'agrandir des équipes, ou ouvrir des places plus tôt, sans compter le prévenu';
		const problem = `des élèves sans place ${range(cramped)}`;
		found.push(finding(file, line, problem, remedy, { code: 'eleves-sans-place' }));
	}
	return found;
}

/** Before the opening a seat reads four exhibits and 350 words at most, its brief included. */
export function checkReadingLoad({ header, exhibits, briefs }: Sheets): Finding[] {
	return eachSeat(header, (seat, tell) => {
		const own = exhibits.flatMap(({ value }) =>
			value && (value.first.includes(seat.id) || value.first.includes(seat.side)) ? value : []
		);
		const brief = briefs.find(({ name }) => name === seat.id)?.value;
		const words = own.reduce((sum, exhibit) => sum + exhibit.words, brief?.words ?? 0);
		const list = own.map(({ id }) => id).join(', ');
		if (own.length > mostExhibits) {
			const problem = `${quote(seat.id)} lit ${own.length} pièces avant l'audience (${list})`;
			const remedy = `en garder ${mostExhibits} : retirer son camp de « premiers »`;
			tell('id', problem, remedy, 'trop-de-pieces-a-lire');
		}
		if (words > mostWords) {
			const problem = `${quote(seat.id)} lit ${words} mots avant l'audience (fiche et pièces ${list})`;
			tell('id', problem, `en garder ${mostWords}`, 'trop-de-mots-a-lire');
		}
	});
}

function eachSeat(
	header: HeaderSheet | undefined,
	check: (
		seat: Seat,
		tell: (key: string, problem: string, remedy: string, code: string) => void
	) => void
): Finding[] {
	const found: Finding[] = [];
	header?.known.seats?.forEach((seat, index) => {
		check(seat, (key, problem, remedy, code) => {
			const line = header.lineOf(['places', index, key]);
			found.push(finding(header.file, line, problem, remedy, { code }));
		});
	});
	return found;
}

function range(sizes: number[]): string {
	const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
	return least === most ? `à ${least} élèves` : `de ${least} à ${most} élèves`;
}
