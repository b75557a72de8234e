/** What fast-check draws for sockets: frames and packets, most of them nearly right. */
import fc from 'fast-check';
import { commandNames } from '../../src/lib/trial/commands.ts';
import { hello } from './raw.ts';

/** Any text: lone surrogates, NUL, marks of direction. */
export const text = fc.string({ unit: 'binary', maxLength: 60 });
export const words = fc.constantFrom(
	...[
		'__proto__',
		'constructor',
		'toString',
		'then',
		'length',
		'',
		'\u0000',
		'\ud800',
		'null',
		'-1',
		'1e9'
	],
	...['juge/president', 'x/y', '../..', '%00', '<script>', "' OR 1=1", '\u202e', 'a'.repeat(300)]
);
const value = fc.oneof(words, text, fc.jsonValue({ maxDepth: 4 }), fc.double(), fc.constant(null));
const bag = fc.dictionary(fc.oneof(words, text), value, { maxKeys: 5 });

/** A frame that a tablet without a seat may not run, whatever it holds. */
export const frames = fc.oneof(
	value,
	bag,
	fc.record(
		{
			id: value,
			type: fc.oneof(fc.constantFrom(...commandNames), words),
			seat: value,
			input: fc.oneof(bag, value)
		},
		{ requiredKeys: [] }
	),
	fc.record({ type: fc.constantFrom(...commandNames), seat: words, input: fc.oneof(bag, value) })
);

/** Cut, doubled, turned round, or with a sign more. */
export const spoil = (of: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc.tuple(of, fc.nat(200), text, fc.nat(4)).map(([it, at, more, how]) => {
		const cut = at % (it.length + 1);
		if (how === 0) return it.slice(0, cut);
		if (how === 1) return it.slice(0, cut) + more + it.slice(cut);
		if (how === 2) return it + it;
		if (how === 3) return [...it].reverse().join('');
		return it.slice(0, cut) + it.slice(cut + 1);
	});

/** A session's packets, in any order, before or after its entry. */
export const packets = (code: string) => {
	const right = fc.oneof(
		fc.constantFrom(
			hello(code),
			'41',
			'2',
			'2probe',
			'3',
			'5',
			'6',
			'1',
			'0',
			'40',
			'42["snapshot"]',
			'420["alive"]',
			'40/diagnostic,',
			'42/diagnostic,0["echo"]',
			'42/diagnostic,["x"]',
			'42["seen"]'
		),
		value.map((it) => `42["seen",${JSON.stringify(it) ?? 'null'}]`),
		value.map((it) => `42["command",${JSON.stringify(it) ?? 'null'}]`),
		fc.tuple(fc.nat(99), value).map(([n, it]) => `42${n}["command",${JSON.stringify(it) ?? ''}]`),
		fc
			.tuple(fc.nat(12), words)
			.map(([n, it]) => `45${n}-["${it}",{"_placeholder":true,"num":${n}}]`),
		fc.tuple(fc.nat(9), words).map(([type, name]) => `4${type}/${name},["x"]`)
	);
	return fc.record({
		over: fc.constantFrom('polling', 'websocket'),
		inside: fc.boolean(),
		sent: fc.array(fc.oneof(right, spoil(right), text), { minLength: 1, maxLength: 6 })
	});
};
