/** All that was measured, judged row by row, in the order it is read. */
import type { Facts, FactName } from '../../client/diagnostic.svelte.ts';
import { unmeasured, type Finding, type Judges } from './finding.ts';
import { networkJudges } from './network.ts';
import { tabletJudges } from './tablet.ts';

export interface Row extends Finding {
	name: FactName;
	title: string;
	of: 'tablet' | 'network';
}

const judges: Judges<FactName> = { ...tabletJudges, ...networkJudges };

/** The rows; those without a fact wait. */
export function judge(facts: Partial<Facts>, site: string): Row[] {
	const moot = consequencesOf(facts);
	return (Object.keys(judges) as FactName[]).map((name) => {
		const { found, remedy, ...rest } = moot.includes(name) ? unmeasured : find(name, facts, site);
		const { title, fault = title } = judges[name];
		const isWrong = rest.state === 'warning' || rest.state === 'failure';
		return {
			name,
			title: isWrong ? fault : title,
			of: name in tabletJudges ? 'tablet' : 'network',
			...rest,
			found: bind(found),
			...(remedy && { remedy: bind(remedy) })
		};
	});
}

function find<Name extends FactName>(name: Name, facts: Partial<Facts>, site: string): Finding {
	const fact = facts[name];
	if (fact === undefined) return { state: 'waiting', found: '' };
	return judges[name].judge(fact as Facts[Name], site);
}

/** French punctuation stays with its word, at any width. */
const bind = (text: string): string =>
	text.replace(/ (?=[:;?!»])/g, '\u00a0').replace(/« /g, '«\u00a0');

/** What another row explains: one cause, one remedy. */
function consequencesOf({ answer, polling }: Partial<Facts>): readonly FactName[] {
	if (answer !== undefined && answer !== 'ours')
		return ['address', 'storage', 'clock', 'polling', 'websocket', 'roundTrip', 'load'];
	return polling !== undefined && polling !== 'open' ? ['websocket', 'roundTrip'] : [];
}
