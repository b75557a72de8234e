/** What a page of ours writes: blocks with short attributes, and text with marks in them. */
import * as Y from 'yjs';
import { noteAttributes, noteMarks, noteNodes } from '../../protocol/notebook.ts';
import type { Place, Struct } from './places.ts';

/** In characters: of the value of an attribute. */
const longestValue = 200;
/** Lists inside lists, far beyond what can be read; each is two elements. */
const deepest = 32;

/** True where our editor makes such a struct at such a place. */
export function isOurs(struct: Struct, place: Place | null): boolean {
	if (struct instanceof Y.GC) return true;
	if (!(struct instanceof Y.Item) || !place || place.depth > deepest) return false;
	const { content, parentSub } = struct;
	if (parentSub !== null && !isIn(noteAttributes, parentSub)) return false;
	return content instanceof Y.ContentDeleted || isWelcome(content, place);
}

function isWelcome(content: Y.Item['content'], place: Place): boolean {
	const isAt = (where: Place['in'], isAttribute: boolean): boolean =>
		place.in === 'gone' || (place.in === where && place.isAttribute === isAttribute);
	if (content instanceof Y.ContentString) return isAt('text', false);
	if (content instanceof Y.ContentFormat)
		return isAt('text', false) && isIn(noteMarks, content.key) && isSwitch(content.value);
	if (content instanceof Y.ContentType) return isAt('blocks', false) && isBlock(content.type);
	// Of lists of values, Yjs reads the last one.
	if (content instanceof Y.ContentAny)
		return isAt('blocks', true) && content.arr.length === 1 && isPlain(content.arr[0]);
	return false;
}

const isIn = (names: readonly string[], name: string): boolean => names.includes(name);
const isBlock = (type: unknown): boolean =>
	type instanceof Y.XmlText || (type instanceof Y.XmlElement && isIn(noteNodes, type.nodeName));

/** A mark begins with an object without anything, and ends with null. */
const isSwitch = (value: unknown): boolean =>
	value === null ||
	value === true ||
	(typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

function isPlain(value: unknown): boolean {
	if (typeof value === 'string') return value.length <= longestValue;
	return value === null || typeof value === 'boolean' || Number.isFinite(value);
}
