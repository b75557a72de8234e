/** What the reports of the runners add up to. */
import * as v from 'valibot';

export interface Count {
	passed: number;
	failed: number;
	skipped: number;
}

const vitestReport = v.object({
	numPassedTests: v.number(),
	numFailedTests: v.number(),
	numPendingTests: v.number(),
	numTodoTests: v.number(),
	testResults: v.array(
		v.object({ status: v.string(), assertionResults: v.array(v.object({ status: v.string() })) })
	)
});

const playwrightReport = v.object({
	stats: v.object({
		expected: v.number(),
		unexpected: v.number(),
		flaky: v.number(),
		skipped: v.number()
	}),
	errors: v.array(v.unknown())
});

/** A file that could not be read counts as one failure. */
export function countVitest(report: unknown, code: number): Count {
	const read = v.parse(vitestReport, report);
	const unread = read.testResults.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
	);
	const count = {
		passed: read.numPassedTests,
		failed: read.numFailedTests + unread.length,
		skipped: read.numPendingTests + read.numTodoTests
	};
	return withCode(count, code);
}

/** A test that passes only sometimes is a failure. */
export function countPlaywright(report: unknown, code: number): Count {
	const { stats, errors } = v.parse(playwrightReport, report);
	const failed = stats.unexpected + stats.flaky + errors.length;
	return withCode({ passed: stats.expected, failed, skipped: stats.skipped }, code);
}

export function addCounts(counts: readonly Count[]): Count {
	const total = { passed: 0, failed: 0, skipped: 0 };
	for (const { passed, failed, skipped } of counts) {
		total.passed += passed;
		total.failed += failed;
		total.skipped += skipped;
	}
	return total;
}

/** « 12 passed, 0 failed », and what was skipped when something was. */
export function sayCount({ passed, failed, skipped }: Count): string {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A runner that ends badly without a failed test has failed all the same. */
function withCode(count: Count, code: number): Count {
	return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
