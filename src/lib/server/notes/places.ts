/** Where each struct of an update goes: an update seldom says it, it names the neighbours. */
import * as Y from 'yjs';
import { noteRoot } from '../../protocol/notebook.ts';
import type { Decoded } from './update-check.ts';

export type Struct = Decoded['structs'][number];

export interface Place {
	/** `blocks`: the root or an element; `gone`: it was deleted, and so is what comes there. */
	in: 'blocks' | 'text' | 'gone';
	/** An attribute, not one of its children. */
	isAttribute: boolean;
	/** How many elements it is in. */
	depth: number;
}

const gone: Place = { in: 'gone', isAttribute: false, depth: 0 };

export class Places {
	readonly #doc: Y.Doc;
	readonly #structs: ReadonlyMap<number, readonly Struct[]>;
	readonly #known = new Map<Struct, Place>();

	/** `structs`: those of the update by client, each where the one before it ends. */
	constructor(doc: Y.Doc, structs: ReadonlyMap<number, readonly Struct[]>) {
		this.#doc = doc;
		this.#structs = structs;
	}

	/** Asked in an order in which each stands on what was asked before; null where no page of ours writes. */
	find(struct: Struct): Place | null {
		const place = this.#locate(struct);
		if (place) this.#known.set(struct, place);
		return place;
	}

	#locate(struct: Struct): Place | null {
		if (!(struct instanceof Y.Item)) return gone;
		// Lazily read, a parent is still a name or an id.
		const parent: unknown = struct.parent;
		const isAttribute = struct.parentSub !== null;
		if (typeof parent === 'string')
			return parent === noteRoot ? { in: 'blocks', isAttribute, depth: 0 } : null;
		if (parent instanceof Y.ID) return this.#inside(parent, isAttribute);
		const id = struct.origin ?? struct.rightOrigin;
		return id && this.#beside(id);
	}

	#inside(id: Y.ID, isAttribute: boolean): Place | null {
		const parent = this.#at(id);
		if (!(parent instanceof Y.Item) || parent.content instanceof Y.ContentDeleted)
			return parent && gone;
		const kind = parent.content instanceof Y.ContentType ? kindOf(parent.content.type) : null;
		const around = this.#beside(id);
		if (!kind || !around) return null;
		return around.in === 'gone' ? gone : { in: kind, isAttribute, depth: around.depth + 1 };
	}

	/** Where this struct itself is. */
	#beside(id: Y.ID): Place | null {
		const it = this.#at(id);
		if (!it || !this.#isInDoc(id)) return (it && this.#known.get(it)) ?? null;
		if (!(it instanceof Y.Item) || !(it.parent instanceof Y.AbstractType)) return gone;
		const kind = kindOf(it.parent);
		let depth = 0;
		for (let at = it.parent._item; at?.parent instanceof Y.AbstractType; at = at.parent._item)
			depth++;
		return kind && { in: kind, isAttribute: it.parentSub !== null, depth };
	}

	#isInDoc = ({ client, clock }: Y.ID): boolean => clock < Y.getState(this.#doc.store, client);

	#at(id: Y.ID): Struct | null {
		if (this.#isInDoc(id)) return Y.getItem(this.#doc.store, id);
		const structs = this.#structs.get(id.client) ?? [];
		let [low, high] = [0, structs.length - 1];
		while (low <= high) {
			const middle = (low + high) >> 1;
			const it = structs[middle];
			if (!it) return null;
			if (id.clock < it.id.clock) high = middle - 1;
			else if (id.clock >= it.id.clock + it.length) low = middle + 1;
			else return it;
		}
		return null;
	}
}

function kindOf(type: unknown): 'blocks' | 'text' | null {
	if (type instanceof Y.XmlText) return 'text';
	if (type instanceof Y.XmlFragment) return 'blocks';
	// The root, which nobody here has asked for by its kind.
	return type instanceof Y.AbstractType && type._item === null ? 'blocks' : null;
}
