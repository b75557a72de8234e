/** What a drawing may be made of. */

export const elements = new Set([
	...['svg', 'g', 'defs', 'symbol', 'use', 'title', 'desc', 'path', 'rect', 'circle', 'ellipse'],
	...['line', 'polyline', 'polygon', 'text', 'tspan', 'linearGradient', 'radialGradient', 'stop'],
	...['clipPath', 'marker', 'pattern']
]);

/** `style` besides, read apart. Not `marker-mid`: it draws its marker again at every vertex, uncounted. */
export const attributes = new Set([
	...['id', 'class', 'role', 'lang', 'version', 'viewBox', 'preserveAspectRatio', 'transform'],
	...['x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'dx', 'dy'],
	...['width', 'height', 'd', 'points', 'pathLength', 'offset', 'rotate', 'href', 'xlink:href'],
	...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity'],
	...['stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray'],
	...['stroke-dashoffset', 'opacity', 'color', 'stop-color', 'stop-opacity', 'clip-path'],
	...['clip-rule', 'clipPathUnits', 'vector-effect', 'shape-rendering', 'paint-order', 'display'],
	...['visibility', 'marker-start', 'marker-end', 'markerWidth', 'markerHeight'],
	...['markerUnits', 'orient', 'refX', 'refY', 'gradientUnits', 'gradientTransform'],
	...['spreadMethod', 'patternUnits', 'patternContentUnits', 'patternTransform', 'font-family'],
	...['font-size', 'font-weight', 'font-style', 'font-variant', 'text-anchor', 'text-rendering'],
	...['text-decoration', 'letter-spacing', 'word-spacing', 'dominant-baseline'],
	...['alignment-baseline', 'baseline-shift', 'writing-mode', 'textLength', 'lengthAdjust'],
	...['xml:space', 'xml:lang', 'aria-label', 'aria-labelledby', 'aria-hidden', 'xmlns'],
	...['xmlns:xlink', 'xmlns:svg']
]);

export const namespaces: Record<string, string> = {
	xmlns: 'http://www.w3.org/2000/svg',
	'xmlns:svg': 'http://www.w3.org/2000/svg',
	'xmlns:xlink': 'http://www.w3.org/1999/xlink'
};
