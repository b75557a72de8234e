import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { examineLines, examineSilence, judgeSilence } from '../../bin/pretoire/lines.ts';
import {
	examineAddress,
	examineBuffering,
	examineRecord,
	examineServer
} from '../../bin/pretoire/reach.ts';
import { BadNetwork, type Faults } from '../support/bad-network.ts';
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts';
import { expectRemedy, stateOf } from './remedy.ts';

let door: FrontDoor;
let closing: (() => unknown)[] = [];
beforeAll(async () => {
	door = await openFrontDoor();
});
afterEach(async () => {
	for (const close of closing) await close();
	closing = [];
});
afterAll(() => door.close());

/** The door's address through a network with these faults. */
async function through(faults: Faults, { base } = door): Promise<string> {
	const network = await BadNetwork.open(base, faults);
	closing.push(() => network.close());
	return network.base;
}

/** The address of something that is not Prétoire. */
async function pretend(answer: RequestListener): Promise<string> {
	const server = createServer(answer);
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	closing.push(
		() => server.closeAllConnections(),
		() => server.close()
	);
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function openTrusting(): Promise<FrontDoor> {
	const trusting = await openFrontDoor({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
	closing.push(() => trusting.close());
	return trusting;
}

describe('the road to the server', () => {
	it('[Z20] is told from a proxy that does not find Prétoire, and from another site', async () => {
		const lost = await pretend((_, response) => response.writeHead(502).end('Bad Gateway'));
		expectRemedy(await examineServer(lost), 'failure', /502.*ne joint pas Prétoire/);
		const other = await pretend((_, response) => response.end('<h1>Intranet</h1>'));
		expectRemedy(await examineServer(other), 'failure', /autre chose.*sous-domaine/);
	});

	it('[Z20] ends in a record that can be written, or says why not', async () => {
		expect(stateOf(await examineRecord(door.base))).toBe('good');
		const stopped = await openFrontDoor();
		closing.push(() => stopped.close());
		await stopped.courthouse.store.stop();
		expectRemedy(await examineRecord(stopped.base), 'failure', /s’arrête/);
	});

	it('[Z20] shows the address that was asked, or what a proxy made of it', async () => {
		const renamed = await through({ headers: { host: 'interne:3000' } });
		const [address] = await examineAddress(renamed);
		expectRemedy(address, 'failure', /lue http:\/\/interne:3000.*transmettre Host/);

		const told = { host: 'interne:3000', 'x-forwarded-host': 'pretoire.test' };
		const [unheard, forwarded] = await examineAddress(await through({ headers: told }));
		expectRemedy(unheard, 'failure', /PRETOIRE_TRUSTED_PROXIES/);
		expectRemedy(forwarded, 'warning', /ne le croit pas.*PRETOIRE_TRUSTED_PROXIES/);

		const filter = await pretend((_, response) => response.end('Page bloquée par votre académie'));
		expectRemedy((await examineAddress(filter))[0], 'failure', /pas celle de Prétoire/);
	});

	it('[Z20] carries forwarded headers that a stranger can forge, or cannot', async () => {
		const trusting = await openTrusting();
		const careless = await through({}, trusting);
		expectRemedy((await examineAddress(careless, false))[1], 'failure', /se faire passer/);
		expectRemedy((await examineAddress(careless, true))[1], 'warning', /croit cette machine/);

		const network = await BadNetwork.open(trusting.base);
		closing.push(() => network.close());
		const { host } = new URL(network.base);
		const written = { 'x-forwarded-for': '198.51.100.4', 'x-forwarded-host': host };
		network.faults = { headers: { ...written, 'x-forwarded-proto': 'http', forwarded: null } };
		const [address, forwarded] = await examineAddress(network.base, false);
		expect([address, forwarded].map((it) => it?.state)).toEqual(['good', 'good']);
		expect(forwarded?.found).toContain('de confiance');
	});

	it('[Z20] leads to a clock that agrees, or not', async () => {
		for (const [minutes, state] of [
			[10, 'failure'],
			[-1, 'warning']
		] as const) {
			const now = Date.now() + minutes * 60_000;
			const seen = { pretoire: true, origin: '', forwarded: 'none', forged: false, now };
			const late = await pretend((_, response) => response.end(JSON.stringify(seen)));
			expectRemedy(
				(await examineAddress(late))[2],
				state,
				minutes > 0 ? /avance de 10 min/ : /retarde de 60 s/
			);
		}
	});

	it('[Z20] opens by polling then WebSocket, by polling alone, or not at all', async () => {
		expect(await examineLines(door.base)).toMatchObject({
			state: 'good',
			found: expect.stringContaining('WebSocket')
		});
		const stripped = await through({ headers: { upgrade: null, connection: 'keep-alive' } });
		expectRemedy(await examineLines(stripped), 'warning', /requêtes seulement.*Upgrade/);
		const closed = await through({ headers: { 'x-pretoire': null } });
		expectRemedy(await examineLines(closed), 'failure', /ni par requêtes.*\/socket\.io\//);
	});

	it('[Z20] brings answers as they are written, or holds them', async () => {
		expect(stateOf(await examineBuffering(door.base))).toBe('good');
		const held = await through({ buffers: true });
		expectRemedy(await examineBuffering(held), 'warning', /retenues.*proxy_buffering/);
	});

	it('[Z21] says after how many seconds a silence was cut', async () => {
		const [request, line] = await examineSilence(await through({ idleCut: 900 }), 3);
		expectRemedy(request, 'failure', /coupé après [1-2] s.*proxy_read_timeout/);
		expectRemedy(line, 'failure', /coupé après [1-2] s/);
		const refusing = await pretend((_, response) => response.writeHead(504).end());
		expectRemedy((await examineSilence(refusing, 1))[0], 'failure', /coupé après/);
		expect(judgeSilence('Silence', 24_000, 90_000).state).toBe('failure');
		expect(judgeSilence('Silence', 60_000, 90_000).state).toBe('good');
	});
});
