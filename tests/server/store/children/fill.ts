/** A process that appends until the disk is full, says so, and goes on trying until there is room again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqliteStore } from '../../../../src/lib/server/store/sqlite.ts';
import { StoreUnavailable } from '../../../../src/lib/server/store/store.ts';

const store = await openSqliteStore(process.argv[2] ?? '');
await store.open({ trial: 'a', code: 'A', openedAt: 0, closedAt: null }, '', [], []);
let version = 0;
let refusals = 0;
while (refusals === 0 || version < Number(process.argv[3])) {
	const event = `event ${version + 1} `.padEnd(2000, '.');
	try {
		await store.append({ trial: 'a', expected: version, events: [event] });
		version += 1;
		if (refusals > 0) break;
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		const { trouble, message } = error;
		const read = (await store.read('a', 0)).length;
		if (refusals === 0) console.log(JSON.stringify({ full: version, trouble, message, read }));
		refusals += 1;
		await sleep(20);
	}
}
console.log(JSON.stringify({ back: version, refusals }));
await store.stop();
