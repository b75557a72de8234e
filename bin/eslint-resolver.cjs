// Tells the staircase where an import leads: relative paths and $lib are files of ours, the rest comes from outside.
'use strict';
const { isBuiltin } = require('node:module');
const { dirname, join, resolve } = require('node:path');

const lib = join(__dirname, '../src/lib');

exports.interfaceVersion = 2;
exports.resolve = (source, file) => {
	if (isBuiltin(source)) return { found: true, path: null };
	if (source.startsWith('$lib/')) return { found: true, path: join(lib, source.slice(5)) };
	if (source.startsWith('.')) return { found: true, path: resolve(dirname(file), source) };
	return { found: false };
};
