/** A magistrate's decision: committed to as the room opens, opened last, checked by anybody. Rules [J]. */
import * as v from 'valibot';
import type { Audience } from './actor.ts';
import type { CaseFile, ChargeId, ExhibitId } from '../casefile/casefile.ts';
import { findUnlawful } from '../casefile/law/composition.ts';
import { tellQuantity } from '../casefile/law/quantity.ts';
import { renderBlocks, sanitize } from '../casefile/markdown.ts';
import { writeSealed, type SealedDecision } from '../casefile/sealed.ts';
import { adults } from './actor.ts';
import { command, exhibitId, first, nothing } from './command.ts';
import { hasPastThree, type Reads as DebriefReads } from './debrief.ts';
import { isWholeRead, type Reads as DecisionReads } from './decision.ts';
import { openRoom } from './door.ts';
import type { Event, Outcome } from './event.ts';
import { isDebated } from './evidence.ts';
import type { Refusal } from './refusal.ts';
import { hasBegun, haveLeftRoles } from './script.ts';
import { isPresent } from './witness.ts';

/** What the server lends to seal and to open: chance, a digest, and the text it keeps. */
export interface Sealer {
	salt: string;
	/** SHA-256, in hexadecimal. */
	hash(text: string): string;
	/** The magistrate's own text, where it was found. */
	kept: SealedDecision | null;
}

/** Who wrote what is sealed. */
export type SealedBy = 'case' | 'magistrate';
/** What was found as it was opened: the text sealed, another one, or none. */
export type SealCheck = 'intact' | 'altered' | 'lost';

export interface Sealed {
	/** Null in a room opened before decisions were sealed. */
	seal: { digest: string; salt: string; by: SealedBy } | null;
	opened: { check: SealCheck | null; decision: SealedDecision | null } | null;
}

export interface Reads extends DecisionReads, DebriefReads {
	sealed: Sealed;
}

export const unsealed: Sealed = { seal: null, opened: null };

export function evolveSealed(sealed: Sealed, event: Event): Sealed {
	switch (event.type) {
		case 'decisionSealed': {
			const { digest, salt, by } = event;
			return { ...sealed, seal: { digest, salt, by } };
		}
		case 'sealedOpened':
			return {
				...sealed,
				opened: { check: event.check ?? null, decision: event.decision ?? null }
			};
		default:
			return sealed;
	}
}

/** The digest of a decision: of its salt, then its canonical text. */
export const digestOf = (
	{ hash }: Pick<Sealer, 'hash'>,
	salt: string,
	decision: SealedDecision
): string => hash(salt + writeSealed(decision));

const shortText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600));
const longText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(6_000));
const own = v.strictObject({
	outcome: shortText,
	/** Plain text or Markdown. */
	reasons: longText,
	exhibits: v.pipe(v.array(exhibitId), v.maxLength(12)),
	measures: v.exactOptional(
		v.pipe(
			v.array(
				v.strictObject({
					id: v.pipe(v.string(), v.maxLength(64)),
					quantity: v.exactOptional(v.pipe(v.number(), v.safeInteger()))
				})
			),
			v.maxLength(12)
		)
	)
});

/** What is kept of it until it is opened. */
const kept = v.strictObject({ ...own.entries, reasons: v.pipe(v.string(), v.minLength(1)) });

/** What is found again, whoever's hand was on it: sanitised again; null where it is no decision. */
export function readKept(text: string): SealedDecision | null {
	try {
		const parsed = v.safeParse(kept, JSON.parse(text));
		if (!parsed.success) return null;
		const { measures, ...decision } = parsed.output;
		const reasons = sanitize(decision.reasons);
		return reasons ? { ...decision, reasons, ...(measures && { measures }) } : null;
	} catch {
		return null;
	}
}

/** What a magistrate wrote, rendered and sanitised as a case is; null where nothing of the reasons can be kept. */
export function readOwn(input: unknown): SealedDecision | null {
	const parsed = v.safeParse(own, input);
	if (!parsed.success) return null;
	const { outcome, reasons, exhibits, measures } = parsed.output;
	const html = render(reasons);
	if (!html) return null;
	const chosen = measures && measures.length > 0 ? { measures } : {};
	return { outcome, reasons: html, exhibits: [...new Set(exhibits)], ...chosen };
}

function render(markdown: string): string | null {
	try {
		return renderBlocks(markdown);
	} catch {
		return null;
	}
}

/** The visiting magistrate's own decision, in place of the case's: until the hearing opens. */
export const sealDecision = command({
	input: own,
	by: ['magistrate'],
	when: (reads: Reads) => first(openRoom(reads), hasBegun(reads) ? 'hearing-begun' : null),
	then: ({ file }: Reads, input, { sealer }) => {
		const decision = readOwn(input);
		if (!decision || !sealer) return 'malformed';
		const refused = forbids(file, decision);
		if (refused) return refused;
		const { salt } = sealer;
		const digest = digestOf(sealer, salt, decision);
		return [{ type: 'decisionSealed', digest, salt, by: 'magistrate' }];
	}
});

function forbids(file: CaseFile, { exhibits, measures }: SealedDecision): Refusal | null {
	if (exhibits.some((id) => !file.exhibits.some((it) => it.id === id))) return 'exhibit-unknown';
	if (!measures) return null;
	if (!file.measures) return 'no-measures';
	return findUnlawful(file, file.settled ?? file.charges.map(({ id }) => id), measures);
}

/** Opened by an adult: the tribunal's read, roles left, and the pupils' own three phases past. */
export const openSealed = command({
	input: nothing,
	by: adults,
	when: (reads: Reads) =>
		first(
			openRoom(reads),
			haveLeftRoles(reads) ? null : 'roles-not-left',
			isWholeRead(reads) ? null : 'decision-not-read',
			reads.sealed.opened ? 'sealed-opened' : null,
			hasPastThree(reads) ? null : 'phases-not-past'
		),
	then: ({ file, sealed: { seal } }: Reads, _, { sealer }) => {
		if (!seal || !sealer) return [{ type: 'sealedOpened' }];
		const isOwn = seal.by === 'magistrate';
		const decision = isOwn ? sealer.kept : file.decision.sealed;
		if (!decision) return [{ type: 'sealedOpened', check: 'lost' }];
		const isSame = digestOf(sealer, seal.salt, decision) === seal.digest;
		const check = isSame ? 'intact' : 'altered';
		return [{ type: 'sealedOpened', check, ...(isOwn && { decision }) }];
	}
});

/** Closed, what commits to it and nothing else; opened, all that it says, and what anybody needs to check it. */
export function viewSealed(reads: Reads, audience: Audience) {
	if (!isPresent(reads, audience)) return null;
	const { seal, opened } = reads.sealed;
	const cover = seal && { digest: seal.digest, by: seal.by };
	return { seal: cover, opened: opened && tellOpened(reads, opened) };
}

function tellOpened(reads: Reads, { check, decision: own }: NonNullable<Sealed['opened']>) {
	const { file, debrief, sealed } = reads;
	const decision = own ?? file.decision.sealed;
	const { sequel, other } = file.decision;
	const others = [...(own ? [file.decision.sealed.outcome] : []), ...(other ? [other] : [])];
	return {
		decision,
		check,
		/** The exact text: its SHA-256 is the digest. */
		proof: sealed.seal && { salt: sealed.seal.salt, text: writeSealed(decision) },
		...compare(reads, decision),
		/** Told last: another decision that may be defended, and what followed in the story. */
		rest:
			debrief.told || !file.debrief ? { others, ...(sequel !== undefined && { sequel }) } : null,
		hasRest: others.length > 0 || sequel !== undefined
	};
}

/** The tribunal's decision beside the magistrate's: what each says, and stands on. */
function compare(reads: Reads, sealed: SealedDecision) {
	const { file, ballot, decision, sanction } = reads;
	const outcomeOf = (id: ChargeId): Outcome =>
		file.settled
			? file.settled.includes(id)
				? 'coupable'
				: 'relaxe'
			: ballot.outcomes[id] === 'coupable'
				? 'coupable'
				: 'relaxe';
	const named = new Set(Object.values(decision.reasons).flat());
	const founded = file.exhibits.map(({ id }) => id).filter((id) => named.has(id));
	const only = (these: readonly ExhibitId[], those: readonly ExhibitId[]) =>
		these.filter((id) => !those.includes(id));
	return {
		tribunal: {
			/** Guilt was decided at an earlier hearing. */
			settled: file.settled !== undefined,
			outcomes: file.charges.map(({ id }) => ({ charge: id, outcome: outcomeOf(id) })),
			measures: tellMeasures(file, (sanction.adopted && sanction.proposal) || []),
			exhibits: founded
		},
		magistrate: { measures: tellMeasures(file, sealed.measures ?? []) },
		exhibits: {
			both: founded.filter((id) => sealed.exhibits.includes(id)),
			tribunal: only(founded, sealed.exhibits),
			magistrate: only(sealed.exhibits, founded),
			/** What the magistrate's stands on and this room never saw. */
			undebated: sealed.exhibits.filter((id) => !isDebated(reads, id))
		}
	};
}

const tellMeasures = (file: CaseFile, chosen: readonly { id: string; quantity?: number }[]) =>
	chosen.flatMap(({ id, quantity }) => {
		const measure = file.measures?.find((it) => it.id === id);
		if (!measure) return [];
		const { name, bounds } = measure;
		const told = bounds && quantity !== undefined && tellQuantity(bounds.unit, quantity);
		return { id, name, ...(told && { quantity: told }) };
	});
