/** A line that leads nowhere: one view, for ever, and no gesture goes. For pages that show a seat outside any room. */
import type { WireView } from '../protocol/wire.ts';
import type { connect } from './line.ts';

export const still =
	(view: WireView): typeof connect =>
	(_code, _office, listener) => {
		const line = {
			send: async () => ({ refused: 'cut' as const }),
			snapshot: () => {},
			tell: () => {},
			note: async () => null,
			hearNotes: () => () => {},
			close: () => {}
		};
		// Once the one who asks has its line.
		listener.push({ n: 1, whole: true, now: 0, chapters: view });
		listener.state('joined');
		return line;
	};
