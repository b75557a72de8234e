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
