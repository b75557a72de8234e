import type { TrialId } from '../store/store.ts';
import type { Bus } from './bus.ts';

/** A bus inside one process; a listener that throws is reported and spares the others. */
export function createLocalBus(report: (error: unknown) => void): Bus {
	const listeners = new Set<(trial: TrialId) => void>();
	const moved = new Set<TrialId>();
	let stopped = false;

	function deliver(): void {
		const trials = [...moved];
		moved.clear();
		for (const trial of trials) for (const hear of [...listeners]) tell(hear, trial);
	}

	function tell(hear: (trial: TrialId) => void, trial: TrialId): void {
		if (!listeners.has(hear)) return;
		try {
			hear(trial);
		} catch (error) {
			report(error);
		}
	}

	return {
		announce(trial) {
			if (stopped) return;
			if (moved.size === 0) queueMicrotask(deliver);
			moved.add(trial);
		},
		listen(hear) {
			// A wrapper of its own, so that a function given twice listens twice.
			const listener = (trial: TrialId) => hear(trial);
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async stop() {
			stopped = true;
			listeners.clear();
		}
	};
}
