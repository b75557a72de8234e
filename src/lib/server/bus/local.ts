import type { TrialId } from '../store/store.ts';
import type { Bus } from './bus.ts';

type Hear = Parameters<Bus['listen']>[0];

/** A bus inside one process; a listener that throws is reported and spares the others. */
export function createLocalBus(report: (error: unknown) => void): Bus {
	const listeners = new Set<Hear>();
	const moved = new Map<TrialId, number>();
	let stopped = false;

	function deliver(): void {
		const trials = [...moved];
		moved.clear();
		for (const [trial, version] of trials)
			for (const hear of [...listeners]) tell(hear, trial, version);
	}

	function tell(hear: Hear, trial: TrialId, version: number): void {
		if (!listeners.has(hear)) return;
		try {
			hear(trial, version);
		} catch (error) {
			report(error);
		}
	}

	return {
		announce(trial, version) {
			if (stopped) return;
			if (moved.size === 0) queueMicrotask(deliver);
			moved.set(trial, Math.max(version, moved.get(trial) ?? 0));
		},
		listen(hear) {
			// A wrapper of its own, so that a function given twice listens twice.
			const listener: Hear = (trial, version) => hear(trial, version);
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async stop() {
			stopped = true;
			listeners.clear();
		}
	};
}
