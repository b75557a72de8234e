/** A log that strangers do not fill: what anybody provokes is written so many times a minute, then counted. */
import type { Log } from './log.ts';

type Entry = Parameters<Log['info']>[0];

/** Provoked by whoever reaches the port, without a room, a code or a key. */
const provoked = new Set<Entry['fact']>(['origin-refused', 'sid-refused', 'not-ready']);
const minute = 60_000;

/** The same log, that writes each of these facts `most` times a minute, and then how many it did not write. */
export function writeBriefly(log: Log, most = 60): Log {
	const written = new Map<Entry['fact'], number>();
	const start = (fact: Entry['fact']) => {
		const timer = setTimeout(() => {
			const untold = (written.get(fact) ?? 0) - most;
			written.delete(fact);
			if (untold > 0) log.info({ fact, count: untold });
		}, minute);
		timer.unref();
	};
	const briefly =
		(level: keyof Log): Log['info'] =>
		(entry) => {
			if (!provoked.has(entry.fact)) return log[level](entry);
			const times = written.get(entry.fact) ?? 0;
			if (times === 0) start(entry.fact);
			written.set(entry.fact, times + 1);
			if (times < most) log[level](entry);
		};
	return {
		debug: briefly('debug'),
		info: briefly('info'),
		warn: briefly('warn'),
		error: briefly('error')
	};
}
