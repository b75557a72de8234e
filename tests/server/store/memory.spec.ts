import { expect, it } from 'vitest';
import { MemoryStore } from '../../support/memory-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('the memory store', async () => new MemoryStore());

it('[D7] the memory store refuses while broken, and accepts again afterwards', async () => {
	const store = new MemoryStore();
	store.broken = true;
	await expect(store.probe()).rejects.toMatchObject({ trouble: 'full' });
	store.broken = false;
	await expect(store.probe()).resolves.toBeUndefined();
});
