// Runs before `npm start`, `npm run dev` and `npm test`, on whatever Node the machine has: keep it readable by Node 18.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const floor = [24, 21, 0];
const root = join(__dirname, '..');
const has = (path) => existsSync(join(root, 'node_modules', path));

const problem = findProblem();
if (problem) {
	console.error(`\n${problem}\n`);
	process.exit(1);
}

function findProblem() {
	if (!has('.')) {
		return 'Prétoire n’est pas encore installé : il manque le dossier node_modules.\nLancez : npm ci';
	}
	if (
		!has('vite/package.json') ||
		!has('@sveltejs/kit/package.json') ||
		!has('node/package.json')
	) {
		return [
			'L’installation est incomplète : npm a laissé de côté les outils qui construisent le site',
			'(NODE_ENV=production, ou l’option « omit=dev », en est souvent la cause).',
			'Lancez : npm ci --include=dev'
		].join('\n');
	}
	if (isRecent(process.versions.node)) return null;
	if (!has('node/bin/node') && !has('node/bin/node.exe')) {
		return [
			`Prétoire apporte son propre Node (${floor.join('.')}), mais il n’a pas été installé :`,
			'npm a ignoré les scripts d’installation (option « ignore-scripts »).',
			'Lancez : npm ci --ignore-scripts=false'
		].join('\n');
	}
	return [
		`Cette commande tourne avec Node ${process.versions.node} ; il faut Node ${floor.join('.')} ou plus récent.`,
		'Il est déjà dans node_modules : passez par npm (npm start, npm test), qui le choisit de lui-même.'
	].join('\n');
}

function isRecent(version) {
	const parts = version.split('.').map(Number);
	for (let place = 0; place < floor.length; place++) {
		if (parts[place] !== floor[place]) return parts[place] > floor[place];
	}
	return true;
}
