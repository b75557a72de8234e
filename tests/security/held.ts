/** A site and a whole hearing in one process tree, for whoever watches what leaves it. */
import { shippedCase } from '../support/shipped-case.ts';
import { Program } from '../support/program.ts';
import { holdHearing, leave, openHearing } from './hearing.ts';

const { BUILD_DIR = 'build', DATA_DIR = '' } = process.env;
const program = new Program('src/server.ts', {
	PORT: '0',
	HOST: '127.0.0.1',
	BUILD_DIR,
	PRETOIRE_DATA_DIR: DATA_DIR
});
// Whoever watches must not wait for ever.
process.on('exit', () => program.child.kill('SIGKILL'));
setTimeout(() => process.exit(1), 40_000).unref();
try {
	const base = await program.base();
	const file = await shippedCase();
	const hearing = await openHearing(base, file);
	let requests = 0;
	await holdHearing(hearing, file, async (step) => {
		if (!['dossier', 'interrogatoire', 'delibere', 'debrief'].includes(step)) return;
		for (const [name, bot] of hearing.browsers) {
			const office = /^(regie|magistrat|ecran)$/.test(name) ? `/${name}` : '';
			for (const path of [office, '/fiches', '/dit', '/pieces/1']) {
				await bot.get(`/salle/${hearing.code}${path}`);
				requests++;
			}
		}
		for (const path of ['/', '/ouvrir', '/aide', '/healthz/ready', '/_app/version.json']) {
			await (await fetch(base + path)).text();
			requests++;
		}
	});
	leave(hearing);
	const { gestures, browsers } = hearing;
	console.log(JSON.stringify({ gestures, browsers: browsers.size, requests }));
} finally {
	await program.kill('SIGTERM');
}
