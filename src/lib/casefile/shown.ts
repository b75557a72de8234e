/** A piece as those who read it may have it. */
import type { Exhibit } from './casefile.ts';

/** A picture or a sound kept in the case itself, with what it shows or says in words. */
export interface Media {
	kind: 'image' | 'sound';
	/** « image/svg+xml », « audio/mpeg »… */
	type: string;
	/** Base64. */
	data: string;
	/** Everything that whoever cannot see or hear it needs. */
	description: string;
}

/** A picture or a sound to ask for at its address, or there with the piece where nothing serves it. */
export type ShownMedia = Omit<Media, 'data'> & ({ address: string } | { data: string });

/** What the author thinks a piece proves is for the room to find. */
export type ShownExhibit = Omit<Exhibit, 'incriminates' | 'exonerates' | 'balance' | 'media'> & {
	media?: ShownMedia;
};

/** The piece without what its author thinks of it; its media at the address given, if any. */
export function showExhibit(exhibit: Exhibit, address?: string): ShownExhibit {
	const { incriminates: _for, exonerates: _against, balance: _balance, media, ...shown } = exhibit;
	if (!media) return shown;
	if (address === undefined) return { ...shown, media };
	const { data: _data, ...described } = media;
	return { ...shown, media: { ...described, address } };
}

/** The piece without its words: what a list of pieces says of it. */
export function coverOf(exhibit: Exhibit): Omit<ShownExhibit, 'paragraphs' | 'media'> {
	const { media: _media, paragraphs: _words, ...cover } = showExhibit(exhibit);
	return cover;
}
