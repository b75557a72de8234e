import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

// Real files, syncs and processes: slow on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** A data directory that does not exist yet, removed with the test. */
export function newDirectory(): string {
	const parent = mkdtempSync(join(tmpdir(), 'pretoire-store-'));
	onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
	return join(parent, 'data');
}
