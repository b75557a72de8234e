/** Before and after the hearing, loaded together. */
export { default as SeatChoice } from './SeatChoice.svelte';
export { default as Shut } from './Shut.svelte';
