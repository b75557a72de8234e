import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bus } from '../../../src/lib/server/bus/bus.ts';
import { createLocalBus } from '../../../src/lib/server/bus/local.ts';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import { createLog } from '../../../src/lib/server/log.ts';
import { notesFileOf } from '../../../src/lib/server/notes/note-database.ts';
import { Notes } from '../../../src/lib/server/notes/notes.ts';
import { endless, ground } from '../../security/hostile-notes.ts';
import { lawyer, openNoteRoom, team, type NoteRoom } from '../../security/note-rooms.ts';
import { busFaults, createBadBus } from '../../support/bad-bus.ts';
import { House } from '../../support/house.ts';
import { publish } from '../../support/promise.ts';
import { Pad } from './pad.ts';

let house: House;
let room: NoteRoom;
let courtroom: Courtroom;
let holder: string;
beforeAll(async () => {
	house = await House.open();
	room = await openNoteRoom(house, [lawyer], 'interrogatoire');
	courtroom = await house.courtroom(room.code);
	holder = room.of(lawyer).view.me?.holder ?? '';
});
afterAll(async () => {
	room.close();
	await house.close();
});

let directory: string;
const running: Notes[] = [];
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'pretoire-carnets-'));
});
afterEach(async () => {
	for (const notes of running.splice(0)) await notes.stop();
	rmSync(directory, { recursive: true, force: true });
});

type Given = Partial<ConstructorParameters<typeof Notes>[0]>;
const lines: string[] = [];
/** The notebooks of a process of its own, on the folder of this test. */
function start(given: Given = {}): Notes {
	lines.length = 0;
	const log = createLog('info', { write: (line) => void lines.push(line) });
	const bus = createLocalBus(() => {});
	const notes = new Notes({ directory, bus, log, late: 20, ...given });
	running.push(notes);
	return notes;
}
const pad = (notes: Notes) => new Pad(notes, courtroom, holder, team);
const soon = (is: () => unknown, timeout = 10_000) => expect.poll(is, { timeout, interval: 20 });
const facts = () => lines.map((line) => (JSON.parse(line) as { fact: string }).fact);
/** All that is on the disk of the notebooks, as letters. */
const onDisk = (): string =>
	['', '-wal']
		.map((end) => {
			try {
				return readFileSync(notesFileOf(directory) + end).toString('latin1');
			} catch {
				return '';
			}
		})
		.join();

describe('who costs too much', () => {
	it('[NB25] {P25} writes no more for a while, reads on, and is told when it may again', async () => {
		const mine = pad(start({ mute: 1_500 }));
		await mine.open();
		for (const update of ground(50))
			expect(await mine.say('update', update)).toEqual({ done: true });
		expect(await mine.say('update', endless(51, 50))).toEqual({ refused: 'muted' });
		expect(await mine.open()).toMatchObject({ writable: false });
		await soon(() => mine.kinds('rights').map(({ bytes }) => bytes[0])).toEqual([1]);
		await soon(async () => await mine.open()).toMatchObject({ writable: true });
		expect(await mine.type('pardon')).toEqual({ done: true });
		expect(facts()).toEqual(expect.arrayContaining(['notes-restarted', 'notes-muted']));
	}, 30_000);
});

describe('two processes', () => {
	/** Each writes in its turn, and reads what the other has written. */
	async function writeTogether(bus: Bus, poll: number): Promise<void> {
		const [here, there] = [pad(start({ bus, poll })), pad(start({ bus, poll }))];
		for (const it of [here, there]) await it.open();
		for (let n = 0; n < 4; n++) {
			await here.type(`h${n} `);
			await soon(() => there.text).toContain(`h${n}`);
			await there.type(`t${n} `);
			await soon(() => here.text).toContain(`t${n}`);
		}
		await soon(() => here.text === there.text).toBe(true);
		for (const { line } of [here, there]) line.leave();
	}

	it('[NB26] {P14} what one saves reaches the other by the bus alone, told once or three times', async () => {
		const never = 3_600_000;
		await writeTogether(
			createLocalBus(() => {}),
			never
		);
		await writeTogether(createBadBus('twice'), never);
	}, 30_000);

	it.each(busFaults)(
		'[NB26] they meet through the store where the bus is %s',
		async (fault) => {
			await writeTogether(createBadBus(fault), 100);
		},
		30_000
	);
});

describe('a disk that refuses', () => {
	it('[NB27] {P6} every page is told, until what was taken is written; the cause is logged once', async ({
		task
	}) => {
		const mine = pad(start());
		await mine.open();
		await mine.type('avant');
		await soon(onDisk).toContain('avant');
		const other = new DatabaseSync(notesFileOf(directory), { timeout: 5_000 });
		other.exec("create trigger refuse before insert on page begin select raise(abort, 'no'); end");
		await mine.type(' pendant');
		const disk = () => mine.kinds('disk').map(({ bytes }) => bytes[0]);
		await soon(disk).toEqual([0]);
		await mine.type(' encore');
		// Whoever opens it now is told before the answer.
		await mine.open();
		expect(disk()).toEqual([0, 0]);
		await new Promise((tried) => setTimeout(tried, 200));
		expect(facts().filter((fact) => fact === 'notes-unavailable')).toHaveLength(1);
		expect(lines.join()).toContain('ERR_SQLITE_ERROR');
		other.exec('drop trigger refuse');
		other.close();
		await soon(disk).toEqual([0, 0, 1]);
		expect(onDisk()).toContain('encore');
		publish(task, { 'pages prévenues que le disque refuse': 1 });
	}, 30_000);

	it('[NB32] once closed, and once stopped, nothing deleted is readable in any file', async () => {
		const notes = start();
		const mine = pad(notes);
		await mine.open();
		await mine.type('je garde');
		await mine.write((text) => text.insert(3, 'canarisupprime '));
		await soon(onDisk).toContain('canarisupprime');
		await mine.write((text) => text.delete(3, 'canarisupprime '.length));
		await mine.say('close', undefined);
		await soon(onDisk).not.toContain('canarisupprime');
		await mine.open();
		expect(mine.text).toBe('je garde');
		// Stopped while it is open.
		await mine.write((text) => text.insert(3, 'canariencore '));
		await soon(onDisk).toContain('canariencore');
		await mine.write((text) => text.delete(3, 'canariencore '.length));
		await notes.stop();
		expect(onDisk()).not.toContain('canariencore');
		const again = pad(start());
		await again.open();
		expect(again.text).toBe('je garde');
	}, 30_000);
});

describe('a browser that comes back', () => {
	it('[NB28] has its cursor back before its dead line is noticed, and nobody else has it', async () => {
		const notes = start();
		const [dead, back] = [pad(notes), pad(notes)];
		for (const it of [dead, back]) await it.open();
		const cursor = Buffer.from(JSON.stringify({ client: 4, cursor: { anchor: 1, head: 1 } }));
		expect(await dead.say('awareness', cursor)).toEqual({ done: true });
		expect(await back.say('awareness', cursor)).toEqual({ done: true });
		dead.line.leave();
		// What the dead line had told is not taken back in the name of the new one.
		expect(back.kinds('awareness').map(({ bytes }) => String(bytes))).toHaveLength(1);
	});

	it('[NB28] had nothing left to say when it came back, and may speak again once it has', async () => {
		const notes = start();
		const first = pad(notes);
		for (let n = 0; n < 200; n++) void first.say('update', Uint8Array.of(0, 0));
		const second = pad(notes);
		expect(await second.open()).toEqual({ refused: 'too-fast' });
		// Asked again at each moment, it would never have anything.
		await new Promise((later) => setTimeout(later, 500));
		expect(await second.open()).toMatchObject({ writable: true });
		expect(await second.type('me revoilà')).toEqual({ done: true });
	});
});
