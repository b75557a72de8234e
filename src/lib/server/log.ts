import { pino, type DestinationStream } from 'pino';
import type { Office } from '../trial/actor.ts';
import type { Config } from './config.ts';
import { StoreUnavailable, type TrialId } from './store/store.ts';

/** What may be told: the list is closed, so that nothing said in a hearing can slip in. */
type LoggedFact =
	| 'listening'
	| 'stopping'
	| 'stopped'
	| 'room-opened'
	| 'room-closed'
	| 'room-erased'
	| 'case-brought'
	| 'case-refused'
	| 'case-kept'
	| 'access-refused'
	| 'key-refused'
	| 'key-used'
	| 'too-many-tries'
	| 'command-refused'
	| 'origin-refused'
	| 'sid-refused'
	| 'store-unavailable'
	| 'not-ready'
	| 'backup-made'
	| 'rooms-erased'
	| 'night-failed'
	| 'notes-restarted'
	| 'notes-muted'
	| 'notes-unavailable'
	| 'request-failed'
	| 'command-failed'
	| 'unexpected';

interface LogEntry {
	fact: LoggedFact;
	trial?: TrialId;
	office?: Office;
	port?: number;
	status?: number;
	count?: number;
	error?: unknown;
}

/** Tells what happened to whoever runs the server. */
export interface Log {
	debug(entry: LogEntry): void;
	info(entry: LogEntry): void;
	warn(entry: LogEntry): void;
	error(entry: LogEntry): void;
}

/** The fact behind an error that nobody expected here. */
export const factOf = (error: unknown): 'store-unavailable' | 'unexpected' =>
	error instanceof StoreUnavailable ? 'store-unavailable' : 'unexpected';

const secrets = ['code', 'cookie', 'sid', 'token', 'phrase', 'hash', 'authorization', 'headers'];

/** A log of JSON lines, on the standard output unless told otherwise. */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Log {
	const logger = pino(
		{
			level,
			base: { pid: process.pid },
			formatters: { level: (label) => ({ level: label }) },
			serializers: { error: describeError },
			// The types keep secrets out; this holds where somebody got round them.
			redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[retiré]' }
		},
		destination
	);
	return {
		debug: (entry) => logger.debug(entry),
		info: (entry) => logger.info(entry),
		warn: (entry) => logger.warn(entry),
		error: (entry) => logger.error(entry)
	};
}

/** An error without the words it may quote: JSON.parse, for one, repeats what it could not read. */
function describeError(error: unknown): Record<string, unknown> {
	if (!(error instanceof Error)) return { type: typeof error };
	const calls = (error.stack ?? '').replace(error.message, '').split('\n');
	const stack = calls.filter((line) => /^\s+at /.test(line));
	const described: Record<string, unknown> = { type: error.name, stack: stack.join('\n') };
	if ('code' in error && typeof error.code === 'string') described.kind = error.code;
	if (error instanceof StoreUnavailable) described.trouble = error.trouble;
	if (isOurWords(error)) described.message = error.message;
	if (error.cause !== undefined) described.cause = describeError(error.cause);
	return described;
}

function isOurWords(error: Error): boolean {
	if (error instanceof StoreUnavailable) return true;
	// Of the system (EADDRINUSE…) or of SQLite, whose messages hold names and no values.
	const code = 'code' in error ? String(error.code) : '';
	if (code === 'ERR_SQLITE_ERROR' || /^E[A-Z]+$/.test(code)) return true;
	return code === '' && ['TypeError', 'ReferenceError'].includes(error.name);
}
