/** What to say and to do when the hearing leaves its rails. Said aloud first, done next. */
interface RedCard {
	id: 'laughter' | 'attack' | 'confidence';
	title: string;
	say: string;
	then: readonly string[];
}

export const redCards: readonly RedCard[] = [
	{
		id: 'laughter',
		title: 'Rires',
		say: '« On s’arrête dix secondes. On respire, et on reprend là où nous en étions. »',
		then: [
			'Ne commentez ni la blague ni la personne qui l’a faite : un rire attendu est une récompense.',
			'Passez la parole à la personne qui souffle, ou à une autre place.',
			'Si cela continue, suspendez l’audience : rien n’est perdu.',
			'À la décision aussi, on écoute : ni applaudissements, ni huées.'
		]
	},
	{
		id: 'attack',
		title: 'Attaque personnelle',
		say: '« Ici, on parle du dossier et des rôles. Cette phrase vise quelqu’un : elle s’arrête là. »',
		then: [
			'Reprenez la parole, ou demandez à la présidence un rappel à l’ordre.',
			'Faites redire l’idée avec une pièce du dossier, sans désigner personne de la classe.',
			'Proposez de changer de place, sans en demander la raison ni la dire aux autres.',
			'Revoyez les élèves concernés après la séance, séparément.'
		]
	},
	{
		id: 'confidence',
		title: 'Confidence d’un élève',
		say: '« Merci. Ce n’est pas le lieu pour ton histoire. On se voit tout à l’heure, avec quelqu’un dont c’est le métier. »',
		then: [
			'Arrêtez doucement, donnez la parole à une autre place et passez à l’écran neutre.',
			'Ne posez pas de question et ne promettez pas le secret : les adultes ont des obligations légales.',
			'Après, en privé : infirmière, assistante sociale, CPE ou psychologue de l’établissement.',
			'Notez ses mots exacts sur papier, jamais dans l’application, sans rien suggérer.',
			'Suivez le protocole de l’établissement : information préoccupante, ou signalement au procureur si le danger est grave. 119 à toute heure ; danger immédiat : 17, 15 ou 112.'
		]
	}
];
