/** How old a check against the texts may be. */

/** True more than a year after it; the same day a year later is still in time. */
export function isOld(checkedOn: string, today: string): boolean {
	return today > `${Number(checkedOn.slice(0, 4)) + 1}${checkedOn.slice(4)}`;
}

/** True past the date that an author set; never where none was. */
export function isPast(validUntil: string | undefined, today: string): validUntil is string {
	return validUntil !== undefined && today > validUntil;
}
