import { describe, expect, it } from 'vitest';
import {
	close,
	decide,
	first,
	onProposal,
	president,
	propose,
	vote,
	yes
} from '../support/sanction.ts';
import { provisional } from '../support/sentencing.ts';
import { regie } from '../support/trial.ts';

describe('what is read aloud', () => {
	it('[J6] is put to no vote once the reading has begun, and a vote left open ends', () => {
		const line = { line: 1 };
		const proposal = propose(decide(first, 'coupable', 'relaxe'), provisional).done();
		const waiting = proposal.at('decision').run(regie, 'readLine', line).at('delibere');
		waiting.when(regie, 'openBallot', onProposal).refused('decision-begun');
		waiting.when(president, 'proposeMeasures', { measures: provisional }).refused('decision-begun');
		const asked = vote(proposal, 'adopter').at('decision');
		const read = asked
			.when(regie, 'readLine', line)
			.then(
				{ type: 'floorGiven', seat: 'juge/president', protectedMinutes: 0 },
				{ type: 'slipsVoided', charge: ':mesures' },
				{ type: 'lineRead', line: 1 }
			);
		expect(read.trial.ballot).toMatchObject({ open: null, answered: [] });
		const back = read.at('delibere');
		close(back, yes).refused('decision-begun');
		back
			.when(president, 'castSlip', { ...onProposal, choice: 'adopter' })
			.refused('decision-begun');
		expect(back.trial.sanction.adopted).toBe(false);
	});
});
