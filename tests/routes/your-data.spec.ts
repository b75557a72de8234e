import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/lib/server/config.ts';
import { load } from '../../src/routes/vos-donnees/+page.server.ts';
import Page from '../../src/routes/vos-donnees/+page.svelte';

/** The words of the page of a server with these settings. */
async function readPage(environment: Record<string, string>): Promise<string> {
	const locals = { courthouse: { config: readConfig(environment) } };
	const data = await load({ locals } as never);
	const { body } = render(Page as never, { props: { data } as never });
	return body.replaceAll(/<[^>]+>/g, '').replaceAll(/(?:\s|&nbsp;)+/g, ' ');
}

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
