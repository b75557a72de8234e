/** What the magistrate is writing, until it is sealed: on this page alone, and gone with it. */
export const ownDraft = $state({
	outcome: '',
	reasons: '',
	exhibits: [] as string[],
	/** By measure chosen: its quantity as typed, empty where it has none. */
	measures: {} as Record<string, string>
});
