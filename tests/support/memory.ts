/** What stores without a disk hold. */
import type { Key, Lease, Room, Store, TrialId } from '../../src/lib/server/store/store.ts';

export interface Kept {
	room: Room;
	casefile: string;
	archive: Uint8Array | null;
	events: string[];
	/** By digest. */
	sealed: Map<string, string>;
	receipts: Map<string, string>;
}

/** What every store on it shares, as connections share a file. */
export class Memory {
	readonly trials = new Map<TrialId, Kept>();
	readonly keys = new Map<string, Key>();
	readonly secrets = new Map<string, string>();
	readonly leases = new Map<TrialId, Lease>();
	/** One for each write, by whoever made it. */
	readonly writes: Store[] = [];
}
