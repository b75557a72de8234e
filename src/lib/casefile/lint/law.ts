/** The law of the hearing, read over what is sound of a case. */
import { checkOffences } from './law-charges.ts';
import { checkBench, checkCrimes, checkRoom } from './law-court.ts';
import { checkDates } from './law-dates.ts';
import {
	checkBroughtPieces,
	checkInterviews,
	checkReports,
	checkSocialProof,
	checkSocialReport,
	checkSecretPieces
} from './law-evidence.ts';
import { checkMeasures } from './law-measures.ts';
import {
	checkCourtAges,
	checkPresence,
	checkPenalties,
	checkSeizure,
	checkTwoHearings
} from './law-minors.ts';
import { checkInformants, checkOaths } from './law-oath.ts';
import {
	checkAppeal,
	checkClosing,
	checkDeliberation,
	checkPassages,
	checkProcedure
} from './law-order.ts';
import {
	checkCharges,
	checkFormulas,
	checkQuestions,
	checkSilence,
	checkSpeakers
} from './law-speech.ts';
import { checkSecret, checkWords } from './law-words.ts';
import type { LintRule } from './lint.ts';

export const lawRules: readonly LintRule[] = [
	...[checkProcedure, checkPassages, checkClosing, checkDeliberation, checkAppeal],
	...[checkSilence, checkFormulas, checkSpeakers, checkQuestions, checkCharges],
	...[checkOaths, checkInformants],
	...[checkBench, checkCrimes, checkRoom],
	...[checkCourtAges, checkSeizure, checkPresence, checkTwoHearings, checkPenalties],
	...[
		checkReports,
		checkSocialProof,
		checkSocialReport,
		checkBroughtPieces,
		checkSecretPieces,
		checkInterviews
	],
	checkMeasures,
	...[checkOffences, checkDates, checkWords, checkSecret]
];
