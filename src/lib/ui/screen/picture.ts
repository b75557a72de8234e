/** Which picture hangs on the projector: one at a time, chosen from what the room may know. */
import type { StepId } from '../../casefile/procedure.ts';
import type { RoomSheet } from '../../protocol/sheet.ts';
import type { WireView } from '../../protocol/wire.ts';

export type Picture =
	| 'neutral'
	| 'closed'
	| 'lobby'
	| 'suspended'
	| 'hearing'
	| 'deliberation'
	| 'decision'
	| 'sealed'
	| 'phase'
	| 'calm';

export type StepSheet = RoomSheet['steps'][number];

export const findStep = (steps: readonly StepSheet[], id: StepId | null | undefined) =>
	steps.find((step) => step.id === id);

/** Until the first view has come, the picture is neutral: no code, no sentence that may be wrong. */
export function choosePicture(view: Partial<WireView>, steps: readonly StepSheet[]): Picture {
	const { door, screen, clock, script, sealed, debrief } = view;
	if (!script) return 'neutral';
	if (door?.closed) return 'closed';
	if (screen?.neutral) return 'neutral';
	if (script.step === null) return 'lobby';
	if (clock?.suspended) return 'suspended';
	const part = findStep(steps, script.step)?.part;
	if (part === 'deliberation' || part === 'decision') return part;
	if (part === 'opening' || part === 'debates') return 'hearing';
	if (debrief && 'phase' in debrief)
		return debrief.shown?.kind === 'decisions' || debrief.shown?.kind === 'sequel'
			? 'sealed'
			: 'phase';
	if (sealed?.opened && (part === 'role-exit' || part === 'debrief')) return 'sealed';
	return 'calm';
}
