/** What a class may read: no instructions, nobody hurt, nothing real, days and ages that agree. */
import { checkToldAges } from './ages.ts';
import {
	checkHours,
	checkMessageOrder,
	checkPieceDates,
	checkRealDates,
	checkWeekdays
} from './calendar.ts';
import { checkFirstNames } from './first-names.ts';
import { checkHelpNumbers } from './help-numbers.ts';
import type { LintRule } from './lint.ts';
import { checkNamedTowns, checkTowns } from './towns.ts';
import { checkLinks, checkWording } from './wording.ts';

export const contentRules: readonly LintRule[] = [
	checkWording,
	checkLinks,
	checkTowns,
	checkNamedTowns,
	checkFirstNames,
	checkWeekdays,
	checkPieceDates,
	checkMessageOrder,
	checkHours,
	checkRealDates,
	checkToldAges,
	checkHelpNumbers
];
