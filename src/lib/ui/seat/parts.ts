/** What a tablet loads when it is needed rather than at its door: school networks and old tablets pay by the byte. */
import type { Courtroom } from '../../client/courtroom.svelte.ts';

const reading = () => import('./reading.ts');
const moments = () => import('./moments.ts');
const bench = () => import('./bench.ts');
const doors = () => import('./doors.ts');
const comfort = () => import('../kit/ComfortSheet.svelte');

export const parts = {
	role: async () => (await reading()).Role,
	pieces: async () => (await reading()).Pieces,
	definition: async () => (await reading()).Definition,
	script: async () => (await reading()).Said,
	strip: async () => (await reading()).Strip,
	notebook: async () => (await import('../notebook/NotebookTab.svelte')).default,
	onShow: async () => (await reading()).OnShow,
	readingList: async () => (await reading()).ReadingList,
	quiet: async () => (await moments()).Quiet,
	suspended: async () => (await moments()).Suspended,
	orderNotice: async () => (await moments()).OrderNotice,
	raiseIncident: async () => (await import('../incident/RaiseIncident.svelte')).default,
	leaveRole: async () => (await moments()).LeaveRole,
	witnessRoom: async () => (await moments()).WitnessRoom,
	seatSwitch: async () => (await moments()).SeatSwitch,
	presider: async () => (await bench()).Preside,
	waiting: async () => (await bench()).Waiting,
	question: async () => (await bench()).Question,
	decisionHeard: async () => (await bench()).DecisionHeard,
	sealed: async () => (await moments()).Sealed,
	voice: async () => (await import('../opinion/Voice.svelte')).default,
	phase: async () => (await moments()).PhaseHeard,
	seatChoice: async () => (await doors()).SeatChoice,
	shut: async () => (await doors()).Shut
};

/** Once the hearing is on screen and the network is quiet: what must open even if it is then cut. */
export function loadAhead(courtroom: Courtroom): () => void {
	let stop: (() => void) | undefined;
	const wait = setTimeout(() => {
		for (const load of [moments, bench, comfort]) void load().catch(() => null);
		void reading().then(
			({ watchKeptNotes }) => (stop = watchKeptNotes(courtroom)),
			() => null
		);
	}, 10_000);
	return () => {
		clearTimeout(wait);
		stop?.();
	};
}
