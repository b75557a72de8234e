/** What a tablet reads beside the hearing, loaded together. */
export { default as Pieces } from '../evidence/Pieces.svelte';
export { default as OnShow } from '../evidence/OnShow.svelte';
export { default as ReadingList } from '../evidence/ReadingList.svelte';
export { default as Said } from '../script/Said.svelte';
export { watchKeptNotes } from '../../client/watch-kept-notes.svelte.ts';
export { default as Definition } from '../kit/Definition.svelte';
export { default as Role } from './Role.svelte';
export { default as Strip } from './Strip.svelte';
