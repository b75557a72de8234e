import type { Server } from 'node:http';
import type { Courthouse } from '$lib/server/courthouse.ts';

declare global {
	/** The HTTP server the courtrooms listen on; set by src/server.ts, or by Vite in development. */
	var pretoireServer: Server | undefined;
	/** The courthouse of this process: src/server.ts stops it, a hot reload replaces it. */
	var pretoireCourthouse: Courthouse | undefined;

	namespace App {
		interface Locals {
			courthouse: Courthouse;
			/** The token of the draft that this very request made, or null where it dropped one. */
			draft?: string | null;
		}
	}
}

export {};
