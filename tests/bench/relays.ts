/** The two servers Prétoire is compared with: each command goes to its whole room; nothing is stored, nothing hidden. */
import { createServer, type Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import { Server } from 'socket.io';

/** The part of `ws` used here; it comes with Socket.IO and has no types of its own. */
interface Line {
	send(text: string): void;
	on(name: 'message', hear: (data: Buffer) => void): void;
	on(name: 'close', hear: () => void): void;
}
interface Lines {
	WebSocketServer: new (options: { server: HttpServer; perMessageDeflate: boolean }) => {
		on(name: 'connection', hear: (line: Line) => void): void;
	};
}

export function relayOverSocketIo(): HttpServer {
	const server = createServer();
	const io = new Server(server, { serveClient: false, perMessageDeflate: false });
	io.on('connection', (socket) => {
		const { code } = socket.handshake.auth as { code: string };
		void socket.join(code);
		socket.emit('view', {});
		socket.on('command', (frame: unknown) => io.to(code).emit('view', frame));
	});
	return server;
}

export function relayOverWs(): HttpServer {
	const server = createServer();
	const { WebSocketServer } = createRequire(import.meta.url)('ws') as Lines;
	const rooms = new Map<string, Set<Line>>();
	new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (line) => {
		let room: Set<Line> | undefined;
		line.on('message', (data) => {
			const text = data.toString();
			if (room) for (const other of room) other.send(text);
			else {
				room = rooms.get(text) ?? new Set();
				rooms.set(text, room.add(line));
				line.send('view');
			}
		});
		line.on('close', () => room?.delete(line));
	});
	return server;
}
