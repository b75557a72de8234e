import { tick } from 'svelte';
import type { Tablet } from '../seat/tablet.svelte.ts';

/** Follows a citation to its piece, and to its paragraph, where this place may read it. */
export async function openPiece(
	tablet: Tablet,
	id: string,
	paragraph: number | null
): Promise<void> {
	const known = tablet.courtroom.view.evidence?.pieces.some((piece) => piece.id === id);
	if (!known) return;
	tablet.readPiece(id);
	for (let tries = 0; paragraph !== null && tries < 20; tries++) {
		await tick();
		const place = document.querySelector(`.piece [data-paragraph='${paragraph}']`);
		if (place) return place.scrollIntoView({ block: 'center' });
		await new Promise((next) => setTimeout(next, 100));
	}
}
