import type { WireRefusal } from '../../protocol/wire.ts';

/** Why a gesture was refused, in a sentence that is loaded the first time one is. */
export async function explain(reason: WireRefusal): Promise<string> {
	try {
		const { tellRefusal } = await import('../refusal-words.ts');
		return tellRefusal(reason);
	} catch {
		return 'Le réseau est coupé : ce geste n’est pas parti. Recommence quand la tablette sera reliée.';
	}
}
