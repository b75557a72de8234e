/** A tablet as a process of its own, that a test puts to sleep: `tablet.ts <address> <code>`. It says every push. */
import { connect } from '../../../src/lib/client/line.ts';

const [address = '', code = ''] = process.argv.slice(2);
const { protocol, host } = new URL(address);
const screen = Object.assign(new EventTarget(), { visibilityState: 'visible' });
Object.assign(globalThis, { location: { protocol, host }, document: screen });

connect(code, 'tablette', {
	push: ({ whole, chapters }) => {
		if (whole || chapters.script) console.log(`step ${chapters.script?.step ?? 'none'};`);
	},
	state: (connection) => console.log(`${connection};`),
	record: () => {}
});
