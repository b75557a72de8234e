/** A courthouse that tells all it can of its notebooks, their worst moments included. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/lib/server/config.ts';
import { cookieName } from '../../../src/lib/server/door/cookie.ts';
import { openCourthouse } from '../../../src/lib/server/courthouse.ts';
import { Bot } from '../../support/bot.ts';
import { NoteBook, sendNote } from '../../support/note-book.ts';
import { shippedCase } from '../../support/shipped-case.ts';
import { endless, ground } from '../hostile-notes.ts';
import { malformed } from '../malformed-notes.ts';

const directory = mkdtempSync(join(tmpdir(), 'pretoire-dit-'));
const courthouse = await openCourthouse(
	readConfig({
		PRETOIRE_DATA_DIR: directory,
		PRETOIRE_LOG_LEVEL: 'trace',
		PRETOIRE_METRICS: 'un-jeton-de-seize-lettres'
	})
);
const server = createServer((_, response) => response.writeHead(404).end());
courthouse.listen(server);
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const { admission, courtrooms } = courthouse;
const file = await shippedCase();
const { code } = await admission.open({ file, pupils: 35, tablets: 35, format: '110' });
const courtroom = await courtrooms.find(code);
if (!courtroom) throw new Error('no room');
const seat = file.seats.find(({ role }) => role === 'avocat')?.id;
if (!seat) throw new Error('no seat');
const bot = new Bot(base);
bot.cookies.set(cookieName('tablette', code, false), (await admission.enter(courtroom)) ?? '');
await bot.join(code, 'tablette');
await bot.run('takeSeat', { seat });
const book = new NoteBook(bot, `equipe:${seat}`);
await book.open();
await book.type('canarijournal');
await sendNote(bot, { notebook: 'canarinom', kind: 'open' }, Buffer.from('canaritrame'));
await book.send('awareness', Buffer.from('{"canari":1}'));
await book.send('extract', Buffer.from('canariextrait'));
for (const update of Object.values(malformed)) await book.send('update', update);
await book.send('update', Buffer.from('canaribrut'));
for (const update of ground(50)) await book.send('update', update);
await book.send('update', endless(51, 50));
console.log(await courthouse.readMetrics?.());
bot.leave();
await courthouse.stop();
server.closeAllConnections();
server.close();
rmSync(directory, { recursive: true, force: true });
