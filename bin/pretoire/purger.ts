import { createInterface } from 'node:readline/promises';
import { patienceOf, type Dated } from '../../src/lib/server/archive/expiry.ts';
import { planPurge, purge, type PurgePlan } from '../../src/lib/server/archive/purge.ts';
import { ArchiveRefusal } from '../../src/lib/server/archive/refusal.ts';
import type { Config } from '../../src/lib/server/config.ts';
import {
	answer,
	atHour,
	count,
	Misunderstood,
	onDay,
	readArguments,
	type Said
} from './command.ts';

const done =
	'Effacé du logiciel : registre et sauvegardes. Vos copies faites ailleurs, et ce qu’un disque garde de ses anciens fichiers, ne dépendent pas de Prétoire.';

/** Says what would be erased, then erases it once somebody has said yes. */
export async function run(args: string[]): Promise<number> {
	const asked = readArguments(args, {
		jours: { type: 'string' },
		oui: { type: 'boolean', default: false }
	});
	const { jours, oui, json } = asked.values;
	if (jours !== undefined && !/^\d{1,4}$/.test(jours))
		throw new Misunderstood(
			`« ${jours} » ne va pas : --jours veut un nombre entier de jours, de 0 à 9999.`
		);
	return await answer(json, async (config, directory) => {
		const deadline = { days: daysOf(jours, config), now: Date.now() };
		const plan = planPurge(directory, deadline);
		const isEmpty =
			plan.rooms.length + plan.backups.length + plan.unreadable.length === 0 && !plan.unfinished;
		const lines = [
			...(isEmpty ? ['Rien à effacer.'] : describe(plan, deadline.days)),
			...describeSpared(plan.spared, deadline.days)
		];
		const again = `purger${jours ? ` --jours ${jours}` : ''} --oui`;
		if (isEmpty || !(oui || (!json && (await confirm(lines)))))
			return tell(
				isEmpty
					? lines
					: [...lines, `Rien n’est effacé. Pour effacer : npm run pretoire -- ${again}`],
				plan,
				false
			);
		return tell([...lines, done], await purge(directory, deadline), true);
	});
}

function daysOf(jours: string | undefined, { retentionDays }: Config): number {
	if (jours !== undefined) return Number(jours);
	if (retentionDays > 0) return retentionDays;
	throw new ArchiveRefusal(
		'PRETOIRE_RETENTION_DAYS vaut 0 : dites combien de jours garder, par exemple --jours 30.'
	);
}

/** Counts and dates, nothing of what was said. */
function describe({ rooms, backups, unreadable, unfinished }: PurgePlan, days: number): string[] {
	const closed = rooms.filter(({ closedAt }) => closedAt !== null);
	const idle = rooms.filter(({ closedAt }) => closedAt === null);
	const told: [readonly { lastAt: number }[], string, string, number][] = [
		[closed, 'audience fermée', 'audiences fermées', days],
		[idle, 'audience jamais fermée', 'audiences jamais fermées', patienceOf(days)]
	];
	const lines = told
		.filter(([group]) => group.length > 0)
		.map(([group, one, many, limit]) => {
			const dates = group.map(({ lastAt }) => lastAt).toSorted((a, b) => a - b);
			const [first = 0, last = 0] = [dates[0], dates.at(-1)];
			const when = group.length > 1 ? `du ${onDay(first)} au ${onDay(last)}` : `le ${onDay(first)}`;
			return `${count(group.length, one, many)} depuis plus de ${count(limit, 'jour', 'jours')} (${when})`;
		});
	if (backups.length > 0)
		lines.push(`${count(backups.length, 'sauvegarde en contient', 'sauvegardes en contiennent')}`);
	if (unreadable.length > 0)
		lines.push(
			`${count(unreadable.length, 'copie illisible, qui part', 'copies illisibles, qui partent')} en entier`
		);
	if (unfinished) lines.push('Un effacement coupé en route, à finir');
	return lines;
}

/** Why rooms as old as those stay. */
function describeSpared(spared: readonly Dated[], days: number): string[] {
	const [one] = spared.toSorted((a, b) => b.lastAt - a.lastAt);
	if (!one) return [];
	const many = spared.length > 1;
	const last = atHour(one.lastAt);
	return [
		`${count(spared.length, 'audience jamais fermée est gardée', 'audiences jamais fermées sont gardées')} : dernier geste ${many ? 'de la plus récente ' : ''}le ${last}. Elle${many ? 's ne s’effacent' : ' ne s’efface'} que ${patienceOf(days)} jours après, ou une fois fermée${many ? 's' : ''} depuis la régie.`
	];
}

function tell(lines: readonly string[], plan: PurgePlan, erased: boolean): Said {
	const { rooms, spared, backups, unreadable } = plan;
	const dates = (of: readonly Dated[]) => of.map(({ closedAt, lastAt }) => ({ closedAt, lastAt }));
	return {
		lines,
		data: { erased, rooms: dates(rooms), kept: dates(spared), backups, unreadable }
	};
}

async function confirm(lines: readonly string[]): Promise<boolean> {
	if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
	const person = createInterface({ input: process.stdin, output: process.stdout });
	const typed = await person.question(`${lines.join('\n')}\nPour effacer, tapez « effacer » : `);
	person.close();
	return typed.trim() === 'effacer';
}
