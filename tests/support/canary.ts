/** A word that stands once in the case, in the text it names: a brief, an exhibit, a cue, the sealed decision. */
export function canary(name: string): string {
	return `canari${name.replace(/[^a-z0-9]/g, 'x')}z`;
}
