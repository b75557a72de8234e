import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import type { Html } from './casefile.ts';

const marked = new Marked({ gfm: true, async: false });

const allowed: sanitizeHtml.IOptions = {
	allowedTags: [
		...['p', 'strong', 'em', 'ul', 'ol', 'li', 'blockquote', 'br', 'h3'],
		...['table', 'thead', 'tbody', 'tr', 'th', 'td']
	],
	allowedAttributes: {},
	allowedSchemes: [],
	// Their content is dropped with them: as text it would read as code, or come back as markup.
	nonTextTags: [
		...['script', 'style', 'textarea', 'option', 'noscript', 'xmp', 'listing', 'plaintext'],
		...['iframe', 'noembed', 'noframes', 'title', 'template', 'svg', 'math']
	]
};

/** Beyond this the renderer is not called: nested marks cost more than their length. */
export const longestMarkdown = 20_000;

/** Renders blocks of Markdown to sanitised HTML; throws on absurd nesting. */
export function renderBlocks(markdown: string): Html {
	return sanitize(marked.parse(markdown, { async: false }));
}

/** Renders one line of Markdown to sanitised HTML, without a paragraph around it. */
export function renderInline(markdown: string): Html {
	return sanitize(marked.parseInline(markdown, { async: false }));
}

/** Counts what a pupil reads: the groups of signs with a letter or a digit. */
export function countWords(text: string): number {
	return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** What may be kept of HTML, wherever it comes from; once more changes nothing. */
export function sanitize(html: string): Html {
	return sanitizeHtml(html, allowed).trim();
}
