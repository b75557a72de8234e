import { describe, expect, it } from 'vitest';
import { addCounts, countPlaywright, countVitest, sayCount } from '../../bin/count.ts';

const vitest = (
	passed: number,
	failed: number,
	files: [status: string, ...tests: string[]][] = []
) => ({
	numPassedTests: passed,
	numFailedTests: failed,
	numPendingTests: 1,
	numTodoTests: 0,
	testResults: files.map(([status, ...tests]) => ({
		status,
		assertionResults: tests.map((it) => ({ status: it }))
	}))
});
const playwright = (stats: object, errors: unknown[] = []) => ({
	stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...stats },
	errors
});

describe('the count of npm test', () => {
	it('[R11] counts a file that could not be read as one failure', () => {
		const report = vitest(3, 1, [['failed'], ['failed', 'passed', 'failed'], ['passed', 'passed']]);
		expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 1 });
	});

	it('[R11] counts a runner that ends badly as one failure', () => {
		expect(countVitest(vitest(3, 0), 1).failed).toBe(1);
		expect(countVitest(vitest(3, 0), 0).failed).toBe(0);
		expect(countPlaywright(playwright({}), 1).failed).toBe(1);
	});

	it('[R11] counts a browser test that passes only sometimes as a failure', () => {
		expect(countPlaywright(playwright({ flaky: 1, unexpected: 2 }, ['?']), 1)).toEqual({
			passed: 4,
			failed: 4,
			skipped: 0
		});
	});

	it('[R11] refuses a report it does not know', () => {
		expect(() => countVitest({}, 0)).toThrow();
		expect(() => countPlaywright(null, 0)).toThrow();
	});

	it('[R11] says the sum in one line', () => {
		const total = addCounts([
			{ passed: 5, failed: 0, skipped: 0 },
			{ passed: 7, failed: 2, skipped: 0 }
		]);
		expect(sayCount(total)).toBe('12 passed, 2 failed');
		expect(sayCount({ ...total, skipped: 3 })).toBe('12 passed, 2 failed, 3 skipped');
	});
});
