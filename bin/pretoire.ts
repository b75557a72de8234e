/** `npm run pretoire -- <commande>`: what whoever runs the server does to it, while it serves or not. */
import { join } from 'node:path';

const usage = `Usage : npm run pretoire -- <commande> [options] [--json]

  diagnostic             dit ce qui va et ce qui ne va pas sur cette machine et son réseau
  sauvegarder            fait une sauvegarde, même pendant une audience
  restaurer              dit quelles sauvegardes il y a
  restaurer <fichier>    remet une sauvegarde à la place des données ; Prétoire doit être arrêté
  purger [--jours N]     dit quelles audiences seraient effacées, sans rien effacer
  purger --oui           les efface du logiciel, sauvegardes comprises

  --json                 une réponse lisible par un programme

Les réglages (PRETOIRE_DATA_DIR…) sont ceux du serveur : voir README.md.`;

/** Each gives the exit code: 0 done, 1 refused or failed, 2 not understood. */
const commands: Record<string, () => Promise<{ run(args: string[]): Promise<number> }>> = {
	diagnostic: () => import('./pretoire/diagnostic.ts'),
	sauvegarder: () => import('./pretoire/sauvegarder.ts'),
	restaurer: () => import('./pretoire/restaurer.ts'),
	purger: () => import('./pretoire/purger.ts')
};

// Only its owner reads what these commands write.
process.umask(0o077);
const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
const asksHelp = ['--aide', '--help', '-h'].includes(name);
process.exitCode = load ? await runCommand(load) : asksHelp ? 0 : 2;
if (asksHelp) console.log(usage);
else if (process.exitCode === 2) console.error(usage);

async function runCommand(find: NonNullable<typeof load>): Promise<number> {
	// Files named on the command line are read from where the person is.
	process.env.INIT_CWD ??= process.cwd();
	process.chdir(join(import.meta.dirname, '..'));
	const { run } = await find();
	return await run(args);
}
