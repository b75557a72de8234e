/** One process of several on a data directory: its sockets, without pages. `PACE` is its rhythm, as JSON. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../../src/lib/server/config.ts';
import { openCourthouse } from '../../../src/lib/server/courthouse.ts';
import type { Rhythm } from '../../../src/lib/server/courtrooms.ts';

const { PRETOIRE_DATA_DIR, PACE = '{}' } = process.env;
const config = readConfig({ PRETOIRE_DATA_DIR });
const courthouse = await openCourthouse(config, null, JSON.parse(PACE) as Partial<Rhythm>);
const server = createServer((_, response) => response.writeHead(404).end());
courthouse.listen(server);
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
courthouse.log.info({ fact: 'listening', port: (server.address() as AddressInfo).port });
process.on('SIGTERM', () => {
	void courthouse.stop().then(() => process.exit(0));
});
