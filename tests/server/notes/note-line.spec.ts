import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { expect, it } from 'vitest';
import type { NotePush } from '../../../src/lib/protocol/notebook.ts';
import { sendNote } from '../../../src/lib/server/wire/frames.ts';

it.each(['websocket', 'polling'])(
	'[G25] a page of a notebook leaves by %s with the bytes of a stock emit',
	async (transport) => {
		const http = createServer();
		const io = new Server(http, { serveClient: false });
		http.listen(0, '127.0.0.1');
		await once(http, 'listening');
		const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
		const client = connect(base, { transports: [transport], forceNew: true });
		const [socket] = (await once(io, 'connection')) as [Socket];
		const heard: unknown[][] = [];
		client.on('note', (...content: unknown[]) => heard.push(content));
		const written: unknown[] = [];
		const write = socket.conn.write.bind(socket.conn);
		socket.conn.write = (data, ...others) => {
			written.push(Buffer.isBuffer(data) ? data.toString('hex') : data);
			return write(data, ...others);
		};
		const push: NotePush = { notebook: 'equipe:avocat/d’été', kind: 'update' };
		const bytes = Buffer.from([0, 1, 255, 13, 10]);
		for (const length of [0, 5]) {
			const some = bytes.subarray(0, length);
			socket.emit('note', push, some);
			sendNote(socket, push, some);
			const [head, body] = written.splice(0, 2);
			expect(written.splice(0)).toEqual([head, body]);
		}
		await expect.poll(() => heard.length).toBe(4);
		expect(heard[3]).toEqual(heard[2]);
		expect(heard[0]).toEqual(heard[1]);
		client.disconnect();
		await io.close();
	}
);
