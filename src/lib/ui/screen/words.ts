/** The French of the projector: short, calm, without a name and without the script. */
import type { Role, Seat } from '../../casefile/casefile.ts';
import type { StepSheet } from './picture.ts';
import { sideMarks } from '../kit/sides.ts';

/** Where a side gathers several offices, the office says more than the side. */
const offices: Partial<Record<Role, string>> = {
	temoin: 'Témoin',
	expert: 'Expertise',
	parent: 'Parent',
	educateur: 'Service éducatif',
	greffier: 'Greffe',
	huissier: 'Huissier',
	public: 'Public',
	presse: 'Presse',
	observateur: 'Observation',
	chronique: 'Chronique'
};

/** The side of the one who speaks, in one or two words. */
export const tellSide = ({ role, side }: Seat): string => offices[role] ?? sideMarks[side].word;

/** One calm sentence for the steps that are not the hearing itself. */
export function tellCalm({ id, part }: StepSheet): string {
	if (id === 't0' || id === 't1') return 'Quatre minutes, en silence, chacun pour soi.';
	const sentences: Partial<Record<StepSheet['part'], string>> = {
		welcome: 'On parle du dossier, jamais de soi.',
		reading: 'Lisez votre fiche, puis vos pièces.',
		'role-exit': 'Chacun redevient soi-même. Ce qui a été dit l’a été par un personnage.',
		debrief: 'On parle du dossier, jamais de soi.',
		closing: 'Besoin de parler à quelqu’un ?'
	};
	return sentences[part] ?? '';
}

/** « les pièces 1, 2 et 5 » */
export function tellPieces(numbers: readonly (string | number)[]): string {
	const last = numbers.at(-1);
	if (last === undefined) return '';
	if (numbers.length === 1) return `la pièce ${last}`;
	return `les pièces ${numbers.slice(0, -1).join(', ')} et ${last}`;
}

/** « 192.168.1.20:3000 »: the address as one types it. */
export const tellAddress = (address: string): string =>
	address.replace(/^https?:\/\//, '').replace(/\/$/, '');
