import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/lib/server/config.ts';
import { draftCookieName, linkCookieName } from '../../src/lib/server/door/cookie.ts';
import { comforts } from '../../src/lib/ui/kit/comfort.ts';
import { nameTablet } from '../../src/lib/ui/kit/tablet-name.ts';
import { load } from '../../src/routes/vos-donnees/+page.server.ts';
import Page from '../../src/routes/vos-donnees/+page.svelte';

/** The words of the page of a server with these settings. */
async function readPage(environment: Record<string, string>): Promise<string> {
	const locals = { courthouse: { config: readConfig(environment) } };
	const data = await load({ locals } as never);
	const { body } = render(Page as never, { props: { data } as never });
	return body.replaceAll(/<[^>]+>/g, '').replaceAll(/(?:\s|&nbsp;)+/g, ' ');
}

it('[Z17] the page of data says all that the tablet keeps, and gives it the name it bears', async () => {
	const page = await readPage({});
	for (const name of Object.keys(comforts))
		expect(page, name).toContain(told[name as keyof typeof comforts]);
	expect(page).toContain(
		'Ta réponse au tribunal, si tu juges. La tablette la garde jusqu’à la fin'
	);
	expect(page).toContain('la même pour toutes les tablettes');
	expect(page).toContain('« lien-CODE », identique pour toute la salle, un jour');
	expect(linkCookieName('CODE', false)).toBe('lien-CODE');
	expect(page).toContain(`« ${draftCookieName(false)} », deux heures`);
	expect(page).not.toMatch(/tablette \d/);
	expect(nameTablet('t').name).toMatch(shape);
	expect(/un nom tiré au hasard, « (\S+) »/.exec(page)?.[1]).toMatch(shape);
});

/** As « Confort de lecture » is told there. */
const told: Record<keyof typeof comforts, string> = {
	size: 'taille du texte',
	spacing: 'espacement',
	paper: 'fond',
	words: 'mots faciles'
};
const shape = /^[A-Z]\d[A-Z]$/;

it('[Z17] the page of data says how long this very server keeps a room', async () => {
	const standard = await readPage({});
	expect(standard).toContain('Elle s’efface toute seule 30 jours après sa fermeture.');
	expect(standard).toContain('elle s’efface 60 jours après le dernier geste');
	expect(standard).toContain('veut dire effacé du logiciel');
	const week = await readPage({ PRETOIRE_RETENTION_DAYS: '7' });
	expect(week).toContain('7 jours après sa fermeture');
	expect(week).toContain('14 jours après le dernier geste');
	const never = await readPage({ PRETOIRE_RETENTION_DAYS: '0' });
	expect(never).toContain('jusqu’à ce qu’un adulte responsable l’efface');
	expect(never).toContain('l’effacement automatique est désactivé');
	expect(never).not.toContain('toute seule');
});
