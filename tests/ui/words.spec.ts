import { describe, expect, test } from 'vitest';
import { doorRefusals, wireRefusals } from '../../src/lib/protocol/wire.ts';
import { refusals } from '../../src/lib/trial/refusal.ts';
import { tellDoor } from '../../src/lib/ui/words.ts';
import { tellRefusal } from '../../src/lib/ui/refusal-words.ts';

const reasons = [...refusals, ...wireRefusals];
const banned = /erreur|invalide|session|timeout|scrutin|urne|vote|verdict|acquitt/i;

describe('what a refusal says', () => {
	test.each(reasons)('%s: what is true, in a sentence, without jargon', (reason) => {
		for (const to of ['tu', 'vous'] as const) {
			expect(tellRefusal(reason, to)).toMatch(/^[A-ZÀÉÊ].*\.$/);
			expect(tellRefusal(reason, to)).not.toMatch(banned);
		}
	});

	test.each(reasons)('%s: an adult is never told « tu »', (reason) => {
		expect(tellRefusal(reason, 'vous')).not.toMatch(/\b(tu|toi|ta|tes)\b/i);
	});

	test.each(doorRefusals)('%s: the door says what to do', (reason) => {
		expect(tellDoor(reason)).toMatch(/\.$/);
		expect(tellDoor(reason)).not.toMatch(banned);
	});
});
