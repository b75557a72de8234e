import { describe, expect, it } from 'vitest';
import { as, hearingAt, magistrat, regie, screen, tablet, type Hearing } from '../support/trial.ts';

const lawyer = as('avocat/sacha');
const witness = as('temoin/t');
const extract = 'abcdefgh-ABCD_01';
const other = 'abcdefgh-ABCD_02';

describe('extracts', () => {
	const hearing = hearingAt('interrogatoire');

	it('[NB8] proposed by a seat, shown or refused by an adult', () => {
		const proposed = hearing
			.when(lawyer, 'proposeExtract', { extract })
			.then({ type: 'extractProposed', extract, seat: 'avocat/sacha' });
		proposed.when(lawyer, 'proposeExtract', { extract }).then();
		proposed.when(as('procureur/p'), 'proposeExtract', { extract }).refused('extract-unknown');
		const shown = proposed
			.when(regie, 'showExtract', { extract })
			.then({ type: 'extractShown', extract });
		shown.when(regie, 'showExtract', { extract }).then();
		shown.when(magistrat, 'hideExtract', {}).then({ type: 'extractHidden' });
		proposed.when(regie, 'refuseExtract', { extract }).then({ type: 'extractRefused', extract });
		proposed.when(regie, 'refuseExtract', { extract: other }).refused('extract-unknown');
		proposed.when(regie, 'showExtract', { extract: other }).refused('extract-unknown');
		proposed.when(regie, 'hideExtract', {}).refused('extract-not-on-show');
		proposed.when(as('juge/president'), 'showExtract', { extract }).refused('not-yours');
		hearing.whenever(lawyer, 'proposeExtract', { extract: 'un mot écrit' }).refused('malformed');
		hearing.when(witness, 'proposeExtract', { extract }).refused('witness-outside');
	});

	it('[NB8] three wait by side, of all its seats together; another side has its own three', () => {
		const three = [1, 2, 3].reduce(
			(it, n) => it.run(lawyer, 'proposeExtract', { extract: `abcdefgh-ABCD_0${n}` }),
			hearing
		);
		const fourth = { extract: 'abcdefgh-ABCD_04' };
		three.when(as('prevenu/sacha'), 'proposeExtract', fourth).refused('extracts-waiting');
		three.when(as('procureur/p'), 'proposeExtract', fourth).done();
		three
			.run(regie, 'refuseExtract', { extract: 'abcdefgh-ABCD_01' })
			.when(lawyer, 'proposeExtract', fourth)
			.done();
	});

	it('[NB8] a step, a piece or the neutral screen withdraws it; it may be shown again', () => {
		const shown = hearing
			.run(lawyer, 'proposeExtract', { extract })
			.run(regie, 'showExtract', { extract });
		const after: Hearing[] = [
			shown.at('temoins'),
			shown.run(regie, 'showExhibit', { exhibit: '1' }),
			shown.run(regie, 'setNeutral', { neutral: true })
		];
		for (const it of after) {
			expect(it.sees(screen, 'extracts').onShow).toBeNull();
			expect(it.run(regie, 'showExtract', { extract }).sees(screen, 'extracts').onShow).toEqual({
				extract,
				seat: 'avocat/sacha'
			});
		}
		const lit = shown.run(regie, 'setNeutral', { neutral: true });
		expect(lit.run(regie, 'setNeutral', { neutral: false }).sees(screen, 'extracts').onShow).toBe(
			null
		);
	});

	it('[NB9] what waits is the adults’; what is on show, the room’s, a witness outside excepted', () => {
		const waiting = hearing.run(lawyer, 'proposeExtract', { extract });
		expect(waiting.sees(regie, 'extracts').waiting).toEqual([{ extract, seat: 'avocat/sacha' }]);
		for (const who of [lawyer, as('procureur/p'), screen, tablet('alone')])
			expect(JSON.stringify(waiting.sees(who, 'extracts'))).toBe('{"onShow":null}');
		const shown = waiting.run(regie, 'showExtract', { extract });
		for (const who of [lawyer, as('procureur/p'), screen])
			expect(shown.sees(who, 'extracts')).toEqual({ onShow: { extract, seat: 'avocat/sacha' } });
		for (const who of [witness, tablet('alone')])
			expect(shown.sees(who, 'extracts')).toEqual({ onShow: null });
		expect(shown.events.every((event) => !('text' in event))).toBe(true);
	});
});
