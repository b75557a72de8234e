/** docs/engagements.md: what a run of the tests proved of each promise, what it measured, and what is not kept. */
import * as v from 'valibot';
import { promises } from './promises.ts';

type Figures = Record<string, number>;

/** One test that names a promise in its title. */
interface Proof {
	promise: string;
	passed: boolean;
	figures: Figures;
}

const figures = v.optional(v.record(v.string(), v.number()), {});
const vitestReport = v.object({
	testResults: v.array(
		v.object({
			assertionResults: v.array(
				v.object({
					fullName: v.string(),
					status: v.string(),
					meta: v.optional(v.object({ figures }), {})
				})
			)
		})
	)
});

interface Suite {
	specs?: { title: string; ok: boolean; tests: { annotations: Annotation[] }[] }[];
	suites?: Suite[];
}
const annotation = v.object({ type: v.string(), description: v.optional(v.string()) });
type Annotation = v.InferOutput<typeof annotation>;
const suite: v.GenericSchema<unknown, Suite> = v.object({
	specs: v.optional(
		v.array(
			v.object({
				title: v.string(),
				ok: v.boolean(),
				tests: v.array(v.object({ annotations: v.array(annotation) }))
			})
		)
	),
	suites: v.optional(v.array(v.lazy(() => suite)))
}) as v.GenericSchema<unknown, Suite>;

/** The proofs in a report of Vitest. */
export function proofsOfVitest(report: unknown): Proof[] {
	return v
		.parse(vitestReport, report)
		.testResults.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status }) => status === 'passed' || status === 'failed')
		.flatMap(({ fullName, status, meta }) =>
			name(fullName, status === 'passed', meta.figures ?? {})
		);
}

/** The proofs in a report of Playwright. */
export function proofsOfPlaywright(report: unknown): Proof[] {
	const walk = ({ specs = [], suites = [] }: Suite): Proof[] => [
		...specs.flatMap(({ title, ok, tests }) => {
			const said = tests.flatMap(({ annotations }) => annotations).map(readFigures);
			return name(title, ok, Object.assign({}, ...said) as Figures);
		}),
		...suites.flatMap(walk)
	];
	return walk(v.parse(suite, report));
}

function readFigures({ type, description }: Annotation): Figures {
	return type === 'figures' ? v.parse(figures, JSON.parse(description ?? '{}')) : {};
}

const name = (title: string, passed: boolean, said: Figures): Proof[] =>
	[...title.matchAll(/\{(P\d+)\}/g)].map(([, promise = '']) => ({
		promise,
		passed,
		figures: said
	}));

/** What is wrong with the promises after this run: one kept that nothing proves, one cited that does not exist. */
export function judgePromises(proofs: readonly Proof[]): { kept: string[]; broken: string[] } {
	const unknown = proofs.filter(({ promise }) => !promises.some(({ id }) => id === promise));
	const claimed = promises.filter(({ missing }) => missing === undefined);
	const isProved = (id: string) => {
		const own = proofs.filter(({ promise }) => promise === id);
		return own.length > 0 && own.every(({ passed }) => passed);
	};
	return {
		kept: claimed.filter(({ id }) => isProved(id)).map(({ id }) => id),
		broken: [
			...claimed.filter(({ id }) => !isProved(id)).map(({ id }) => id),
			...new Set(unknown.map(({ promise }) => promise))
		]
	};
}

/** The page, in Markdown. */
export function describePromises(proofs: readonly Proof[], { on, commit }: Run): string {
	const { kept, broken } = judgePromises(proofs);
	const rows = promises
		.filter(({ id }) => kept.includes(id))
		.map(({ id, sentence }) => {
			const own = proofs.filter(({ promise }) => promise === id);
			return `| ${id} | ${sentence} | ${own.length} | ${sayFigures(own)} |`;
		});
	const unkept = promises
		.filter(({ id }) => !kept.includes(id))
		.map(({ id, sentence, missing }) => {
			const why = broken.includes(id) ? 'Un essai a échoué, ou manque.' : missing;
			return `- **${id}** ${sentence} ${why}`;
		});
	return [
		'# Nos engagements',
		'',
		`Cette page est écrite par \`npm test -- --publier\`, d’après les essais du ${on}, sur la révision \`${commit}\``,
		`(Node ${process.versions.node}, SQLite ${process.versions.sqlite}, ${process.platform}). Chaque engagement est éprouvé à chaque`,
		'changement : s’il ne tient plus, les essais échouent. « Essais » compte ceux dont le titre porte son numéro.',
		'',
		'| N° | Engagement | Essais | Chiffres de ce passage |',
		'| --- | --- | --- | --- |',
		...rows,
		'',
		'## Ce qui n’est pas tenu, ou pas encore',
		'',
		...unkept,
		'',
		'Ce que ces essais ne disent pas : ils se font sur une machine de deux cœurs, dans Chromium seulement, sur un réseau imité.',
		'Une coupure de courant est déduite de l’ordre des écritures, pas provoquée. Un registre abîmé ou amputé se voit ; un fait',
		'réécrit à la main, non.',
		''
	].join('\n');
}

interface Run {
	/** In French, « 23 novembre 2026 ». */
	on: string;
	commit: string;
}

/** Each figure once: a count is summed over the tests, of a measure the worst is kept. */
function sayFigures(proofs: readonly Proof[]): string {
	const totals = new Map<string, number>();
	for (const [label, value] of proofs.flatMap((it) => Object.entries(it.figures))) {
		const known = totals.get(label) ?? 0;
		totals.set(label, isMeasure(label) ? Math.max(known, value) : known + value);
	}
	const say = (value: number) => value.toLocaleString('fr-FR', { maximumSignificantDigits: 3 });
	return [...totals].map(([label, value]) => `${label} : ${say(value)}`).join(' ; ');
}

/** A label that names its unit. */
const isMeasure = (label: string): boolean => /(^|[ ,])(ms|ko|Mo)([ ,]|$)/.test(label);
