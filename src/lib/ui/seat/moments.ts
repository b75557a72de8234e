/** What a hearing shows now and then, loaded together. */
export { default as Suspended } from '../clock/Suspended.svelte';
export { default as OrderNotice } from '../incident/OrderNotice.svelte';
export { default as Quiet } from '../script/Quiet.svelte';
export { default as LeaveRole } from '../script/LeaveRole.svelte';
export { default as WitnessRoom } from '../witness/WitnessRoom.svelte';
export { default as SeatSwitch } from './SeatSwitch.svelte';
export { default as PhaseHeard } from '../debrief/PhaseHeard.svelte';
export { default as Sealed } from '../decision/Sealed.svelte';
