/** `npm start`: checks what it needs, builds if the sources changed, serves, and says where. */
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { holdData } from '../src/lib/server/archive/hold.ts';
import { ArchiveRefusal } from '../src/lib/server/archive/refusal.ts';
import { parseConfig, type Config } from '../src/lib/server/config.ts';
import { openDatabase } from '../src/lib/server/store/database.ts';
import { StoreUnavailable } from '../src/lib/server/store/store.ts';
import { prepareBuild } from './build.ts';
import { welcome } from './welcome.ts';

/** What keeps Prétoire from starting, in words for whoever installs it. */
class Refusal extends Error {}

process.chdir(join(import.meta.dirname, '..'));

try {
	const config = readEnvironment();
	await tryPort(config).catch(async (error: unknown) => {
		throw new Refusal(await explainPort(config, error));
	});
	await checkRecord(config);
	await prepareBuild(console.log);
	process.env.BUILD_DIR = 'build';
	await import('../src/server.ts').catch(async (error: unknown) => {
		throw isOfPort(error) ? new Refusal(await explainPort(config, error)) : error;
	});
	const { port } = globalThis.pretoireServer?.address() as AddressInfo;
	console.log(welcome(config, port, process.stdout.isTTY));
	followNpm();
} catch (error) {
	// Our own sentences are enough; anything else is a fault of ours, and its stack helps.
	const isOurs = error instanceof Refusal || isUnavailable(error);
	console.error(isOurs ? `\n${error.message}\n` : error);
	process.exit(1);
}

function readEnvironment(): Config {
	const parsed = parseConfig(process.env);
	if ('config' in parsed) return parsed.config;
	throw new Refusal(
		['Prétoire ne peut pas démarrer avec ces réglages :', ...parsed.problems.map((it) => `- ${it}`)]
			.concat('La liste des réglages est dans README.md.')
			.join('\n')
	);
}

/** Before anything slow: a port that is taken is the commonest reason not to start. */
function tryPort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
	return new Promise((free, taken) => {
		const probe = createServer().once('error', taken);
		probe.listen(port, host, () => probe.close(() => free()));
	});
}

function isOfPort(error: unknown): boolean {
	return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}

async function explainPort({ host, port }: Config, error: unknown): Promise<string> {
	const code = error instanceof Error && 'code' in error ? error.code : error;
	const free = await findPort(host, Math.max(port + 1, 3000));
	const remedy = `Pour prendre un autre port : PORT=${free} npm start`;
	switch (code) {
		case 'EADDRINUSE':
			return `Le port ${port} est déjà pris : Prétoire est peut-être déjà ouvert sur cette machine, ou un autre programme s’en sert.\nFermez-le, ou prenez un autre port.\n${remedy}`;
		case 'EACCES':
			return `Ce compte n’a pas le droit d’ouvrir le port ${port} : les ports au-dessous de 1024 sont réservés.\n${remedy}`;
		default:
			return `Impossible d’écouter à l’adresse HOST=${host} (${String(code)}) : cette machine ne la porte pas.\nRetirez HOST pour écouter partout, ou donnez HOST=127.0.0.1 pour cette machine seulement.`;
	}
}

async function findPort(host: string, from: number): Promise<number> {
	for (let port = from; port < from + 100; port++) {
		const isFree = await tryPort({ host, port }).then(
			() => true,
			() => false
		);
		if (isFree) return port;
	}
	return from;
}

/** Opens the record once before the build: a folder that cannot be written is said at once. */
async function checkRecord({ dataDirectory }: Config): Promise<void> {
	const directory = resolve(dataDirectory);
	const hold = holdData(directory);
	try {
		const { close } = await openDatabase(directory);
		close();
	} finally {
		hold.release();
	}
}

/** By its name: the bundle has a class of its own. */
function isUnavailable(error: unknown): error is Error {
	return (
		error instanceof Error && [StoreUnavailable.name, ArchiveRefusal.name].includes(error.name)
	);
}

/** npm does not pass a signal on to us through its shell: when it is gone, so are we, in order. */
function followNpm(): void {
	if (process.env.npm_lifecycle_event === undefined) return;
	const npm = process.ppid;
	const look = () => process.ppid !== npm && process.kill(process.pid, 'SIGTERM');
	setInterval(look, 500).unref();
}
