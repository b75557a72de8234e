/** What the tribunal alone does, and the decision everybody hears, loaded together. */
export { default as Question } from '../ballot/Question.svelte';
export { default as DecisionHeard } from '../decision/DecisionHeard.svelte';
export { default as Preside } from '../floor/Preside.svelte';
export { default as Waiting } from '../floor/Waiting.svelte';
