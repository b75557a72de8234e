import { expect } from '@playwright/test';
import { readLibrary } from '../../src/lib/server/library.ts';
import { laptop, test, type Class } from './support/class.ts';
import { letters, readPages } from './support/pdf.ts';

const library = await readLibrary('cases');

for (const { id, title } of library.cases) {
	test(`[PA4] « ${title} » comes out on A4 whole: no word missing, none outside the margins`, async ({
		room
	}) => {
		test.setTimeout(180_000);
		const file = library.find(id);
		if (!file) throw new Error(`no case ${id}`);
		const { page, code } = await openOn(room, title);
		await page.goto(`${room.site.base}/salle/${code}/regie/imprimer`);
		await page.evaluate(() => document.fonts.ready);
		const pages = await readPages(await page.pdf({ preferCSSPageSize: true, format: 'A4' }));

		expect(pages.flatMap(({ page: at, outside }) => outside.map((it) => [at, it]))).toEqual([]);
		expect(pages.filter(({ text }) => letters(text).length < 20)).toEqual([]);

		const printed = letters(pages.map(({ text }) => text).join(' '));
		const open = file.seats.filter(({ opensAt }) => opensAt <= 28);
		const briefs = file.briefs.filter(({ seat }) => open.some((it) => it.id === seat));
		const wanted = [
			...file.exhibits.flatMap(({ title: name, paragraphs }) => [
				name,
				...paragraphs.map(({ html }) => html)
			]),
			...briefs.flatMap((brief) => [
				brief.aim,
				brief.secrets ?? '',
				...brief.questions,
				...Object.values(brief.tasks)
			]),
			...Object.values(file.script).flatMap(({ say, prompts, cues }) => [
				say,
				...prompts,
				...cues.flatMap((cue) => [...(cue.text?.split('\n\n') ?? []), ...(cue.prompts ?? [])])
			]),
			...file.glossary.flatMap(({ term, definition }) => [term, definition]),
			...file.decision.opening,
			file.decision.appeal,
			...library.reference.helplines.entries.map(({ name }) => name)
		];
		expect(wanted.length).toBeGreaterThan(200);
		expect(wanted.filter((text) => !printed.includes(letters(text)))).toEqual([]);
		expect(printed).not.toContain(letters(file.decision.sealed.outcome));

		// Each part begins on a page of its own, under its own title.
		const titles = [
			...open.map(({ label }) => label),
			...file.exhibits.map(({ number }) => `Pièce ${number}`),
			'Conducteur',
			'Bulletins du délibéré'
		];
		const heads = pages.map(({ text }) => letters(text).slice(0, 200));
		for (const name of titles)
			expect(
				heads.filter((head) => head.includes(letters(`exercice scolaire ${name}`))),
				name
			).not.toEqual([]);
	});
}

test('[PA3] what is left of a hearing is fewer sheets, without what was said', async ({ room }) => {
	await room.goTo('plaidoirie');
	const page = await room.look('regie', { viewport: laptop });
	const print = async (query: string) => {
		await page.goto(`${room.site.base}/salle/${room.code}/regie/imprimer${query}`);
		return readPages(await page.pdf({ preferCSSPageSize: true }));
	};
	const whole = await print('?garder=conducteur&garder=places');
	const rest = await print('?garder=conducteur&garder=places&suite=1');
	expect(rest.length).toBeLessThan(whole.length);
	const text = rest.map((it) => it.text).join(' ');
	expect(text).toContain('Plaidoirie');
	expect(text).not.toContain('Interrogatoire');
});

test('[PA1] a pupil who asks for the paper is sent to the régie’s door', async ({ room }) => {
	await room.seat('avocat/sacha');
	const page = await room.look('avocat/sacha');
	await page.goto(`${room.site.base}/salle/${room.code}/regie/imprimer`);
	await expect(page).toHaveURL(/\/regie$/);
	await expect(page.getByText('Conducteur', { exact: true })).toHaveCount(0);
});

/** A room of its own on this case, and the page of its régie. */
async function openOn(room: Class, title: string) {
	const context = await room.stranger({ viewport: laptop });
	const page = await context.newPage();
	await page.goto(`${room.site.base}/ouvrir`);
	await page.getByRole('radio', { name: new RegExp(title) }).check();
	await page.getByRole('button', { name: /Ouvrir/ }).click();
	await page.getByRole('link', { name: 'Entrer dans la régie' }).waitFor();
	const href = await page.getByRole('link', { name: 'Entrer dans la régie' }).getAttribute('href');
	return { page, code: /salle\/(\w{6})/.exec(href ?? '')?.[1] ?? '' };
}
