import type { Role, Seat } from '../../casefile/casefile.ts';

const standAtBar: readonly Role[] = [
	'prevenu',
	'temoin',
	'expert',
	'partie-civile',
	'parent',
	'educateur'
];

/** « À la barre » for who is heard there, « Prend la parole » for who pleads, asks, assists or presides. */
export const tellPlace = ({ role }: Pick<Seat, 'role'>): string =>
	standAtBar.includes(role) ? 'À la barre' : 'Prend la parole';
