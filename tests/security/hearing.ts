/** A whole hearing, from the opening of the room to its closing, by browsers without a screen. */
import { randomBytes } from 'node:crypto';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import type { PollId } from '../../src/lib/trial/poll.ts';
import { Bot, enter, openRoom } from '../support/bot.ts';

export interface Hearing {
	code: string;
	phrase: string;
	/** By office or seat. */
	browsers: Map<string, Bot>;
	/** What no log, page or file of this hearing may hold: cookies, codes, words, sids. */
	secrets: Map<string, string>;
	/** How many gestures were accepted. */
	gestures: number;
}

const cast = ['juge', 'assesseur', 'procureur', 'avocat', 'greffier', 'temoin', 'observateur'];

/** Opens a room and seats its class. */
export async function openHearing(
	base: string,
	file: CaseFile,
	affaire = file.id
): Promise<Hearing> {
	const { regie, code, phrase } = await openRoom(base, { affaire });
	const browsers = new Map<string, Bot>([['regie', regie]]);
	for (const office of ['magistrat', 'ecran'] as const) {
		await regie.post(`/salle/${code}/regie?/${office}`);
		browsers.set(office, await bearing(regie, base, code, office));
	}
	for (const { id } of file.seats)
		if (cast.includes(id.split('/')[0] ?? '')) browsers.set(id, await enter(base, code, id));
	browsers.set('sans place', await enter(base, code));
	const hearing = { code, phrase, browsers, secrets: new Map<string, string>(), gestures: 0 };
	await noteSecrets(hearing);
	return hearing;
}

/** The browser of the régie, as the other office it opened. */
async function bearing(
	regie: Bot,
	base: string,
	code: string,
	office: 'magistrat' | 'ecran'
): Promise<Bot> {
	const bot = new Bot(base);
	bot.cookies = new Map([...regie.cookies].filter(([name]) => name.includes(office)));
	return bot.join(code, office);
}

async function noteSecrets({ browsers, code, phrase, secrets }: Hearing): Promise<void> {
	secrets.set('code', code).set('phrase', phrase);
	for (const [name, bot] of browsers) {
		for (const [cookie, value] of bot.cookies) secrets.set(`${cookie} de ${name}`, value);
		secrets.set(`sid de ${name}`, bot.socket?.io.engine.id ?? '');
		secrets.set(`socket de ${name}`, bot.socket?.id ?? '');
	}
	const regie = browsers.get('regie');
	const action = { accept: 'application/json', 'x-sveltekit-action': 'true' };
	const tablette = browsers.get('sans place')?.view.me?.holder ?? '';
	for (const [name, fields] of [
		['inviter', { office: 'magistrat' }],
		['cle-ecran', {}],
		['remplacer', { tablette }]
	] as [string, Record<string, string>][]) {
		const answer = await regie?.post(`/salle/${code}/regie?/${name}`, fields, action);
		const pass = /"([A-Z\d]{8})\\"/.exec((await answer?.text()) ?? '')?.[1];
		if (pass) secrets.set(name, pass);
	}
	const cards = (await (await regie?.get(`/salle/${code}/regie/cartes`))?.text()) ?? '';
	for (const [i, [, card = '']] of [...cards.matchAll(/carte=([A-Z\d]{10})/g)].entries())
		secrets.set(`carte ${i}`, card);
}

/** Plays every step: cues, pieces, délibéré, decision, roles left, closing; `visit` is called at each. */
export async function holdHearing(
	hearing: Hearing,
	file: CaseFile,
	visit: (step: string) => Promise<unknown> = () => Promise.resolve()
): Promise<void> {
	const regie = hearing.browsers.get('regie');
	if (!regie) return;
	const run = async (...gesture: Parameters<Bot['run']>) => {
		for (;;) {
			const reply = await regie.run(...gesture);
			if ('done' in reply) return ++hearing.gestures > 0;
			if (reply.refused !== 'too-fast') return false;
			await new Promise((next) => setTimeout(next, 300));
		}
	};
	let shown = 0;
	for (const { id: step, part } of file.procedure.steps) {
		await run('jumpToStep', { step });
		await regie.until((view) => view.script?.step === step);
		const cues = file.script[step]?.cues ?? [];
		for (const cue of cues) await run('advanceCue', { cue: cue.id });
		if (part === 'debates' && cues.length > 0 && shown++ === 0)
			for (const { id: exhibit } of file.exhibits.slice(0, 3)) {
				await run('admitExhibit', { exhibit });
				await run('showExhibit', { exhibit });
				await run('pointAt', { paragraph: 1 });
			}
		if (part === 'deliberation') await deliberate(hearing, file, run);
		if (part === 'decision') for (let line = 1; await run('readLine', { line }); line++);
		if (part === 'debrief') {
			for (let past = 0; past < 3; past++) await run('nextPhase', {});
			await run('openSealed', {});
		}
		await visit(step);
	}
	await run('closeRoom', {});
}

async function deliberate(
	{ browsers, secrets }: Hearing,
	{ charges, exhibits }: CaseFile,
	run: (...gesture: Parameters<Bot['run']>) => Promise<boolean>
): Promise<void> {
	for (const { id: charge } of charges) {
		await run('openBallot', { charge });
		for (const [seat, bot] of browsers)
			if (/^(juge|assesseur)\//.test(seat))
				await bot.run(
					'castSlip',
					{ charge, choice: seat.startsWith('juge') ? 'relaxe' : 'coupable' },
					seat as SeatId
				);
		await run('closeBallot', { charge });
		const poll: PollId = `avis:${charge}`;
		await run('openPoll', { poll });
		for (const [seat, bot] of browsers) {
			const batch = randomBytes(12).toString('hex');
			const cast = { poll, batch, answers: ['oui' as const] };
			const reply = await bot.run('castAnswers', cast, seat as SeatId);
			if ('done' in reply) secrets.set(`lot de ${seat}`, batch);
		}
		await run('closePoll', { poll, round: 0 });
		await run('giveReasons', { charge, exhibits: exhibits.slice(0, 2).map(({ id }) => id) });
	}
}

export function leave({ browsers }: Hearing): void {
	for (const bot of browsers.values()) bot.leave();
}
