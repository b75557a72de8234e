/** Who may come in, and as what: tokens stored hashed, one-use codes, cards, the recovery phrase. Rules [K]. */
import { randomBytes } from 'node:crypto';
import type { SeatId } from '../../casefile/casefile.ts';
import type { Reply } from '../../protocol/wire.ts';
import type { Holder, Office, TabletId } from '../../trial/actor.ts';
import type { Request } from '../../trial/decide.ts';
import { cardOf, isOpen, seatsOf } from '../../trial/seats.ts';
import type { Courtroom } from '../courtroom.ts';
import type { Courtrooms, Opening } from '../courtrooms.ts';
import { Derivations } from './derivations.ts';
import { Keys } from './keys.ts';
import { Limits } from './limits.ts';
import {
	drawCard,
	drawLink,
	drawPass,
	drawPhrase,
	drawToken,
	hashPass,
	hashPhrase,
	hashToken,
	readPass
} from './secret.ts';
import { StoreUnavailable, type Key, type Store, type TrialId } from '../store/store.ts';

const quarter = 15 * 60_000;
const system = { office: 'system', holder: 'system' } as const;

export class Admission {
	/** What may be tried, and how many times. */
	readonly limits: Limits;
	#store: Store;
	#keys: Keys;
	#courtrooms: Courtrooms;
	#now: () => number;
	#derivations = new Derivations();

	constructor(store: Store, courtrooms: Courtrooms, now: () => number) {
		this.#store = store;
		this.#keys = new Keys(store);
		this.#courtrooms = courtrooms;
		this.#now = now;
		this.limits = new Limits(async () => (await store.rooms()).length);
	}

	/** Opens a room: its code, the facilitator's token, and the phrase that brings a lost régie back. */
	async open(opening: Opening): Promise<{ code: string; token: string; phrase: string }> {
		const token = drawToken();
		const phrase = drawPhrase();
		const { code } = await this.#courtrooms.open(opening, async (trial) => [
			cookie(trial, 'regie', 'regie', token),
			{
				...cookie(trial, 'regie', 'regie', ''),
				purpose: 'phrase',
				hash: await hashPhrase(trial, phrase)
			}
		]);
		return { code, token, phrase };
	}

	/** Who the bearer of this token is in this room: a tablet the trial knows, or an adult's device. */
	async whoIs(courtroom: Courtroom, office: Office, token: string | null): Promise<Holder | null> {
		const key = token && (await this.#keys.find(hashToken(token)));
		if (!key || key.purpose !== 'cookie') return null;
		if (key.trial !== courtroom.id || key.office !== office) return null;
		return office !== 'tablette' || (await isAdmitted(courtroom, key.holder)) ? key.holder : null;
	}

	/** Lets a tablet in; null when the door is locked, the room closed, or full of tablets that are there. */
	async enter(courtroom: Courtroom): Promise<string | null> {
		if (isShut(courtroom)) await courtroom.catchUp();
		if (isShut(courtroom)) return null;
		const tablet = drawTablet();
		// The key first: a process that dies in between leaves a key without a tablet, which opens nothing.
		const token = await this.#giveToken(courtroom.id, 'tablette', tablet);
		for (;;) {
			const reply = await ask(courtroom, { type: 'admitTablet', input: { tablet } });
			if ('done' in reply) return token;
			const absent = reply.refused === 'room-full' ? findAbsent(courtroom) : null;
			if (absent === null) break;
			await this.returnTablet(courtroom, absent);
		}
		await this.#store.dropKeys(courtroom.id, { holder: tablet });
		return null;
	}

	async returnTablet(courtroom: Courtroom, tablet: TabletId): Promise<void> {
		await ask(courtroom, { type: 'returnTablet', input: { tablet } });
		await this.#store.dropKeys(courtroom.id, { holder: tablet });
	}

	/** The régie again, from its phrase; throws Crowded where too many ask at once. */
	async recover({ id }: Courtroom, phrase: string, from = ''): Promise<string | null> {
		const hash = await this.#derivations.run(from, () => hashPhrase(id, phrase.slice(0, 200)));
		const key = await this.#store.key(hash);
		return key?.trial === id && key.purpose === 'phrase'
			? this.#giveToken(id, 'regie', 'regie')
			: null;
	}

	/** A one-use code for another browser of this office. */
	async invite({ id }: Courtroom, office: Exclude<Office, 'tablette'>): Promise<string> {
		return this.#givePass(id, office, 'invitation', office);
	}

	/** This browser as another office of the room, without a code: the adult is already there. */
	grant({ id }: Courtroom, office: Exclude<Office, 'tablette'>): Promise<string> {
		return this.#giveToken(id, office, office);
	}

	/** An invitation opens no closed room; its régie alone is found again, to read, with the phrase. */
	async accept({ id, trial }: Courtroom, office: Office, pass: string): Promise<string | null> {
		if (trial.door.closed) return null;
		const key = await this.#takePass(id, pass, 'invitation', office);
		return key && this.#giveToken(id, office, key.holder);
	}

	/** A one-use code that puts another tablet in the place of this one. */
	async offerReplacement(courtroom: Courtroom, tablet: TabletId): Promise<string | null> {
		if (!(await isAdmitted(courtroom, tablet))) return null;
		return this.#givePass(courtroom.id, 'tablette', 'replacement', tablet);
	}

	/** The old tablet's keys die with the code; its seats follow the new one. */
	async replace(courtroom: Courtroom, pass: string): Promise<string | null> {
		const key = await this.#takePass(courtroom.id, pass, 'replacement', 'tablette');
		if (!key) return null;
		const by = drawTablet();
		const token = await this.#giveToken(courtroom.id, 'tablette', by);
		const reply = await ask(courtroom, {
			type: 'replaceTablet',
			input: { tablet: key.holder, by }
		});
		await this.#store.dropKeys(courtroom.id, { holder: 'done' in reply ? key.holder : by });
		return 'done' in reply ? token : null;
	}

	/** What the drawing on the screen says more than the code typed: too long to guess, it is never counted. */
	async link({ id }: Courtroom): Promise<string> {
		return drawLink(await this.#store.secret('links'), id);
	}

	/** The current card of every open seat. */
	async cards({ id, trial }: Courtroom): Promise<{ seat: SeatId; card: string }[]> {
		const secret = await this.#store.secret('cards');
		return trial.file.seats
			.filter((seat) => isOpen(trial.seats, seat.id))
			.map(({ id: seat }) => ({
				seat,
				card: drawCard(secret, id, seat, cardOf(trial.seats, seat))
			}));
	}

	/** The seat whose current card this is. */
	async readCard(courtroom: Courtroom, typed: string): Promise<SeatId | null> {
		const card = readPass(typed.slice(0, 40));
		const seatOf = async () =>
			(await this.cards(courtroom)).find((it) => it.card === card)?.seat ?? null;
		return (await seatOf()) ?? courtroom.catchUp().then(seatOf);
	}

	/** A card's bearer takes its seat, or waits for an adult; a browser not yet admitted is. */
	async presentCard(courtroom: Courtroom, seat: SeatId, known: TabletId | null) {
		const holder = known ?? drawTablet();
		const reply = await ask(courtroom, { type: 'presentCard', input: { seat, holder } });
		if ('refused' in reply) return reply;
		return { token: known ? null : await this.#giveToken(courtroom.id, 'tablette', holder) };
	}

	async #giveToken(trial: TrialId, office: Office, holder: Holder): Promise<string> {
		const token = drawToken();
		await this.#store.addKey(cookie(trial, office, holder, token));
		return token;
	}

	async #givePass(trial: TrialId, office: Office, purpose: Key['purpose'], holder: string) {
		const pass = drawPass();
		const hash = hashPass(trial, pass);
		await this.#store.addKey({
			hash,
			trial,
			office,
			purpose,
			holder,
			expiresAt: this.#now() + quarter
		});
		return pass;
	}

	async #takePass(trial: TrialId, pass: string, purpose: Key['purpose'], office: Office) {
		const hash = hashPass(trial, pass.slice(0, 40));
		const key = await this.#store.key(hash);
		if (key?.trial !== trial || key.purpose !== purpose || key.office !== office) return null;
		return this.#store.takeKey(hash, this.#now());
	}
}

const isShut = ({ trial: { door } }: Courtroom): boolean => door.closed || door.locked;

/** The tablet without a seat that came in first among those nobody reads. */
const findAbsent = (courtroom: Courtroom): TabletId | null =>
	courtroom.trial.seats.admitted.find(
		(it) => seatsOf(courtroom.trial, it).length === 0 && !courtroom.attendance.has(it)
	) ?? null;

/** True for a tablet of the room, whichever process let it in. */
async function isAdmitted(courtroom: Courtroom, tablet: TabletId): Promise<boolean> {
	const admits = () => courtroom.trial.seats.admitted.includes(tablet);
	return admits() || courtroom.catchUp().then(admits);
}

/** Asks the trial in the server's own name; a disk that refuses is no refusal of the trial. */
async function ask(courtroom: Courtroom, request: Request): Promise<Reply> {
	const reply = await courtroom.run(request, system);
	if ('refused' in reply && reply.refused === 'record-unavailable')
		throw new StoreUnavailable('io', 'Le registre ne peut pas être écrit : vérifiez le disque.');
	return reply;
}

const cookie = (trial: TrialId, office: Office, holder: Holder, token: string): Key => ({
	hash: hashToken(token),
	trial,
	office,
	purpose: 'cookie',
	holder,
	expiresAt: null
});

const drawTablet = (): TabletId => `t-${randomBytes(6).toString('base64url')}`;
