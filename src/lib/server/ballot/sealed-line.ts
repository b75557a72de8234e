/**
 * A line between the processes of one store, on loopback, sealed with its secret: whoever else holds the port, or
 * calls it, reads nothing and is not answered.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const loopback = '127.0.0.1';
const ivLength = 12;
const tagLength = 16;
const mostBytes = 16_384;
const patience = 5_000;

export interface Line {
	address: string;
	stop(): Promise<void>;
}

/** What is said on a line: who it is meant for binds it, and an answer is bound to what was asked. */
interface Seal {
	key: Buffer;
	bound: string | Buffer;
}

/** Listens under this name; a message that does not open, or gets no answer, is hung up on. */
export async function openLine(
	seal: Seal,
	answer: (message: unknown) => Promise<object | null>
): Promise<Line> {
	const open = new Set<Socket>();
	const server = createServer({ allowHalfOpen: true }, (socket) => {
		open.add(socket.once('close', () => open.delete(socket)));
		void receive(socket, patience)
			.then(async (asked) => {
				const said = asked === 'silent' ? null : await answer(unsealed(seal, asked));
				if (asked === 'silent' || said === null) return socket.destroy();
				return socket.end(sealed({ key: seal.key, bound: asked }, said));
			})
			.catch(() => socket.destroy());
	});
	server.unref();
	await new Promise<void>((listening, failed) => {
		server.once('error', failed).listen(0, loopback, listening);
	});
	return {
		address: `${loopback}:${(server.address() as AddressInfo).port}`,
		async stop() {
			for (const socket of open) socket.destroy();
			await new Promise((closed) => server.close(closed));
		}
	};
}

/** Asks whoever listens there; `gone` where nobody of this name does, `silent` where it does not answer in time. */
export async function askLine(
	address: string,
	seal: Seal,
	message: object,
	within = patience
): Promise<{ said: unknown } | 'gone' | 'silent'> {
	const asked = sealed(seal, message);
	const socket = connect({ host: loopback, port: Number(address.split(':').at(-1)) });
	try {
		socket.end(asked);
		const heard = await receive(socket, within);
		if (heard === 'silent') return heard;
		return { said: unsealed({ key: seal.key, bound: asked }, heard) };
	} catch {
		return 'gone';
	} finally {
		socket.destroy();
	}
}

/** Everything the other end sends until it has finished. */
function receive(socket: Socket, within: number): Promise<Buffer | 'silent'> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		let length = 0;
		socket.setTimeout(within, () => resolve('silent'));
		socket.on('data', (part: Buffer) => {
			length += part.length;
			if (length > mostBytes) reject(new Error('too long'));
			else parts.push(part);
		});
		socket.once('end', () => resolve(Buffer.concat(parts)));
		socket.once('close', () => reject(new Error('hung up')));
		socket.once('error', reject);
	});
}

function sealed({ key, bound }: Seal, message: object): Buffer {
	const iv = randomBytes(ivLength);
	const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bound));
	const text = Buffer.concat([cipher.update(JSON.stringify(message)), cipher.final()]);
	return Buffer.concat([iv, text, cipher.getAuthTag()]);
}

/** Throws where this key did not seal it, or for somebody else. */
function unsealed({ key, bound }: Seal, message: Buffer): unknown {
	const iv = message.subarray(0, ivLength);
	const options = { authTagLength: tagLength };
	const decipher = createDecipheriv('aes-256-gcm', key, iv, options)
		.setAAD(Buffer.from(bound))
		.setAuthTag(message.subarray(-tagLength));
	const text = decipher.update(message.subarray(ivLength, -tagLength));
	return JSON.parse(Buffer.concat([text, decipher.final()]).toString());
}
