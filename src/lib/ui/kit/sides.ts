import Eye from '@lucide/svelte/icons/eye';
import HeartHandshake from '@lucide/svelte/icons/heart-handshake';
import PenLine from '@lucide/svelte/icons/pen-line';
import Scale from '@lucide/svelte/icons/scale';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Shield from '@lucide/svelte/icons/shield';
import Users from '@lucide/svelte/icons/users';
import type { Side } from '../../casefile/casefile.ts';
import type { Glyph } from './glyph.ts';

/** The word and the shape of each side; its colour comes from `data-side` (tokens.css). */
export const sideMarks: Record<Side, { word: string; of: string; icon: Glyph }> = {
	tribunal: { word: 'Tribunal', of: 'par le tribunal', icon: Scale },
	parquet: { word: 'Parquet', of: 'par le parquet', icon: ScrollText },
	defense: { word: 'Défense', of: 'par la défense', icon: Shield },
	'partie-civile': { word: 'Partie civile', of: 'par la partie civile', icon: HeartHandshake },
	temoins: { word: 'Témoins', of: 'par un témoin', icon: Eye },
	auxiliaires: { word: 'Auxiliaires', of: 'par le greffe', icon: PenLine },
	salle: { word: 'Salle', of: 'par la salle', icon: Users }
};
