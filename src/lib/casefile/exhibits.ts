import * as v from 'valibot';
import { balances, exhibitKinds, sides } from './casefile.ts';
import type { Exhibit, Paragraph, SeatId, Side } from './casefile.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { countWords, longestMarkdown, renderBlocks } from './markdown.ts';
import { readMedia } from './media.ts';
import { readSections } from './outline.ts';
import { readPage } from './page.ts';
import type { Page, Reading } from './page.ts';
import { listOf, oneOf, readHead, record, slug, text, whole } from './shape.ts';

const fewestWords = 40;
const mostWords = 120;

const exhibitShape = record({
	numero: whole(1, 99),
	titre: text,
	nature: oneOf(exhibitKinds),
	date: text,
	auteur: text,
	premiers: listOf(text),
	apportee_par: v.optional(oneOf(sides)),
	a_charge: v.optional(listOf(slug)),
	a_decharge: v.optional(listOf(slug)),
	bilan: v.optional(oneOf(balances)),
	image: v.optional(text),
	son: v.optional(text),
	description: v.optional(text)
});

/** The number that a file's name announces: `pieces/04-messages.md` is piece 4. */
export function numberInName(file: string): number | undefined {
	const digits = /^pieces\/(\d{1,3})-[^/]+\.md$/.exec(file)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** Reads one file of `pieces/`, and the picture or the sound beside it. */
export function readExhibit(
	file: string,
	content: string,
	files: ReadonlyMap<string, string | Uint8Array>
): Reading<Exhibit> {
	const page = readPage(file, content);
	if (Array.isArray(page)) return { page: undefined, value: undefined, findings: page };
	const { value, findings } = readHead(exhibitShape, page);
	const { main, easy, findings: inTitles } = readVersions(page);
	const { paragraphs, findings: inBody } = readParagraphs(
		main,
		page.data['nature'] === 'conversation'
	);
	inBody.push(...inTitles, ...addEasyWords(paragraphs, easy));
	findings.push(...inBody);

	if (value && numberInName(file) !== value.numero) {
		const name = `pieces/${String(value.numero).padStart(2, '0')}-….md`;
		const remedy = `renommer le fichier ${quote(name)} ou changer le numéro`;
		const line = page.lineOf(['numero']);
		const problem = `le numéro ${value.numero} ne suit pas le nom du fichier`;
		findings.push(finding(file, line, problem, remedy, { code: 'numero-et-nom' }));
	}
	const words = countWords(main.body);
	if (words < fewestWords || words > mostWords) {
		const remedy = `garder de ${fewestWords} à ${mostWords} mots`;
		findings.push(
			finding(file, page.bodyLine, `pièce de ${words} mots`, remedy, { code: 'longueur-de-piece' })
		);
	}
	const { media, findings: inMedia } = value
		? readMedia(page, value, files)
		: { media: undefined, findings: [] };
	findings.push(...inMedia);
	if (!value || inBody.length > 0) return { page, value: undefined, findings };
	const exhibit: Exhibit = {
		id: String(value.numero),
		number: value.numero,
		title: value.titre,
		kind: value.nature,
		dated: value.date,
		author: value.auteur,
		paragraphs,
		...(media && { media }),
		// Known sides and seats only: `references.ts` checks it.
		first: value.premiers as (Side | SeatId)[],
		...(value.apportee_par === undefined ? {} : { broughtBy: value.apportee_par }),
		...(value.a_charge === undefined ? {} : { incriminates: value.a_charge }),
		...(value.a_decharge === undefined ? {} : { exonerates: value.a_decharge }),
		...(value.bilan && { balance: value.bilan }),
		words
	};
	return { page, value: exhibit, findings };
}

const easyTitle = 'Version facile';
/** Part of a page: some of its text, where it starts. */
type Text = Pick<Page, 'file' | 'body' | 'bodyLine'>;

/** The piece, and below its title the same in easier words. */
function readVersions({ file, body, bodyLine }: Page) {
	const findings: Finding[] = [];
	const [first, ...others] = readSections(body, bodyLine);
	const main: Text = { file, body: first?.lines.join('\n') ?? '', bodyLine };
	let easy: Text | undefined;
	for (const { title, line, lines } of others) {
		const text = { file, body: lines.join('\n'), bodyLine: line + 1 };
		if (title === easyTitle && !easy) easy = text;
		else {
			const problem = `rubrique ${quote(title)} ${title === easyTitle ? 'écrite deux fois' : 'inconnue'}`;
			const remedy = title === easyTitle ? 'n’en garder qu’une' : suggest(title, [easyTitle]);
			const code = title === easyTitle ? 'rubrique-en-double' : 'rubrique-inconnue';
			findings.push(finding(file, line, problem, remedy, { code }));
		}
	}
	return { main, easy, findings };
}

/** An easy version says each paragraph again, so that a number names the same one in both. */
function addEasyWords(paragraphs: Paragraph[], easy: Text | undefined): Finding[] {
	if (!easy) return [];
	const said = cut(easy);
	if (said.length !== paragraphs.length) {
		const problem = `${said.length} paragraphes dans la version facile, ${paragraphs.length} dans la pièce`;
		const remedy = 'redire chaque paragraphe, dans le même ordre';
		const line = easy.bodyLine - 1;
		return [finding(easy.file, line, problem, remedy, { code: 'version-facile-inegale' })];
	}
	for (const [index, paragraph] of paragraphs.entries())
		paragraph.easy = renderBlocks(said[index]?.markdown ?? '');
	return [];
}

/** « Sacha, 18 h 02 : tu es où ? », also « Sacha, J-2, 18 h 02 : … ». */
const message = /^([^,:\n]{1,60}),\s*([^:\n]{0,40}\d{1,2}\s*h(?:\s*\d{2})?)\s*:\s+(\S[\s\S]*)$/u;

function readParagraphs(
	page: Text,
	isConversation: boolean
): { paragraphs: Paragraph[]; findings: Finding[] } {
	const { file } = page;
	if (page.body.length > longestMarkdown) {
		return {
			paragraphs: [],
			findings: [
				finding(file, page.bodyLine, 'texte trop long', 'le raccourcir', {
					code: 'texte-trop-long'
				})
			]
		};
	}
	const findings: Finding[] = [];
	const paragraphs = cut(page).map(({ line, markdown }, index): Paragraph => {
		const number = index + 1;
		if (!isConversation) {
			const html = renderBlocks(markdown);
			if (html === '') {
				const remedy = 'écrire du texte : ni balise, ni image';
				findings.push(
					finding(file, line, 'paragraphe sans texte', remedy, { code: 'paragraphe-sans-texte' })
				);
			}
			return { number, html };
		}
		const [, from, time, said] = message.exec(markdown) ?? [];
		if (from === undefined || time === undefined || said === undefined) {
			const remedy = 'commencer par « Nom, 18 h 02 : »';
			const problem = 'message sans auteur ou sans heure';
			findings.push(finding(file, line, problem, remedy, { code: 'message-mal-ecrit' }));
			return { number, html: '' };
		}
		return { number, html: renderBlocks(said), from: from.trim(), time: time.trim() };
	});
	return { paragraphs, findings };
}

/** Paragraphs are what blank lines separate. */
function cut(page: Text): { line: number; markdown: string }[] {
	const paragraphs: { line: number; markdown: string }[] = [];
	let open = false;
	page.body.split('\n').forEach((text, index) => {
		const last = paragraphs.at(-1);
		if (text.trim() === '') open = false;
		else if (open && last) last.markdown += `\n${text}`;
		else {
			paragraphs.push({ line: page.bodyLine + index, markdown: text });
			open = true;
		}
	});
	return paragraphs;
}
