/** What would be lost by leaving the step now, in one sentence; null where nothing would. */
import type { Part } from '$lib/casefile/procedure.ts';
import type { Desk } from './desk.svelte.ts';

/** The cues of the opening hold the rights of the one who is tried: they are worth a question. */
function tellUnsaid({ step, script, sheet }: Desk): string | null {
	if (step?.part !== 'opening' || !script) return null;
	const cues = (sheet.script[step.id]?.cues ?? []).slice(script.index ?? 0);
	const left = Math.max(0, (script.count ?? 0) - (script.index ?? 0));
	if (left === 0) return null;
	const words = cues.map(({ text, prompts }) => [text, ...(prompts ?? [])].join(' ')).join(' ');
	const rights = [
		...(/vous taire|se taire|garder le silence/i.test(words) ? ['le droit de se taire'] : []),
		...(/présum|innocen/i.test(words) ? ['la présomption d’innocence'] : [])
	];
	const which = rights.length > 0 ? `, dont ${rights.join(' et ')}` : '';
	return `${left} ${left > 1 ? 'répliques non dites' : 'réplique non dite'}${which}.`;
}

/** A decision cannot be read while a question has no answer. */
function tellUnanswered({ sheet, view }: Desk, to: Part | undefined): string | null {
	if (to !== 'decision') return null;
	const { sanction } = view;
	const left = sanction?.settled
		? 0
		: sheet.charges.filter(({ id }) => !view.ballot?.outcomes[id]).length;
	if (left === 0)
		return sanction?.compulsory && !sanction.adopted
			? 'Le tribunal n’a pas arrêté sa réponse : la décision ne pourra pas être lue.'
			: null;
	return `${left} ${left > 1 ? 'questions sans réponse' : 'question sans réponse'} : la décision ne pourra pas être lue.`;
}

/** The decision is read to its end, the right of appeal with it. */
function tellUnread({ step, view }: Desk): string | null {
	if (step?.part !== 'decision') return null;
	const left = (view.decision?.lines ?? []).slice(view.decision?.read ?? 0);
	if (left.length === 0) return null;
	const which = left.some((line) => /appel/i.test(line)) ? ', dont le droit de faire appel' : '';
	return `${left.length} ${left.length > 1 ? 'lignes non lues' : 'ligne non lue'}${which}.`;
}

export const tellLoss = (desk: Desk, to: Part | undefined): string | null =>
	tellUnsaid(desk) ?? tellUnread(desk) ?? tellUnanswered(desk, to);
