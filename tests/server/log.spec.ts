import { describe, expect, it } from 'vitest';
import { createLog, type Log } from '../../src/lib/server/log.ts';
import { StoreUnavailable } from '../../src/lib/server/store/store.ts';

function collect(level: Parameters<typeof createLog>[0] = 'info'): { log: Log; lines: string[] } {
	const lines: string[] = [];
	return { log: createLog(level, { write: (line) => void lines.push(line) }), lines };
}

function parse(line: string | undefined): Record<string, unknown> {
	return JSON.parse(line ?? '') as Record<string, unknown>;
}

describe('the log', () => {
	it('[K5] says what happened, one JSON line for each fact', () => {
		const { log, lines } = collect();
		log.info({ fact: 'key-refused', trial: 't1', office: 'regie' });
		log.debug({ fact: 'listening', port: 3000 });
		expect(lines).toHaveLength(1);
		expect(parse(lines[0])).toMatchObject({
			level: 'info',
			fact: 'key-refused',
			trial: 't1',
			office: 'regie'
		});
		expect(collect('silent').lines).toEqual([]);
	});

	it('[K5] writes no code, cookie or sid, even where the types were got round', () => {
		const { log, lines } = collect();
		const smuggled = {
			fact: 'unexpected',
			code: 'CANARI',
			cookie: 'CANARI',
			request: { sid: 'CANARI', headers: { cookie: 'CANARI' }, phrase: 'CANARI' }
		};
		log.error(smuggled as Parameters<Log['error']>[0]);
		expect(lines.join()).toContain('[retiré]');
		expect(lines.join()).not.toContain('CANARI');
	});

	it('[K5] tells an error by its type and place, not by the words it quotes', () => {
		const { log, lines } = collect();
		let quoting: unknown;
		try {
			JSON.parse('{"plea": CANARI\n    at CANARI}');
		} catch (error) {
			quoting = error;
		}
		const own = Object.assign(new Error('said CANARI\n    at CANARI', { cause: quoting }), {
			input: 'CANARI'
		});
		log.error({ fact: 'command-failed', error: own });
		log.error({ fact: 'command-failed', error: 'CANARI' });
		expect(lines.join()).not.toContain('CANARI');
		const described = parse(lines[0]).error as Record<string, unknown>;
		expect(described.type).toBe('Error');
		expect(described.stack).toContain('log.spec.ts');
		expect(described.cause).toMatchObject({ type: 'SyntaxError' });
	});

	it('[K5] keeps the words that help whoever runs the server', () => {
		const { log, lines } = collect();
		const cause = Object.assign(new Error('database or disk is full'), {
			code: 'ERR_SQLITE_ERROR'
		});
		const error = new StoreUnavailable('full', 'Le disque est plein.', { cause });
		log.warn({ fact: 'store-unavailable', error });
		expect(parse(lines[0]).error).toMatchObject({
			type: 'StoreUnavailable',
			trouble: 'full',
			message: 'Le disque est plein.',
			cause: { message: 'database or disk is full', kind: 'ERR_SQLITE_ERROR' }
		});
	});
});
