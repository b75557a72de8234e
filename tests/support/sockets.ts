/** Every socket that a gateway of this process takes in, from now on. */
import { vi } from 'vitest';
import { Gateway, type RoomSocket } from '../../src/lib/server/wire/gateway.ts';

export function watchSockets(hear: (socket: RoomSocket) => void): void {
	const connect = Gateway.prototype.connect;
	vi.spyOn(Gateway.prototype, 'connect').mockImplementation(function (this: Gateway, socket) {
		hear(socket);
		return connect.call(this, socket);
	});
}
