import type { Server } from 'node:http';
import type { Plugin } from 'vite';

/** Gives the development server's port to the courtrooms, as src/server.ts does in production. */
export function courtroomInDev(): Plugin {
	return {
		name: 'pretoire:courtroom',
		configureServer({ httpServer }) {
			if (!httpServer) return;
			globalThis.pretoireServer = httpServer as Server;
			// kit runs `init` on the first request: ask one, so that a tablet left open finds its courtroom.
			httpServer.once('listening', () => {
				const address = httpServer.address();
				if (typeof address === 'object' && address)
					void fetch(`http://localhost:${address.port}/healthz`).catch(() => {});
			});
		}
	};
}
