import { describe, expect, it } from 'vitest';
import { readOwn } from '../../src/lib/trial/sealed.ts';
import { given, regie, screen, seated, type Hearing } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';
import { ask, everybody, mine, opened, past, sealer, wholeRead } from './sealing.ts';

describe('the decisions, face to face in the debrief', () => {
	it('[DE9] is before the room as it opens, until another phase, and again when asked', () => {
		const shownIn = (hearing: Hearing) => {
			const view = hearing.sees(screen, 'debrief');
			return view && 'shown' in view ? view.shown : undefined;
		};
		const closed = past(wholeRead());
		const decisions = { material: { kind: 'decisions' as const } };
		closed.when(regie, 'showMaterial', decisions).refused('sealed-closed');
		const open = closed.run(regie, 'openSealed', {});
		expect(shownIn(open)).toEqual({ kind: 'decisions' });
		const next = open.run(regie, 'nextPhase', {});
		expect(shownIn(next)).toBe(null);
		expect(shownIn(next.run(regie, 'showMaterial', decisions))).toEqual({ kind: 'decisions' });
	});

	it('[DE10] leaves the other decision and what followed for the end, when an adult tells them', () => {
		const decision = { ...wideCase().decision, other: 'Ou relaxe.', sequel: '<p>Depuis.</p>' };
		const file = { ...wideCase(), decision };
		const seal = ask(given.on(file, ...seated(28, file)), 'sealDecision', mine).facts;
		const tell = { material: { kind: 'sequel' as const } };
		const closed = past(wholeRead(seal, file));
		closed.when(regie, 'showMaterial', tell).refused('sealed-closed');
		const { hearing: open } = ask(closed, 'openSealed', {}, sealer(readOwn(mine)));
		for (const actor of everybody) {
			expect(opened(open, actor)?.rest).toBe(null);
			expect(JSON.stringify(opened(open, actor))).not.toMatch(/Ou relaxe|Depuis/);
			expect(opened(open.run(regie, 'showMaterial', tell), actor)?.rest).toEqual({
				others: [decision.sealed.outcome, 'Ou relaxe.'],
				sequel: '<p>Depuis.</p>'
			});
		}
		const { debrief: _, ...old } = file;
		const plain = wholeRead([], old).run(regie, 'openSealed', {});
		expect(opened(plain)?.rest).toEqual({ others: ['Ou relaxe.'], sequel: '<p>Depuis.</p>' });
	});
});
