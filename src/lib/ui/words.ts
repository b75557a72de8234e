/** The French that several screens share. Pupils are told « tu », adults « vous ». Refusals: refusal-words.ts. */
import type { DoorRefusal, RecordState } from '../protocol/wire.ts';
import type { IncidentKind, Outcome, SuspensionReason } from '../trial/event.ts';

export type Address = 'tu' | 'vous';
/** One sentence for everybody, or the pupil's and the adult's. */
export type Sentence = string | readonly [tu: string, vous: string];

/** The sentence for a pupil or for an adult. */
export const tell = (sentence: Sentence, to: Address): string =>
	typeof sentence === 'string' ? sentence : sentence[to === 'tu' ? 0 : 1];

const doorWords: Record<DoorRefusal, Sentence> = {
	'unknown-room': [
		'Cette salle n’existe plus. Demande le code à l’adulte qui conduit l’audience.',
		'Cette salle n’existe pas, ou n’existe plus. Vérifiez son code.'
	],
	'not-admitted': [
		'Cette tablette n’est plus dans la salle. Recharge la page pour y entrer de nouveau.',
		'Cet appareil n’a pas, ou n’a plus, la clé de la salle. Rechargez la page pour la retrouver.'
	],
	'old-protocol': [
		'Cette page est ancienne. Recharge-la : tu retrouveras ta place.',
		'Cette page est ancienne. Rechargez-la : rien n’est perdu.'
	],
	'room-closed': [
		'La salle est fermée : l’audience est terminée.',
		'La salle est fermée : l’audience est terminée.'
	],
	'room-erased': 'Cette salle a été effacée.',
	forbidden: [
		'Le réseau refuse cette page. Recharge-la ; si rien ne change, dis-le à l’adulte.',
		'Le réseau refuse cette page. Rechargez-la ; si rien ne change, voyez /diagnostic.'
	]
};

/** Why the door stays shut, and what to do. */
export const tellDoor = (reason: DoorRefusal, to: Address = 'tu'): string =>
	tell(doorWords[reason], to);

export const incidentWords: Record<IncidentKind, string> = {
	parole: 'Demande de parole',
	conclusions: 'Dépôt de conclusions',
	suspension: 'Demande de suspension d’audience'
};

/** What a party says to the président when it raises each incident. */
export const incidentPhrases: Record<IncidentKind, string> = {
	parole: 'Je demande la parole, s’il vous plaît.',
	conclusions: 'Je dépose des conclusions écrites.',
	suspension: 'Je demande une suspension d’audience.'
};

export const suspensionWords: Record<SuspensionReason, string> = {
	recess: 'L’audience est suspendue',
	'another-day': 'L’audience reprendra un autre jour'
};

/** In these courts nobody says « acquitté » nor « verdict ». */
export const outcomeWords: Record<Outcome, { verb: string; noun: string }> = {
	coupable: { verb: 'Déclarer coupable', noun: 'Déclaration de culpabilité' },
	relaxe: { verb: 'Relaxer', noun: 'Relaxe' }
};

/** What an adult must know while the server cannot write. */
export const recordWords: Record<Exclude<RecordState, 'kept'>, string> = {
	full: 'Le disque de l’ordinateur qui sert la salle est plein : les gestes ne sont plus notés. Ce qui était noté est gardé. Libérez de la place sur cet ordinateur ; l’audience reprendra d’elle-même.',
	stuck:
		'L’ordinateur qui sert la salle n’arrive plus à écrire : les gestes ne sont plus notés. Ce qui était noté est gardé. Vérifiez son disque ; l’audience reprendra d’elle-même.'
};

/** The link with the room, in one or two words. */
export const connectionWords: Record<
	'joining' | 'joined' | 'cut' | 'restarting' | 'refused',
	string
> = {
	joining: 'arrive…',
	joined: 'relié',
	cut: 'réseau coupé',
	restarting: 'revient…',
	refused: 'hors de la salle'
};
