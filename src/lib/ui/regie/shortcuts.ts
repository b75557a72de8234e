/** The conductor's keys, in one table: the sheet of help is this table. Letters, so that AZERTY and QWERTY agree. */
import type { CommandName } from '$lib/trial/commands.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import * as gestures from '../desk/gestures.ts';

interface Shortcut {
	keys: readonly string[];
	/** As written on the key. */
	shown: string;
	does: string;
	/** What the courtroom must allow. */
	needs: CommandName;
	run: (desk: Desk) => unknown;
}

export const shortcuts: readonly Shortcut[] = [
	{
		keys: ['ArrowRight', 'PageDown'],
		shown: '→',
		does: 'Réplique suivante',
		needs: 'advanceCue',
		run: gestures.say
	},
	{
		keys: ['ArrowLeft', 'PageUp'],
		shown: '←',
		does: 'Réplique précédente',
		needs: 'rewindCue',
		run: gestures.unsay
	},
	{ keys: ['s'], shown: 'S', does: 'Étape suivante', needs: 'nextStep', run: gestures.goNext },
	{
		keys: ['r'],
		shown: 'R',
		does: 'Revenir à l’étape d’avant',
		needs: 'previousStep',
		run: gestures.goBack
	},
	{
		keys: ['p'],
		shown: 'P',
		does: 'Pause courte',
		needs: 'suspend',
		run: (desk) => gestures.pause(desk, 'recess')
	},
	{
		keys: ['p'],
		shown: 'P',
		does: 'Reprendre après la pause',
		needs: 'resume',
		run: gestures.resume
	},
	{
		keys: ['+'],
		shown: '+',
		does: 'Deux minutes de plus',
		needs: 'addMinutes',
		run: gestures.addTwoMinutes
	},
	{
		keys: ['d'],
		shown: 'D',
		does: 'Donner la parole à la première demande',
		needs: 'giveFloor',
		run: gestures.giveFirst
	},
	{
		keys: ['t'],
		shown: 'T',
		does: 'Terminer la prise de parole',
		needs: 'takeFloor',
		run: gestures.takeBack
	},
	{
		keys: ['m'],
		shown: 'M',
		does: 'Montrer la pièce appelée',
		needs: 'showExhibit',
		run: gestures.showCalled
	},
	{
		keys: ['f'],
		shown: 'F',
		does: 'Faire entrer le témoin appelé',
		needs: 'callWitness',
		run: gestures.letInCalled
	},
	{
		keys: ['n'],
		shown: 'N',
		does: 'Écran neutre, ou retour à l’audience',
		needs: 'setNeutral',
		run: (desk) => gestures.turnNeutral(desk, !desk.view.screen?.neutral)
	}
];

/** What this key does now; nothing while typing, with a modifier held, or where the courtroom refuses it. */
export function findShortcut(event: KeyboardEvent, desk: Desk): Shortcut | undefined {
	if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
	const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
	const { target } = event;
	if (isElement(target) && (isTyping(target) || isScrolling(target, key))) return;
	return shortcuts.find(({ keys, needs }) => keys.includes(key) && desk.may(needs));
}

const isElement = (target: EventTarget | null): target is HTMLElement =>
	target !== null && 'closest' in target;

const isTyping = (target: HTMLElement): boolean =>
	target.isContentEditable || target.closest('input, textarea, select, dialog') !== null;

/** Arrows and page keys belong to a region that scrolls, when it has the focus. */
const isScrolling = (target: HTMLElement, key: string): boolean =>
	key.length > 1 && target.matches('[tabindex="0"]');
