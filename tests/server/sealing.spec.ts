import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseRoom } from '../../src/lib/server/archive/expiry.ts';
import { writeSealed } from '../../src/lib/casefile/sealed.ts';
import { adultSheet, roomSheet } from '../../src/lib/server/sheets.ts';
import { writePaper } from '../../src/lib/server/paper.ts';
import type { Input } from '../../src/lib/trial/decide.ts';
import type { Bot } from '../support/bot.ts';
import { House } from '../support/house.ts';
import { wideCase } from '../support/wide-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const word = 'canarisecretz';
const own = { outcome: `Relaxe ${word}.`, reasons: `Le **doute** ${word}.`, exhibits: ['1'] };
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** From the lobby to the fourth phase of the debrief. */
async function conduct(regie: Bot): Promise<void> {
	const run = async (...gesture: Parameters<Bot['run']>) =>
		expect(await regie.run(...gesture), gesture[0]).toEqual({ done: true });
	for (const step of ['ouverture', 'interrogatoire', 'delibere']) await run('jumpToStep', { step });
	for (const { id: charge } of wideCase().charges)
		await run('declareOutcome', { charge, outcome: 'relaxe' });
	await run('jumpToStep', { step: 'decision' });
	for (let line = 1; 'done' in (await regie.run('readLine', { line })); line++);
	for (const step of ['sortie-de-role', 'debrief']) await run('jumpToStep', { step });
	for (let past = 0; past < 3; past++) await run('nextPhase', {});
}

function kept(): { digest: string; text: string }[] {
	const record = new DatabaseSync(join(house.directory, 'pretoire.db'), { readOnly: true });
	try {
		const rows = record.prepare('select digest, text from sealed').all();
		return rows.map(({ digest, text }) => ({ digest: String(digest), text: String(text) }));
	} finally {
		record.close();
	}
}

async function write(sql: string): Promise<void> {
	const record = new DatabaseSync(join(house.directory, 'pretoire.db'));
	record.exec(sql);
	record.close();
}

describe('what is sealed', () => {
	it('[J10] a room opens with its case’s decision committed to, another salt each time', async () => {
		const one = await house.room(wideCase());
		const two = await house.room(wideCase());
		const seals = [one, two].map(({ courtroom }) => courtroom.trial.sealed.seal);
		for (const seal of seals) {
			expect(seal?.by).toBe('case');
			expect(seal?.salt).toMatch(/^[0-9a-f]{32}$/);
			expect(seal?.digest).toBe(sha((seal?.salt ?? '') + writeSealed(wideCase().decision.sealed)));
		}
		expect(seals[0]?.salt).not.toBe(seals[1]?.salt);
		expect(one.regie.bytes.join('\n')).toContain(seals[0]?.digest ?? 'none');
		expect(one.regie.bytes.join('\n')).not.toContain(seals[0]?.salt ?? '');
	});

	it('[J15] {P19} a magistrate’s own is nowhere but in its table until it is opened, and goes with its room', async () => {
		const { code, courtroom, regie } = await house.room(wideCase());
		const magistrat = await house.office(code, 'magistrat');
		const screen = await house.office(code, 'ecran');
		const judge = await house.tablet(code, 'juge/president');
		expect(await magistrat.run('sealDecision', { ...own, outcome: 'Un brouillon.' })).toEqual({
			done: true
		});
		expect(await magistrat.run('sealDecision', own)).toEqual({ done: true });
		expect(await magistrat.run('sealDecision', own)).toEqual({ done: true });
		const sealed = courtroom.trial.sealed.seal;
		expect(kept().map(({ digest }) => digest)).toEqual([sealed?.digest]);
		expect(JSON.stringify(kept())).not.toContain('brouillon');
		await conduct(regie);
		const everybody = [regie, magistrat, screen, judge];
		await judge.until(
			(view) => view.debrief && 'place' in view.debrief && view.debrief.place === 4
		);
		for (const bot of everybody) expect(bot.bytes.join('\n')).not.toContain(word);
		const facts = await house.courthouse.store.read(courtroom.id, 0);
		expect(JSON.stringify(facts)).not.toContain(word);
		for (const page of [
			roomSheet(courtroom),
			adultSheet(courtroom),
			writePaper(courtroom.trial, false)
		])
			expect(JSON.stringify(page)).not.toContain(word);

		expect(await regie.run('openSealed', {})).toEqual({ done: true });
		for (const bot of everybody) {
			await bot.until((view) => view.sealed?.opened);
			const { seal, opened } = bot.view.sealed ?? {};
			expect(opened).toMatchObject({
				check: 'intact',
				decision: {
					outcome: own.outcome,
					reasons: `<p>Le <strong>doute</strong> ${word}.</p>`,
					exhibits: ['1']
				}
			});
			expect(sha((opened?.proof?.salt ?? '') + (opened?.proof?.text ?? ''))).toBe(seal?.digest);
		}
		await house.stop();
		const record = new DatabaseSync(join(house.directory, 'pretoire.db'));
		eraseRoom(record, courtroom.id);
		expect(record.prepare('select count(*) as n from sealed').get()).toEqual({ n: 0 });
		record.close();
		house = await House.open({ directory: house.directory });
	});

	it('[J15] [J11] a process that starts again opens what was sealed before', async () => {
		const { code } = await house.room(wideCase());
		await (await house.office(code, 'magistrat')).run('sealDecision', own);
		await house.stop();
		house = await House.open({ directory: house.directory });
		const regie = await house.office(code, 'regie');
		await conduct(regie);
		expect(await regie.run('openSealed', {})).toEqual({ done: true });
		await regie.until((view) => view.sealed?.opened?.check === 'intact');
		expect(regie.view.sealed?.opened?.decision.outcome).toBe(own.outcome);
	});

	it.each([
		['altered', `update sealed set text = replace(text, 'Relaxe', 'Prison')`],
		['altered', `update sealed set text = json_set(text, '$.measures', json('[{"id":"x"}]'))`],
		['lost', 'delete from sealed'],
		['lost', `update sealed set text = 'illisible'`],
		['lost', `update sealed set text = '[]'`],
		['lost', `update sealed set text = json_set(text, '$.measures', 5)`],
		['lost', `update sealed set text = json_set(text, '$.measures', json('[null]'))`],
		['lost', `update sealed set text = json_set(text, '$.exhibits', json('[{},null]'))`],
		['altered', `update sealed set text = json_set(text, '$.reasons', '<p>${word}<img src=x>')`]
	])('[J13] a text that a hand changed is told: %s by « %s »', async (check, sql) => {
		const { code, regie } = await house.room(wideCase());
		await (await house.office(code, 'magistrat')).run('sealDecision', own);
		await conduct(regie);
		await write(sql);
		expect(await regie.run('openSealed', {})).toEqual({ done: true });
		await regie.until((view) => view.sealed?.opened);
		expect(regie.view.sealed?.opened?.check).toBe(check);
		const { outcome } = regie.view.sealed?.opened?.decision ?? {};
		if (check === 'lost') expect(outcome).toBe(wideCase().decision.sealed.outcome);
		else expect(outcome).toMatch(word);
		expect(JSON.stringify(regie.view.sealed)).not.toContain('<img');
		// The room goes on: the next view comes, and another screen joins.
		const heard = regie.bytes.length;
		await regie.run('addMinutes', { step: 'debrief', minutes: 1 });
		await expect.poll(() => regie.bytes.length).toBeGreaterThan(heard);
		await (await house.office(code, 'ecran')).until((view) => view.sealed?.opened);
	});

	it('[J12] what a case refuses is not sealed, and nothing of it is kept', async () => {
		const { code, courtroom } = await house.room(wideCase());
		const magistrat = await house.office(code, 'magistrat');
		const before = courtroom.trial.sealed;
		const wrong: [input: Input<'sealDecision'>, refused: string][] = [
			[{ ...own, exhibits: ['99'] }, 'exhibit-unknown'],
			[{ ...own, measures: [{ id: 'bagne' }] }, 'measure-unknown'],
			[{ ...own, reasons: '<script>x</script>' }, 'malformed']
		];
		for (const [input, refused] of wrong)
			expect(await magistrat.run('sealDecision', input)).toEqual({ refused });
		expect(courtroom.trial.sealed).toBe(before);
		expect(kept()).toEqual([]);
		const files = readdirSync(house.directory).filter((name) => name.startsWith('pretoire.db'));
		for (const name of files)
			expect(readFileSync(join(house.directory, name)).includes(word)).toBe(false);
	});
});
