/** `npm run pretoire -- <commande>`: what whoever runs the server does to it, while it serves or not. */
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Misunderstood } from './pretoire/command.ts';

const usage = `Usage : npm run pretoire -- <commande> [options] [--json]

  diagnostic [adresse]   dit ce qui va et ce qui ne va pas sur cette machine et son réseau, ou
                         jusqu’à cette adresse
    --attente N          mesure aussi au bout de combien de secondes (1 à 100) le réseau coupe
                         une liaison muette
  sauvegarder            fait une sauvegarde, même pendant une audience
  restaurer              dit quelles sauvegardes il y a
  restaurer <fichier>    remet une sauvegarde à la place des données ; Prétoire doit être arrêté
  purger [--jours N]     dit quelles audiences seraient effacées, sans rien effacer
  purger --oui           les efface du logiciel, sauvegardes comprises
    --jours N            les audiences fermées depuis plus de N jours ; celles que personne n’a
                         fermées, le double après leur dernier geste, et jamais avant 7 jours

  --json                 une réponse lisible par un programme

Les réglages (PRETOIRE_DATA_DIR…) sont ceux du serveur : voir README.md.`;

/** Each gives the exit code: 0 done, 1 refused or failed; not understood, it throws, which is 2. */
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
if (load) process.exitCode = await runCommand(load);
else if (asksHelp) console.log(usage);
else misunderstand(name && `« ${name} » n’est pas une commande.`);

async function runCommand(find: NonNullable<typeof load>): Promise<number> {
	// Files named on the command line are read from where the person is.
	process.env.INIT_CWD ??= process.cwd();
	process.chdir(join(import.meta.dirname, '..'));
	const { run } = await find();
	return await run(args).catch((error: unknown) => {
		if (!(error instanceof Misunderstood)) throw error;
		return misunderstand(error.message);
	});
}

/** The fault first: whoever reads it need not look for it in the usage. */
function misunderstand(fault: string): number {
	console.error(stripVTControlCharacters(fault ? `${fault}\n\n${usage}` : usage));
	return (process.exitCode = 2);
}
