import { encode } from 'uqr';

/** A QR code as one SVG path, a unit a module, quiet zone included. */
export function drawQr(text: string): { size: number; path: string } {
	const { data, size } = encode(text, { ecc: 'M', border: 4 });
	let path = '';
	data.forEach((row, y) => {
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue;
			const from = x;
			while (row[x + 1]) x++;
			path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
		}
	});
	return { size, path };
}
