/** In which order the structs of an update can be added: each after all that it stands on. */
import * as Y from 'yjs';
import type { Struct } from './places.ts';

interface Queue {
	client: number;
	structs: readonly Struct[];
	/** How many of them are placed. */
	next: number;
	/** In the client that it waits for: the clock that it lacks. */
	lacks: number;
}

/**
 * Those that the document lacks, in an order in which each stands only on what comes before it or is known; null where
 * there is none: two that stand on each other, one that stands on what nobody wrote.
 */
export function findOrder(
	structs: ReadonlyMap<number, readonly Struct[]>,
	known: (client: number) => number
): Struct[] | null {
	const order: Struct[] = [];
	const reached = new Map<number, number>();
	const reach = (client: number): number => reached.get(client) ?? known(client);
	const waiting = new Map<number, Queue[]>();
	const ready: Queue[] = [];
	for (const [client, all] of structs) {
		const first = all.findIndex(({ id, length }) => id.clock + length > known(client));
		if (first >= 0) ready.push({ client, structs: all, next: first, lacks: 0 });
	}
	let lacking = ready.reduce((sum, { structs: all, next }) => sum + all.length - next, 0);
	for (let queue = ready.pop(); queue; queue = ready.pop()) {
		const { client } = queue;
		for (let it = queue.structs[queue.next]; it; it = queue.structs[++queue.next]) {
			const missing = standsOn(it).find((id) => id.clock >= reach(id.client));
			if (missing) {
				queue.lacks = missing.clock;
				const others = waiting.get(missing.client);
				if (others) others.push(queue);
				else waiting.set(missing.client, [queue]);
				break;
			}
			order.push(it);
			lacking--;
			reached.set(client, it.id.clock + it.length);
		}
		const others = waiting.get(client) ?? [];
		waiting.set(
			client,
			others.filter(({ lacks }) => lacks >= reach(client))
		);
		for (const other of others) if (other.lacks < reach(client)) ready.push(other);
	}
	return lacking === 0 ? order : null;
}

function standsOn(struct: Struct): Y.ID[] {
	if (!(struct instanceof Y.Item)) return [];
	// Lazily read, a parent is still a name or an id.
	const parent: unknown = struct.parent;
	return [struct.origin, struct.rightOrigin, parent].filter((it) => it instanceof Y.ID);
}
