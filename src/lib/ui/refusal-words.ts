/** One French sentence for every refusal: what is true, then what to do. A tablet loads them the first time it meets one. */
import type { WireRefusal } from '../protocol/wire.ts';
import { tell, type Address, type Sentence } from './words.ts';

const refusalWords: Record<WireRefusal, Sentence> = {
	'unknown-command': [
		'La salle ne connaît pas ce geste. Recharge la page, puis recommence.',
		'La salle ne connaît pas ce geste. Rechargez la page, puis recommencez.'
	],
	malformed: [
		'La salle n’a pas compris ce geste. Recharge la page, puis recommence.',
		'La salle n’a pas compris ce geste. Rechargez la page, puis recommencez.'
	],
	'not-yours': 'Ce geste appartient à une autre place de l’audience.',
	'room-closed': 'La salle est fermée : l’audience est terminée.',
	'door-locked': [
		'La porte est fermée à clé. Demande à l’adulte qui conduit l’audience de l’ouvrir.',
		'La porte est fermée à clé : déverrouillez-la d’abord.'
	],
	'room-full': [
		'Trop de tablettes attendent déjà une place. Demande à l’adulte d’en retirer.',
		'Trop de tablettes attendent une place : retirez celles qui ne servent pas.'
	],
	'seat-unknown': 'Cette place n’existe pas dans cette affaire.',
	'seat-not-open': 'Cette place n’est pas ouverte avec ce nombre d’élèves.',
	'seat-full': [
		'Cette place vient d’être prise. Choisis-en une autre.',
		'Cette place est complète. Libérez-la d’abord, ou choisissez-en une autre.'
	],
	'seat-not-held': 'Cette tablette ne tient pas cette place.',
	'seat-not-asked': 'Cette demande n’attend plus de réponse.',
	'seats-fixed': [
		'L’audience a commencé. Pour changer de place, demande à l’adulte qui la conduit.',
		'L’audience a commencé : c’est à vous de changer cette place.'
	],
	'tablet-unknown': 'Cette tablette n’est plus dans la salle.',
	'class-too-small':
		'Avec si peu d’élèves, une place tenue se fermerait. Libérez d’abord cette place.',
	'hearing-not-begun': 'L’audience n’a pas encore commencé.',
	'hearing-suspended': [
		'L’audience est suspendue. Attends qu’elle reprenne.',
		'L’audience est suspendue : reprenez-la d’abord.'
	],
	'hearing-running': 'L’audience n’est pas suspendue.',
	'step-passed': 'L’étape a déjà changé.',
	'step-unknown': 'Cette étape n’existe pas dans cette procédure.',
	'no-next-step': 'C’est la dernière étape.',
	'no-previous-step': 'C’est la première étape.',
	'roles-not-left': 'La sortie de rôle passe d’abord.',
	'cue-not-now': 'L’audience a avancé : ce n’est pas le tour de cette place.',
	'no-cue': 'Aucune réplique n’attend ici.',
	'floor-not-asked': 'Cette place ne demande pas la parole.',
	'floor-already-asked': [
		'Tu as déjà demandé la parole. On va te la donner.',
		'La parole est déjà demandée.'
	],
	'floor-yours': ['Tu as déjà la parole.', 'Cette place a déjà la parole.'],
	'floor-free': 'Cette place n’a plus la parole.',
	'room-listens': 'En ce moment, on écoute. La parole viendra après la sortie de rôle.',
	'turn-protected': [
		'Cette prise de parole ne s’interrompt pas. Attends qu’elle se termine.',
		'Cette prise de parole ne s’interrompt pas.'
	],
	'witness-outside': 'Le témoin attend dans la salle des témoins.',
	'witness-unknown': 'Personne ne témoigne à cette place.',
	'exhibit-unknown': 'Cette pièce n’est pas au dossier.',
	'exhibit-not-yet': 'Ce n’est pas encore le moment de cette pièce : les débats n’en sont pas là.',
	'exhibit-not-admitted': 'Cette pièce n’a pas été versée aux débats.',
	'exhibit-admitted': 'Cette pièce est déjà versée aux débats.',
	'exhibit-not-yours': 'Cette pièce est apportée par un autre camp.',
	'exhibit-not-on-show': 'Aucune pièce n’est montrée en ce moment.',
	'exhibit-not-debated':
		'Cette pièce n’a pas été montrée à l’audience : le tribunal ne peut pas s’appuyer dessus.',
	'paragraph-unknown': 'Ce paragraphe n’existe pas dans la pièce montrée.',
	'incident-unknown': 'Cette demande a déjà reçu sa réponse.',
	'debates-closed': 'Les débats sont clos.',
	'charge-unknown': 'Cette question n’est pas posée dans cette affaire.',
	'not-deliberating': 'Ce n’est pas le moment du délibéré.',
	'ballot-not-open': 'Aucune question n’est posée en ce moment.',
	'ballot-open': 'Une question est déjà posée.',
	'ballot-closed': 'Cette question a déjà sa réponse.',
	'member-absent': 'Cette place ne juge pas : elle n’a pas suivi toute l’audience.',
	'adult-judges': 'Un adulte juge déjà avec le tribunal : les autres voix sont celles des élèves.',
	'slips-awaited': 'Une réponse manque encore.',
	'slips-lost': [
		'Les réponses reviennent des tablettes. Recommence dans quelques secondes.',
		'Les réponses reviennent des tablettes. Recommencez dans quelques secondes.'
	],
	'tribunal-even': [
		'Le tribunal doit être au complet, en nombre impair. Demande à l’adulte qui conduit l’audience.',
		'Le tribunal doit être au complet, en nombre impair : faites revenir un membre, ou déclarez le résultat sur papier.'
	],
	'outcomes-awaited': 'Une question du délibéré attend encore sa réponse.',
	'guilt-settled': 'La culpabilité est déjà jugée : cette audience ne la rejuge pas.',
	'nobody-guilty': 'Relaxe : le tribunal n’ordonne rien.',
	'no-measures': 'Dans cette affaire, le tribunal n’a pas de réponse à composer.',
	'measures-awaited': 'Le tribunal n’a pas encore arrêté sa réponse.',
	'measures-adopted': 'La réponse du tribunal est arrêtée.',
	'measures-missing': [
		'Il manque une réponse : ajoute au moins une mesure.',
		'Il manque une réponse : ajoutez au moins une mesure.'
	],
	'measure-unknown': 'Cette mesure n’existe pas dans la loi de cette affaire.',
	'measure-barred':
		'La loi ne permet pas cette mesure ici : la raison est écrite à côté de son nom.',
	'measure-repeated': 'Une mesure est écrite deux fois.',
	'quantity-out-of-bounds': 'Cette durée, ou ce montant, sort de ce que la loi permet.',
	'measure-not-alone': 'Une de ces mesures ne va qu’avec une autre : il faut les deux.',
	'measures-clash': 'La loi ne permet pas d’ordonner ces mesures ensemble.',
	'measure-compulsory': 'Il manque une mesure que la loi impose ici.',
	'agreement-awaited': [
		'Cette mesure demande l’accord de la personne. Confirme qu’elle l’a donné à l’audience.',
		'Cette mesure demande l’accord de la personne. Confirmez qu’elle l’a donné à l’audience.'
	],
	'reason-awaited': [
		'Chaque mesure demande sa raison : choisis-en une.',
		'Chaque mesure demande sa raison : choisissez-en une.'
	],
	'not-decision-step': 'La décision se lit à l’étape suivante.',
	'line-not-now': 'Cette ligne est déjà lue.',
	'decision-begun': 'La décision est en cours de lecture : elle ne change plus.',
	'decision-not-read': 'La décision du tribunal se lit d’abord en entier.',
	'sealed-opened': 'Cette décision est déjà ouverte.',
	'sealed-closed': 'La décision scellée n’est pas encore ouverte.',
	'hearing-begun': 'L’audience est ouverte : la décision scellée ne change plus.',
	'phases-not-past': 'Les trois premiers temps du débrief passent d’abord.',
	'no-debrief': 'Cette affaire n’a pas de débrief en six temps.',
	'not-debriefing': 'Le débrief n’a pas commencé : allez d’abord à cette étape.',
	'phase-unknown': 'Ce temps n’existe pas dans ce débrief.',
	'phase-passed': 'Le débrief a déjà avancé.',
	'no-next-phase': 'C’est le dernier temps du débrief.',
	'no-previous-phase': 'C’est le premier temps du débrief.',
	'claim-unknown': 'Cette affirmation n’existe pas dans ce débrief.',
	'claim-not-shown': 'Montrez d’abord l’affirmation, puis sa réponse.',
	'question-unknown': 'Cette question n’existe pas dans ce débrief.',
	'poll-unknown': 'Cette question n’existe pas dans ce dossier.',
	'poll-not-now': [
		'Ce n’est pas le moment de répondre à cette question.',
		'Cette question ne peut pas être posée à ce moment de l’audience.'
	],
	'poll-open': 'Une question est déjà posée à la classe : terminez-la d’abord.',
	'poll-not-open': [
		'Cette question n’est plus ouverte.',
		'Cette question n’est pas posée à la classe.'
	],
	'poll-closed': 'Cette question a déjà son résultat : il ne change plus.',
	'answers-too-many': [
		'Il y a plus de réponses que d’élèves dans ton équipe.',
		'Il y a plus de réponses que d’élèves à qui la question est posée.'
	],
	'answers-too-few': 'Il n’y a pas assez de réponses pour que le résultat soit donné.',
	'extract-unknown': [
		'La salle ne connaît pas ce passage. Sélectionne-le, puis propose-le de nouveau.',
		'Ce passage n’est plus proposé.'
	],
	'extracts-waiting': 'Ton camp a déjà trois passages qui attendent : l’adulte les lit d’abord.',
	'extract-not-on-show': 'Aucun passage n’est à l’écran.',
	'record-unavailable': [
		'Ce geste n’a pas pu être noté. Rien n’est perdu : recommence.',
		'Le registre n’écrit plus. Rien n’est perdu : recommencez, ou regardez l’ordinateur qui sert la salle.'
	],
	'room-erased': 'Cette salle a été effacée.',
	'too-fast': [
		'Doucement : attends une seconde.',
		'Trop de gestes à la fois : attendez une seconde.'
	],
	cut: [
		'Le réseau est coupé : ce geste n’est pas parti. Recommence quand la tablette sera reliée.',
		'Le réseau est coupé : ce geste n’est pas parti. Recommencez quand l’appareil sera relié.'
	]
};

/** Why a gesture was refused, and what to do. */
export const tellRefusal = (reason: WireRefusal, to: Address = 'tu'): string =>
	tell(refusalWords[reason], to);
