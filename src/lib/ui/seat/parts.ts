/** What a tablet loads when it is needed rather than at its door: school networks and old tablets pay by the byte. */
const reading = () => import('./reading.ts');
const moments = () => import('./moments.ts');
const bench = () => import('./bench.ts');
const doors = () => import('./doors.ts');

export const parts = {
	role: async () => (await reading()).Role,
	pieces: async () => (await reading()).Pieces,
	definition: async () => (await reading()).Definition,
	script: async () => (await reading()).Said,
	onShow: async () => (await reading()).OnShow,
	readingList: async () => (await reading()).ReadingList,
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
	sealed: async () => (await bench()).Sealed,
	seatChoice: async () => (await doors()).SeatChoice,
	shut: async () => (await doors()).Shut
};

/** Once the hearing is on screen and the network is quiet: what must open even if it is then cut. */
export function loadAhead(): () => void {
	const wait = setTimeout(() => {
		for (const load of [reading, moments, bench]) void load().catch(() => null);
	}, 10_000);
	return () => clearTimeout(wait);
}
