/** How well a case plays: pieces that can be discussed, read with ease, and nobody who waits. */
import { checkWaiting } from './busy.ts';
import type { LintRule } from './lint.ts';
import {
	checkBalance,
	checkBothSides,
	checkHelper,
	checkKinds,
	checkPieceCount
} from './pieces.ts';
import { checkBriefReading, checkCueReading, checkPieceReading } from './readability.ts';

export const craftRules: readonly LintRule[] = [
	checkPieceCount,
	checkBothSides,
	checkBalance,
	checkKinds,
	checkHelper,
	checkPieceReading,
	checkBriefReading,
	checkCueReading,
	checkWaiting
];
