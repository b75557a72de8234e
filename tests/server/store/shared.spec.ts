import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { newDirectory } from './places.ts';
import { describeSharedStore } from './shared-contract.ts';

describeSharedStore('the memory store', async () => {
	const store = new MemoryStore();
	return [store, store.connect()];
});

describeSharedStore('the SQLite store', async () => {
	const directory = newDirectory();
	return [await openSqliteStore(directory), await openSqliteStore(directory)];
});
