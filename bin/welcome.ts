/** What `npm start` says once the doors are open: where to go, and a QR for the tablets. */
import { renderUnicodeCompact } from 'uqr';
import { isLoopback, listHeard } from '../src/lib/server/addresses.ts';
import type { Config } from '../src/lib/server/config.ts';

/** The welcome of a server that listens; `colours` when a person reads it on a terminal. */
export function welcome(config: Config, port: number, colours: boolean): string {
	const here = `http://localhost:${port}`;
	const { host, publicUrl } = config;
	const heard = listHeard(host, String(port));
	const [best, ...others] = publicUrl ? [publicUrl, ...heard] : heard;
	if (best === undefined) {
		return frame([
			`Prétoire est ouvert.`,
			'',
			`  Sur cette machine : ${here}`,
			'',
			isLoopback(host)
				? `HOST=${host} le réserve à cette machine. Pour l’ouvrir aux tablettes, retirez HOST, puis relancez.`
				: 'Pas de réseau : seulement cette machine. Reliez-la au réseau des tablettes, puis relancez.'
		]);
	}
	return frame([
		'Prétoire est ouvert.',
		'',
		`  Sur les tablettes : ${best}`,
		...others.map((address) => `         ou bien : ${address}`),
		`  Sur cette machine : ${here}`,
		'',
		...drawQr(best, colours),
		'',
		'Pour arrêter : Ctrl + C. Rien de ce qui est confirmé ne se perd.'
	]);
}

/** Black on white whatever the terminal's own colours, or no camera reads it. */
function drawQr(address: string, colours: boolean): string[] {
	const lines = renderUnicodeCompact(address, { border: 2 }).split('\n');
	return lines.map((line) => (colours ? `  \x1b[38;5;231;48;5;16m${line}\x1b[0m` : `  ${line}`));
}

function frame(lines: readonly string[]): string {
	return ['', ...lines, ''].join('\n');
}
