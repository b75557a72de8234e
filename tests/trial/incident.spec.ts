import { describe, expect, it } from 'vitest';
import {
	as,
	given,
	hearingAt,
	magistrat,
	minutes,
	regie,
	screen,
	seated,
	server
} from '../support/trial.ts';

const asking = hearingAt('interrogatoire');
const kinds = ['parole', 'conclusions', 'suspension'] as const;

describe('incidents', () => {
	it('[I1] are raised by parquet, avocats and partie civile', () => {
		for (const kind of kinds)
			for (const seat of ['procureur/p', 'avocat/sacha', 'partie-civile/v'] as const)
				asking
					.when(as(seat), 'raiseIncident', { kind })
					.then({ type: 'incidentRaised', incident: 1, kind, seat });
		for (const actor of [as('prevenu/sacha'), as('parent/m'), as('greffier/g'), regie, server])
			asking.when(actor, 'raiseIncident', { kind: 'parole' }).refused('not-yours');
		asking.whenever(as('procureur/p'), 'raiseIncident', { kind: 'objection' }).refused('malformed');
	});

	it('[I2] never interrupt the protected turn of another', () => {
		const pleading = hearingAt('requisitions');
		pleading
			.when(as('avocat/sacha'), 'raiseIncident', { kind: 'parole' })
			.refused('turn-protected');
		pleading.when(as('procureur/p'), 'raiseIncident', { kind: 'suspension' }).done();
		pleading
			.later(minutes(3) - 1)
			.when(as('avocat/sacha'), 'raiseIncident', { kind: 'parole' })
			.refused('turn-protected');
		pleading.later(minutes(3)).when(as('avocat/sacha'), 'raiseIncident', { kind: 'parole' }).done();
	});

	it('[I3] wait once', () => {
		const raised = asking.run(as('procureur/p'), 'raiseIncident', { kind: 'parole' });
		raised.when(as('procureur/p'), 'raiseIncident', { kind: 'parole' }).then();
		const others = raised
			.run(as('procureur/p'), 'raiseIncident', { kind: 'conclusions' })
			.run(as('avocat/sacha'), 'raiseIncident', { kind: 'parole' });
		expect(others.sees(regie, 'incidents')?.open.map(({ id }) => id)).toEqual([1, 2, 3]);
	});

	it('[I4] are settled once, and do what they ask when granted', () => {
		const raised = (kind: (typeof kinds)[number]) =>
			asking.run(as('procureur/p'), 'raiseIncident', { kind });
		const settled = { type: 'incidentSettled', incident: 1, granted: true } as const;
		const yes = { incident: 1, granted: true };
		const floor = { type: 'floorGiven', seat: 'procureur/p', protectedMinutes: 0 } as const;
		for (const actor of [regie, magistrat, as('juge/president')])
			raised('parole').when(actor, 'settleIncident', yes).then(settled, floor);
		const suspended = raised('suspension')
			.when(regie, 'settleIncident', yes)
			.then(settled, { type: 'hearingSuspended', reason: 'recess' });
		expect(suspended.sees(screen, 'clock')).toMatchObject({ since: null, suspended: 'recess' });
		raised('conclusions').when(regie, 'settleIncident', yes).then(settled);
		for (const kind of ['parole', 'suspension'] as const) {
			const refused = raised(kind)
				.when(regie, 'settleIncident', { incident: 1, granted: false })
				.then({ ...settled, granted: false });
			expect(refused.sees(regie, 'incidents')?.open).toEqual([]);
			refused.when(regie, 'settleIncident', yes).refused('incident-unknown');
		}
		raised('parole').when(as('avocat/sacha'), 'settleIncident', yes).refused('not-yours');
	});

	it('[I5] in the room are answered by a call to order, dated', () => {
		for (const actor of [regie, magistrat, as('juge/president')]) {
			const seat = 'avocat/sacha';
			const called = asking
				.when(actor, 'callToOrder', { seat })
				.then({ type: 'calledToOrder', seat });
			expect(called.sees(screen, 'incidents')?.order).toEqual({ seat, at: called.now });
			asking.when(actor, 'callToOrder', { seat: null }).then({ type: 'calledToOrder', seat: null });
		}
		asking.when(regie, 'callToOrder', { seat: 'chronique/c' }).refused('seat-not-open');
		asking.when(as('huissier/h'), 'callToOrder', { seat: null }).refused('not-yours');
	});

	it('[I6] wait while the hearing is suspended', () => {
		const suspended = asking
			.run(as('procureur/p'), 'raiseIncident', { kind: 'parole' })
			.run(regie, 'suspend', { reason: 'recess' });
		suspended
			.when(as('procureur/p'), 'raiseIncident', { kind: 'suspension' })
			.refused('hearing-suspended');
		suspended
			.when(regie, 'settleIncident', { incident: 1, granted: true })
			.refused('hearing-suspended');
		given(...seated())
			.when(as('procureur/p'), 'raiseIncident', { kind: 'parole' })
			.refused('hearing-not-begun');
	});

	it('[I7] are seen by whoever is in the room', () => {
		const raised = asking.run(as('procureur/p'), 'raiseIncident', { kind: 'parole' });
		const open = [{ id: 1, kind: 'parole', seat: 'procureur/p' }];
		for (const actor of [regie, screen, as('observateur/o'), as('juge/president')])
			expect(raised.sees(actor, 'incidents')).toEqual({ open, order: null });
		expect(raised.sees(as('temoin/t'), 'incidents')).toBe(null);
	});

	it('[I8] are raised during the opening and the debates alone', () => {
		const raise = (step: string) =>
			hearingAt(step).when(as('procureur/p'), 'raiseIncident', { kind: 'conclusions' });
		for (const step of ['ouverture', 'identite', 'interrogatoire', 'dernier-mot'])
			raise(step).done();
		for (const step of ['accueil', 'dossier']) raise(step).refused('hearing-not-begun');
		for (const step of ['delibere', 'decision', 'sortie-de-role', 'debrief', 't1'])
			raise(step).refused('debates-closed');
	});

	it('[I9] by conclusions are never refused: the tribunal takes note', () => {
		const filed = asking.run(as('avocat/sacha'), 'raiseIncident', { kind: 'conclusions' });
		for (const granted of [true, false])
			filed
				.when(as('juge/president'), 'settleIncident', { incident: 1, granted })
				.then({ type: 'incidentSettled', incident: 1, granted: true });
	});
});
