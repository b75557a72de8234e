/** One number to call or write to, with the day somebody last read it at its source. */
export interface HelpNumber {
	number: string;
	/** What a telephone dials. */
	dial: string;
	name: string;
	what: string;
	when: string;
	/** « 2025-11 »; absent: nobody has checked it for this version. */
	checkedOn?: string;
}

export const danger: HelpNumber[] = [
	{
		number: '15',
		dial: '15',
		name: 'Samu',
		what: 'un malaise, une blessure',
		when: 'jour et nuit'
	},
	{
		number: '17',
		dial: '17',
		name: 'Police',
		what: 'un danger, une agression',
		when: 'jour et nuit'
	},
	{ number: '18', dial: '18', name: 'Pompiers', what: 'un feu, un accident', when: 'jour et nuit' },
	{ number: '112', dial: '112', name: 'Urgences', what: 'partout en Europe', when: 'jour et nuit' },
	{
		number: '114',
		dial: '114',
		name: 'Urgences par SMS',
		what: 'quand on ne peut pas parler ou entendre',
		when: 'jour et nuit'
	}
].map((urgent) => ({ ...urgent, checkedOn: '2022-10' }));

export const listening: HelpNumber[] = [
	{
		number: '119',
		dial: '119',
		name: 'Enfance en danger',
		what: 'Quelqu’un te fait du mal, te menace ou t’oblige à faire quelque chose, ou tu as peur pour un autre jeune. Gratuit, n’apparaît pas sur la facture. On peut aussi écrire en ligne ou parler en langue des signes.',
		when: '24 h/24, 7 jours sur 7',
		checkedOn: '2025-11'
	},
	{
		number: '3018',
		dial: '3018',
		name: 'Harcèlement et violences numériques',
		what: 'On te harcèle, on te menace en ligne, on diffuse une image de toi. Gratuit, anonyme.',
		when: 'de 9 h à 23 h, 7 jours sur 7',
		checkedOn: '2025-11'
	},
	{
		number: '3114',
		dial: '3114',
		name: 'Quand on va très mal',
		what: 'Tu penses à mourir, ou tu t’inquiètes pour quelqu’un qui y pense.',
		when: 'horaires à demander'
	},
	{
		number: '0 800 235 236',
		dial: '0800235236',
		name: 'Fil Santé Jeunes',
		what: 'Le corps, le moral, les relations, de 12 à 25 ans.',
		when: 'de 9 h à 23 h'
	},
	{
		number: '0 800 23 13 13',
		dial: '0800231313',
		name: 'Drogues Info Service',
		what: 'Une question sur un produit, pour toi ou pour un proche. Anonyme.',
		when: 'de 8 h à 2 h, 7 jours sur 7'
	},
	{
		number: '116 006',
		dial: '116006',
		name: 'France Victimes',
		what: 'Tu es victime, ou on te menace. Outre-mer : +33 1 80 52 33 76.',
		when: 'horaires à demander'
	},
	{
		number: '3039',
		dial: '3039',
		name: 'Point-justice',
		what: 'Une question sur tes droits. Gratuit.',
		when: 'horaires à demander'
	}
];

const month = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** « vérifié en novembre 2025 »; after six months the adults are asked to check again. */
export function tellChecked({ checkedOn }: HelpNumber, now: Date): string {
	if (!checkedOn) return 'à revérifier';
	const read = new Date(`${checkedOn}-01T00:00:00Z`);
	const months =
		(now.getUTCFullYear() - read.getUTCFullYear()) * 12 + now.getUTCMonth() - read.getUTCMonth();
	return `vérifié en ${month.format(read)}${months > 6 ? ', à revérifier' : ''}`;
}
