/** A piece of the file, asked for over HTTP. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Exhibit } from '../../casefile/casefile.ts';
import { mayRead } from '../../trial/evidence.ts';
import { audienceOf } from '../../trial/view.ts';
import { findAudience, orUnavailable } from './visit.ts';

/** The piece of this address, where this browser may read it now; whether it exists is not said to the others. */
export async function findExhibit(event: RequestEvent): Promise<Exhibit> {
	const { courtroom, audience } = await findAudience(event);
	const find = () => {
		const { trial } = courtroom;
		const who = audienceOf(trial, audience.office, audience.holder);
		const exhibit = trial.file.exhibits.find(({ id }) => id === event.params['id']);
		return exhibit && mayRead(trial, who, exhibit) ? exhibit : null;
	};
	// Another process may have shown it a moment ago.
	const exhibit = find() ?? (await orUnavailable(event, courtroom.catchUp().then(find)));
	return exhibit ?? error(404);
}
