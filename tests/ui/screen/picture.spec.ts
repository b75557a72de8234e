import { describe, expect, it } from 'vitest';
import { choosePicture, type StepSheet } from '../../../src/lib/ui/screen/picture.ts';

const steps: StepSheet[] = [
	{ id: 'accueil', title: 'Accueil', part: 'welcome', minutes: 6 },
	{ id: 'interrogatoire', title: 'Interrogatoire', part: 'debates', minutes: 10 },
	{ id: 'delibere', title: 'Délibéré', part: 'deliberation', minutes: 8 },
	{ id: 'decision', title: 'Décision', part: 'decision', minutes: 4 },
	{ id: 'debrief', title: 'Retour sur l’audience', part: 'debrief', minutes: 25 },
	{ id: 'ressources', title: 'Aides et fin', part: 'closing', minutes: 6 }
];
type View = Parameters<typeof choosePicture>[0];
const door = { openedAt: 0, format: '110', locked: false, closed: false } as const;
const at = (step: string | null): View => ({ script: { step }, door, screen: { neutral: false } });
const picture = (view: View) => choosePicture(view, steps);
const suspended: View['clock'] = {
	since: null,
	suspended: 'recess',
	step: 'interrogatoire',
	elapsed: {},
	added: {}
};
const opened = { seal: null, opened: {} } as unknown as NonNullable<View['sealed']>;
const phase = (shown: { kind: 'decisions' | 'sequel' } | null) =>
	({ phase: { id: 'ressenti', minutes: 3, say: '' }, shown }) as unknown as NonNullable<
		View['debrief']
	>;

describe('the picture on the projector', () => {
	it('says nothing until the first view has come', () => {
		expect(picture({})).toBe('neutral');
	});

	it('goes from the lobby to the hearing, the délibéré and the decision', () => {
		expect([null, ...steps.map(({ id }) => id)].map((step) => picture(at(step)))).toEqual([
			'lobby',
			'calm',
			'hearing',
			'deliberation',
			'decision',
			'calm',
			'calm'
		]);
	});

	it('hides everything under the neutral screen, the délibéré and the lobby with its code included', () => {
		for (const step of [null, 'interrogatoire', 'delibere', 'decision'])
			expect(picture({ ...at(step), screen: { neutral: true } })).toBe('neutral');
	});

	it('hides the hearing while it is suspended', () => {
		expect(picture({ ...at('interrogatoire'), clock: suspended })).toBe('suspended');
	});

	it('shows the decisions after the roles are left, and never before', () => {
		expect(picture({ ...at('debrief'), sealed: opened })).toBe('sealed');
		for (const step of ['interrogatoire', 'delibere', 'decision', 'ressources'])
			expect(picture({ ...at(step), sealed: opened })).not.toBe('sealed');
	});

	it('shows the phase of the debrief, and the decisions while they are before the room', () => {
		const now = { ...at('debrief'), sealed: opened };
		expect(picture({ ...now, debrief: phase(null) })).toBe('phase');
		for (const kind of ['decisions', 'sequel'] as const)
			expect(picture({ ...now, debrief: phase({ kind }) })).toBe('sealed');
		expect(picture({ ...now, debrief: phase(null), screen: { neutral: true } })).toBe('neutral');
	});

	it('ends when the room is closed, whatever was shown', () => {
		const view = { ...at('interrogatoire'), door: { ...door, closed: true } };
		expect(picture({ ...view, screen: { neutral: true } })).toBe('closed');
	});
});
