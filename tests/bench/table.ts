/** The results as tables: on the terminal, or in French for docs/performance.md. */
import { availableParallelism, cpus, release } from 'node:os';
import { canPin } from './child.ts';
import type { Hearing, Memory, Ramp, Storm } from './parts.ts';
import type { Kind } from './place.ts';
import type { Replay } from './replay.ts';
import type { Opening, Typing } from './typing.ts';
import type { Voting } from './voting.ts';

export interface Results {
	hearing?: Hearing[];
	ramp?: Ramp[];
	storm?: Storm[];
	memory?: Memory;
	replay?: Replay;
	typing?: Typing[];
	opening?: Opening;
	voting?: Voting[];
}

export function print(results: Results): void {
	const { hearing, ramp, storm, memory, replay, typing, opening, voting } = results;
	if (!canPin) console.log('Nothing pins processes here: server and load share their cores.');
	if (hearing) console.table(hearing);
	for (const { server, held, steps } of ramp ?? []) {
		console.log(`${server}: ${held} rooms held`);
		console.table(steps);
	}
	if (storm) console.table(storm);
	if (memory) console.table([memory]);
	if (replay) console.table([replay]);
	if (typing) console.table(typing);
	if (opening) console.table([opening]);
	if (voting) console.table(voting);
}

const names: Record<Kind, string> = {
	pretoire: 'Prétoire',
	socketio: 'relais Socket.IO nu',
	ws: 'relais `ws` nu'
};
const storms: Record<Storm['what'], string> = {
	join: 'Arrivée, serveur qui vient de démarrer',
	rejoin: 'Retour',
	others: 'Arrivée d’autant d’autres salles'
};
const number = (it: number): string => (it === Infinity ? '∞' : it.toLocaleString('fr-FR'));

export function printMarkdown(results: Results): void {
	const { hearing, ramp, storm, memory, replay, typing, opening, voting } = results;
	const pinned = canPin ? 'serveur et charge chacun sur son cœur' : 'processus non fixés à un cœur';
	const machine = `${cpus()[0]?.model ?? '?'}, ${availableParallelism()} cœurs, Linux ${release()}`;
	const day = new Date().toISOString().slice(0, 10);
	console.log(`Le ${day} ; ${machine} ; Node ${process.versions.node} ; ${pinned}.\n`);
	if (hearing)
		write(
			`Une audience dans ${hearing[0]?.rooms ?? 0} salles`,
			[
				'',
				'commandes',
				'p50 (ms)',
				'p99 (ms)',
				'perdues',
				'messages par commande',
				'processeur par salle (ms/s)',
				'confirmées absentes du disque'
			],
			hearing.map((it) => [
				names[it.server],
				...[it.commands, it.p50, it.p99, it.lost, it.messages, it.cpuByRoom].map(number),
				it.notOnDisk === undefined ? '—' : number(it.notOnDisk)
			])
		);
	if (ramp) {
		write(
			'Salles tenues avec un p99 sous 100 ms',
			['', 'salles', 'rapporté au relais Socket.IO'],
			ramp.map(({ server, held }) => [
				names[server],
				number(held),
				ratio(held, ramp.find((it) => it.server === 'socketio')?.held)
			])
		);
		const steps = [...new Set(ramp.flatMap((it) => it.steps.map(({ rooms }) => rooms)))];
		write(
			'La courbe : processeur par salle (ms/s) · p99 (ms)',
			['salles', ...ramp.map(({ server }) => names[server])],
			steps.map((rooms) => [
				number(rooms),
				...ramp.map((it) => {
					const step = it.steps.find((one) => one.rooms === rooms);
					return step ? `${number(step.cpuByRoom)} · ${number(step.p99)}` : '—';
				})
			])
		);
	}
	if (storm)
		write(
			`${storm[0]?.rooms ?? 0} salles × 36 navigateurs en 2 s, jusqu’à la vue entière`,
			['', 'p50 (ms)', 'p99 (ms)', 'jamais', 'processeur par arrivée (ms)', 'dont fil principal'],
			storm.map(({ server, what, p50, p99, never, cpuByJoin, mainByJoin }) => [
				`${storms[what]}, ${names[server]}`,
				...[p50, p99, never, cpuByJoin, mainByJoin].map(number)
			])
		);
	if (memory)
		write(
			'Mémoire',
			[
				'par salle oisive de 36 navigateurs',
				'résidente',
				'laissée par une heure d’audience, salle fermée',
				'puis oubliée'
			],
			[
				[
					memory.heapByRoom,
					memory.residentByRoom,
					memory.heapByHour,
					memory.heapByForgottenHour
				].map((it) => `${number(it)} ko`)
			]
		);
	if (voting)
		write(
			`Toutes les réponses de ${voting[0]?.rooms ?? 0} salles en une seconde`,
			[
				'',
				'réponses',
				'acquittées, p50 (ms)',
				'p99 (ms)',
				'comptées chez l’adulte, p50 (ms)',
				'p99 (ms)',
				'perdues',
				'processeur par réponse (ms)'
			],
			voting.map((it) => [
				names[it.server],
				...[it.slips, it.replyP50, it.replyP99, it.progressP50, it.progressP99].map(number),
				...[it.lost, it.cpuBySlip].map(number)
			])
		);
	if (typing)
		write(
			`${typing[0]?.writers ?? 0} élèves écrivent ensemble dans ${typing[0]?.rooms ?? 0} salles, trois touches par seconde chacun`,
			[
				'',
				'touches',
				'chez le voisin, p50 (ms)',
				'p99 (ms)',
				'perdues',
				'octets par touche et par élève',
				'processeur par salle (ms/s)',
				'dont fil principal'
			],
			typing.map((it) => [
				it.server === 'pretoire' ? names.pretoire : 'Hocuspocus',
				...[it.keys, it.p50, it.p99, it.lost, it.bytesByKeyAndWriter].map(number),
				...[it.cpuByRoom, it.mainByRoom].map(number)
			])
		);
	if (opening)
		write(
			`Un carnet de ${number(opening.edits)} éditions`,
			['lu et intégré (ms)', 'gardé, rapporté à son texte'],
			[[number(opening.openMs), ratio(opening.storedBytes, opening.textBytes)]]
		);
	if (replay)
		write(
			`Un moment quelconque d’un registre de ${number(replay.facts)} faits`,
			['p50 (ms)', 'au pire (ms)'],
			[[replay.p50, replay.worst].map(number)]
		);
}

const ratio = (one: number, other: number | undefined): string =>
	other ? `× ${number(Math.round((one / other) * 100) / 100)}` : '—';

function write(title: string, head: string[], rows: string[][]): void {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	console.log(`### ${title}\n`);
	for (const cells of [head, head.map(() => '---'), ...rows]) console.log(line(cells));
	console.log('');
}
