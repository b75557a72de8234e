/** Who may know what, told a second time from the facts alone: nothing here reads a view or a state of the trial. */
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Material } from '../../src/lib/trial/debrief.ts';
import type { Event } from '../../src/lib/trial/event.ts';

export interface Listener {
	adult: boolean;
	screen: boolean;
	seats: readonly SeatId[];
}

const order = [
	...['welcome', 'reading', 'opening', 'debates', 'deliberation'],
	...['decision', 'role-exit', 'debrief', 'closing']
];
const deposes = (seat: string) => /^(temoin|expert)\//.test(seat);

const anybody: Listener = { adult: false, screen: true, seats: [] };

export class Oracle {
	#file: CaseFile;
	#called = new Set<string>();
	#furthest = -1;
	#step: string | null = null;
	#now = new Map<string, number>();
	#reached = new Map<string, number>();
	#shown = new Set<string>();
	#onShow: string | null = null;
	#admitted = new Set<string>();
	#members = new Set<string>();
	#outcomes = new Map<string, string>();
	#reasons = new Map<string, number>();
	/** How many measures were proposed last, and whether they are ordered. */
	#measures = 0;
	#ordered = false;
	#read = 0;
	#sealed = false;
	/** A visiting magistrate sealed their own in place of the case's. */
	#own = false;
	/** The debrief was entered since. */
	#debriefed = false;
	#phase: string | null = null;
	#material: Material | null = null;
	#revealed = new Set<number>();
	#told = false;
	/** Roles were left once the decision was read. */
	#left = false;

	constructor(file: CaseFile) {
		this.#file = file;
	}

	hear(event: Event): void {
		switch (event.type) {
			case 'stepEntered': {
				const part = this.#file.procedure.steps.find(({ id }) => id === event.step)?.part ?? '';
				this.#furthest = Math.max(this.#furthest, order.indexOf(part));
				this.#step = event.step;
				this.#left ||= this.#haveLeftRoles() && this.#mayHearDecision(anybody, 'appeal');
				this.#onShow = null;
				if (part === 'debrief') {
					// After a rehearsal it begins again.
					if (this.#left && !this.#debriefed) this.#phase = this.#material = null;
					this.#debriefed ||= this.#left;
					this.#phase ??= this.#file.debrief?.phases[0]?.id ?? null;
				}
				return this.#move(event.step, event.cue, event.speaker);
			}
			case 'cueReached':
				return this.#move(event.step, event.cue, event.speaker);
			case 'witnessCalled':
				return this.#letIn(event.seat);
			case 'witnessSentOut':
				return void this.#called.delete(event.seat);
			case 'exhibitShown':
				this.#onShow = event.exhibit;
				return void this.#shown.add(event.exhibit);
			case 'exhibitHidden':
				this.#onShow = null;
				return;
			case 'exhibitAdmitted':
				return void this.#admitted.add(event.exhibit);
			case 'courtComposed':
				this.#members = new Set(event.members);
				return;
			case 'memberExcused':
				return void this.#members.delete(event.seat);
			case 'memberRestored':
				return void this.#members.add(event.seat);
			case 'ballotClosed':
			case 'outcomeDeclared':
				this.#ordered = event.outcome === 'adopter';
				if (!event.charge.startsWith(':')) this.#outcomes.set(event.charge, event.outcome);
				return;
			case 'measuresProposed':
			case 'measuresDeclared':
				this.#measures = event.measures.length;
				this.#ordered = event.type === 'measuresDeclared';
				return;
			case 'reasonsGiven':
				return void this.#reasons.set(event.charge, event.exhibits.length);
			case 'lineRead':
				this.#read = event.line;
				return;
			case 'decisionSealed':
				this.#own = event.by === 'magistrate';
				return;
			case 'phaseEntered':
				this.#phase = event.phase;
				this.#material = null;
				return;
			case 'materialShown':
				this.#material = event.material;
				this.#told ||= event.material?.kind === 'sequel';
				return;
			case 'claimRevealed':
				return void this.#revealed.add(event.claim);
			case 'sealedOpened':
				this.#sealed = true;
				this.#material = { kind: 'decisions' };
		}
	}

	#move(step: string, cue: number, speaker: string | null): void {
		this.#now.set(step, cue);
		this.#reached.set(step, Math.max(this.#reached.get(step) ?? 0, cue));
		if (speaker && deposes(speaker)) this.#letIn(speaker);
	}

	#letIn(seat: string): void {
		if (!this.#called.has(seat)) this.#onShow = null;
		this.#called.add(seat);
	}

	#haveLeftRoles(): boolean {
		const part = this.#file.procedure.steps.find(({ id }) => id === this.#step)?.part ?? '';
		return this.#left || order.indexOf(part) >= order.indexOf('role-exit');
	}

	#isIn(listener: Listener): boolean {
		if (listener.adult || listener.screen) return true;
		const away = (seat: string) =>
			deposes(seat) &&
			this.#furthest >= order.indexOf('opening') &&
			!this.#haveLeftRoles() &&
			!this.#called.has(seat);
		return listener.seats.length > 0 && !listener.seats.some(away);
	}

	/** True where this listener may receive this secret, as `plantCanaries` names it. */
	mayKnow(listener: Listener, secret: string): boolean {
		const [kind = '', name = ''] = secret.split(' ');
		if (!this.#isIn(listener)) return false;
		if (kind === 'cue' || kind === 'prompts') return this.#mayHear(listener, kind, name);
		if (kind === 'title') return this.#mayRead(listener, name);
		if (kind === 'sealed')
			return this.#sealed && (!this.#own || (this.#told && name === 'outcome'));
		if (kind === 'own') return this.#sealed && this.#own;
		if (kind === 'kept') return this.#sealed && (this.#told || !this.#file.debrief);
		if (kind === 'debrief') return this.#mayAnswer(name);
		if (kind === 'decision') return this.#mayHearDecision(listener, name);
		if (kind === 'measure') return this.#mayHearMeasures(listener);
		// Briefs and the text of exhibits travel by other ways: no view ever holds them.
		return false;
	}

	/** Of the debrief: the sentence of the phase under way, and what an adult put before the room. */
	#mayAnswer(name: string): boolean {
		const step = this.#file.procedure.steps.find(({ id }) => id === this.#step);
		if (step?.part !== 'debrief') return false;
		const [kind, id] = name.split('.');
		const material = this.#material;
		const shows = material?.kind === 'claim' && String(material.claim) === id;
		if (kind === 'say') return this.#phase === id;
		if (kind === 'question') return material?.kind === kind && String(material.question) === id;
		if (kind === 'claim') return shows;
		return kind === 'answer' && shows && this.#revealed.has(material.claim);
	}

	#mayHear(listener: Listener, kind: string, id: string): boolean {
		const step = id.slice(0, id.lastIndexOf('.'));
		const cues = this.#file.script[step]?.cues ?? [];
		const index = cues.findIndex((cue) => cue.id === id);
		const own = listener.adult || listener.seats.some((seat) => seat === cues[index]?.seat);
		const come = this.#now.has(step) && index <= (this.#reached.get(step) ?? 0);
		const next = step === this.#step && index === (this.#now.get(step) ?? 0) + 1 && own;
		return kind === 'prompts' ? own && (come || next) : come || next;
	}

	#mayRead({ adult, screen, seats }: Listener, id: string): boolean {
		if (adult) return true;
		if (screen) return this.#onShow === id;
		if (this.#shown.has(id)) return true;
		const exhibit = this.#file.exhibits.find((it) => it.id === id);
		if (!exhibit || this.#furthest < order.indexOf('reading')) return false;
		return seats.some((seat) => {
			const side = this.#file.seats.find((it) => it.id === seat)?.side ?? 'salle';
			if (exhibit.broughtBy && !this.#admitted.has(id)) return side === exhibit.broughtBy;
			if (['tribunal', 'parquet', 'defense', 'partie-civile'].includes(side)) return true;
			if (seat.startsWith('greffier/')) return true;
			return side === 'auxiliaires' && exhibit.first.includes(seat);
		});
	}

	/** What may be ordered is the tribunal's until it is read; what was ordered, then, is everybody's. */
	#mayHearMeasures(listener: Listener): boolean {
		const judges = listener.seats.some((seat) => this.#members.has(seat));
		return listener.adult || judges || (this.#ordered && this.#mayHearDecision(listener, 'answer'));
	}

	/** Lines: the opening, one by charge and one more with reasons, what follows, the appeal. */
	#mayHearDecision({ adult, seats }: Listener, place: string): boolean {
		const { charges, decision } = this.#file;
		if (charges.some(({ id }) => !this.#outcomes.has(id))) return false;
		if (adult || seats.some((seat) => this.#members.has(seat))) return true;
		const found = charges.filter(({ id }) => (this.#reasons.get(id) ?? 0) > 0).length;
		const guilty = [...this.#outcomes.values()].includes('coupable');
		const opening = decision.opening.length;
		const body = opening + charges.length + found;
		if (place === 'opening') return this.#read >= 1;
		if (place === 'outcome') return this.#read > opening;
		if (place !== 'appeal') return this.#read > body;
		// What the tribunal ordered takes the place of the case's own sentences, with a line for its pieces.
		const ordered = this.#measures + ((this.#reasons.get(':mesures') ?? 0) > 0 ? 1 : 0);
		const answer =
			guilty && this.#ordered ? ordered : decision[guilty ? 'ifGuilty' : 'ifCleared'].length;
		return this.#read >= body + answer + 1;
	}
}
