/** What was pressed may leave the screen: the focus must not fall nowhere with it. */
import { tick } from 'svelte';

let pressed = false;
const note = () => (pressed = true);
if (typeof document !== 'undefined')
	for (const gesture of ['keydown', 'pointerdown'])
		document.addEventListener(gesture, note, { capture: true, passive: true });

/** Gives the focus that was just lost to what took its place; never takes it from anything, nor from a page just opened. */
export async function catchFocus(place: () => HTMLElement | null | undefined): Promise<void> {
	if (!pressed) return;
	await tick();
	if (document.activeElement === document.body) place()?.focus({ preventScroll: true });
}
