/** What Prétoire promises to those who rely on it; docs/engagements.md says how each is proved, or why it is not kept. */
export interface PublicPromise {
	/** Its number, which a test that proves it carries in its title: « {P3} ». */
	id: string;
	/** In French, as it is published. */
	sentence: string;
	/** What is missing, in French, where nothing proves it yet. */
	missing?: string;
}

export const promises: readonly PublicPromise[] = [
	{
		id: 'P1',
		sentence:
			'Ce qui est confirmé à l’écran n’est jamais perdu, même si le serveur s’arrête d’un coup.'
	},
	{
		id: 'P2',
		sentence:
			'Rien n’est confirmé avant d’être sur le disque : une coupure de courant ne l’efface pas.'
	},
	{ id: 'P3', sentence: 'Un geste renvoyé ne compte qu’une fois, redémarrage compris.' },
	{
		id: 'P4',
		sentence:
			'Disque plein : Prétoire refuse, le dit, ne casse rien, et reprend seul quand la place revient.'
	},
	{ id: 'P5', sentence: 'Un registre abîmé ou amputé n’est jamais ouvert en silence.' },
	{
		id: 'P6',
		sentence: 'Après un arrêt brutal, chacun retrouve sa place et son écran en dix secondes.'
	},
	{
		id: 'P7',
		sentence: 'Une horloge qui saute ne change ni l’ordre des faits ni un temps de parole.'
	},
	{
		id: 'P8',
		sentence: 'Une tablette lente a seize messages d’avance au plus, et ne retient personne.'
	},
	{
		id: 'P9',
		sentence:
			'Une tablette dont la connexion est morte retrouve sa place aussitôt, sans la doubler.'
	},
	{
		id: 'P10',
		sentence:
			'Un réseau qui coupe les connexions inactives au bout de trente secondes ne se remarque pas.'
	},
	{
		id: 'P11',
		sentence:
			'Un réseau qui retient ou répète les demandes ne fait rien perdre ni compter deux fois.'
	},
	{ id: 'P12', sentence: 'Sans WebSocket, toute l’audience se tient.' },
	{
		id: 'P13',
		sentence:
			'Quarante tablettes derrière une même adresse entrent en vingt secondes, sur un mauvais Wi-Fi.'
	},
	{ id: 'P14', sentence: 'Aucun message, si tordu soit-il, n’arrête le serveur.' },
	{
		id: 'P15',
		sentence: 'Une tablette qui a manqué un message redemande la vue entière, une seule fois.'
	},
	{
		id: 'P16',
		sentence:
			'Deux serveurs sur un même registre disent la même chose, et comptent juste un délibéré.'
	},
	{
		id: 'P17',
		sentence:
			'Une réponse du tribunal ne peut être reliée à une place par rien de ce qui est gardé.'
	},
	{
		id: 'P18',
		sentence:
			'Chaque juge peut vérifier que sa réponse a été comptée, sans pouvoir prouver laquelle.'
	},
	{
		id: 'P19',
		sentence: 'Aucun mot d’un secret ne part vers qui n’y a pas droit, par aucun canal.'
	},
	{
		id: 'P20',
		sentence: 'Un code ou une clé ne se devine pas, et une classe entre pendant qu’on essaie.'
	},
	{ id: 'P21', sentence: 'Un code de remplacement sert une fois, peu de temps, à un seul.' },
	{ id: 'P22', sentence: 'Un autre site ne peut ni agir ni écouter.' },
	{ id: 'P23', sentence: 'Un identifiant de connexion volé ne sert à rien.' },
	{ id: 'P24', sentence: 'Une affaire mal écrite ou hostile est refusée, avec sa ligne.' },
	{ id: 'P25', sentence: 'Un carnet ne peut pas faire tomber l’audience.' },
	{
		id: 'P26',
		sentence: 'Une sauvegarde faite en pleine audience se restaure, et rejoue la même audience.'
	},
	{
		id: 'P27',
		sentence: 'Toute version plus récente ouvre les données d’une plus ancienne.'
	},
	{
		id: 'P28',
		sentence: 'Ce qui est effacé ne se retrouve ni dans le registre ni dans les sauvegardes.'
	},
	{ id: 'P29', sentence: 'Pendant une audience, rien ne sort de la machine.' },
	{
		id: 'P30',
		sentence: 'Une audience finie ne laisse rien dans la mémoire du serveur.'
	},
	{ id: 'P31', sentence: 'Une erreur imprévue coûte une réponse, jamais la salle.' },
	{
		id: 'P32',
		sentence:
			'Un arrêt demandé est propre : rien de perdu, les écrans préviennent, en dix secondes.'
	}
];
