import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Terms } from '../../../src/lib/ui/kit/terms.ts';

const of = (...words: string[]) =>
	new Terms(words.map((term) => ({ term, definition: `ce qu’est : ${term}` })));
const said = (terms: Terms, text: string) =>
	terms.cut(text, new Set()).map((piece) => (typeof piece === 'string' ? piece : [piece.said]));

describe('the words of the glossary', () => {
	it('[Q9] are found whole, in any case, one or many, the longest first', () => {
		const terms = of('témoin', 'partie civile', 'partie', 'RRSE');
		expect(said(terms, 'Témoins, la partie civile et le RRSE.')).toEqual([
			['Témoins'],
			', la ',
			['partie civile'],
			' et le ',
			['RRSE'],
			'.'
		]);
		expect(said(terms, 'Le témoignage, la contrepartie, les re-témoins')).toEqual([
			'Le témoignage, la contrepartie, les re-témoins'
		]);
	});

	it('[Q9] are explained at their first place only', () => {
		expect(said(of('barre'), 'À la barre, puis à la barre.')).toEqual([
			'À la ',
			['barre'],
			', puis à la barre.'
		]);
		expect(of('barre').mark('<p>La barre.</p><p>La <em>barre</em>.</p>')).toBe(
			'<p>La <button type="button" class="term">barre</button>.</p><p>La <em>barre</em>.</p>'
		);
	});

	it('[Q9] are not sought in a tag, and lead back to their definition', () => {
		expect(of('p', 'em').mark('<p>Un <em>mot</em></p>')).toBe('<p>Un <em>mot</em></p>');
		expect(of('témoin').find('Témoins')?.definition).toBe('ce qu’est : témoin');
		expect(of('témoin').find('autre')).toBeUndefined();
	});

	it.each([
		'Tu as vu le message le lendemain. Tu n’as prévenu personne.',
		'Le parent n’a prévenu personne, le service éducatif n’a rien demandé.',
		'Et le lendemain, pourquoi n’avoir prévenu personne ?',
		'Elle a prévenu sa mère.',
		'Ils ont déjà prévenu, ont-ils accusé ?',
		'Ma mère avait été prévenu par message.',
		'A-t-il prévenu le lycée ?'
	])('[Q9] are not sought in a verb: %s', (text) => {
		expect(said(of('prévenu', 'accusé'), text)).toEqual([text]);
	});

	it('[Q9] are still the name of somebody next to a verb', () => {
		const terms = of('prévenu', 'accusé', 'relaxe');
		expect(said(terms, 'Le tribunal a entendu le prévenu.')[1]).toEqual(['prévenu']);
		expect(said(terms, 'On dit prévenu, jamais accusé.')).toHaveLength(5);
		expect(said(terms, 'Prévenu : à la barre.')[0]).toEqual(['Prévenu']);
		expect(said(terms, 'Elle n’a prévenu personne. Le prévenu se lève.')[1]).toEqual(['prévenu']);
	});

	it('[Q9] change no word of any text', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ minLength: 1 })), fc.string(), (words, text) => {
				expect(
					said(of(...words), text)
						.flat()
						.join('')
				).toBe(text);
			})
		);
	});
});
