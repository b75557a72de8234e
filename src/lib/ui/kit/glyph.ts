import type Scale from '@lucide/svelte/icons/scale';

/** Any icon of the set, imported one by one. */
export type Glyph = typeof Scale;
