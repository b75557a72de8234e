/** Archives that somebody hostile writes, and what must be said of each. */
import { limits } from '../../../src/lib/server/intake/limits.ts';
import { zip, type Member } from '../../support/zip.ts';

export const header: Member = { name: 'a/affaire.md', content: '# une affaire' };
const kilobytes = (count: number, of = 'a') => of.repeat(count * 1024);
/** Text that does not shrink more than prose does. */
export const prose = (bytes: number) => {
	let [text, n] = ['', 1];
	while (text.length < bytes) text += ((n = (n * 48271) % 2147483647) % 1e6).toString(36) + ' ';
	return text.slice(0, bytes);
};

/** What an attacker writes, and what is said of it. */
export const attacks: Record<string, [archive: () => Buffer, told: RegExp]> = {
	'a path that climbs': [() => zip([header, { name: 'a/../../etc/x.md' }]), /qui sort du dossier/],
	'a path that climbs inside': [() => zip([header, { name: 'a/b/../x.md' }]), /qui sort/],
	'an absolute path': [() => zip([header, { name: '/etc/passwd.md' }]), /chemin absolu/],
	'a drive': [() => zip([header, { name: 'C:/x.md' }]), /chemin absolu/],
	backslashes: [() => zip([header, { name: 'a\\..\\x.md' }]), /oblique inversée/],
	'a link': [
		() =>
			zip([header, { name: 'a/decision.md', content: '/etc/passwd', attributes: 0o120777 << 16 }]),
		/a\/decision.md: lien/
	],
	'a device': [
		() => zip([header, { name: 'a/decision.md', attributes: 0o020666 << 16 }]),
		/fichier spécial/
	],
	'a pipe': [() => zip([header, { name: 'a/x.md', attributes: 0o010666 << 16 }]), /spécial/],
	'one name twice': [() => zip([header, { name: 'a/affaire.md' }]), /nom déjà pris/],
	'one name in two cases': [() => zip([header, { name: 'A/AFFAIRE.md' }]), /nom déjà pris/],
	'one name composed and not': [
		() => zip([header, { name: 'a/roles/e\u0301.md' }, { name: 'a/roles/\u00e9.md' }]),
		/nom déjà pris/
	],
	'one name in two places': [
		() => zip([{ ...header, localName: 'a/autrechose' }]),
		/annoncé sous deux noms/
	],
	'an encrypted file': [() => zip([{ ...header, flags: 0x801 }]), /chiffré/],
	'a file that says less than it holds': [
		() => zip([{ ...header, content: prose(9000), said: { size: 10 } }]),
		/taille qui ment/
	],
	'a file that says more than it holds': [
		() => zip([{ ...header, content: 'abc', said: { size: 300 } }]),
		/taille qui ment/
	],
	'a file with bytes behind it': [
		() =>
			zip([{ ...header, content: '', raw: Buffer.from('030000000000', 'hex'), said: { size: 0 } }]),
		/taille qui ment/
	],
	'a file that is not what its sum says': [() => zip([{ ...header, said: { crc: 1 } }]), /abîmé/],
	'a file that does not inflate': [
		() => zip([{ ...header, raw: Buffer.from('nothing'), said: { size: 9 } }]),
		/taille qui ment/
	],
	'a bomb': [() => zip([{ ...header, content: kilobytes(250) }]), /gonfle trop/],
	'a bomb that hides its size': [
		() => zip([{ ...header, content: Buffer.alloc(64 * 1024 * 1024), said: { size: 2000 } }]),
		/taille qui ment/
	],
	'a bomb of many files': [
		() =>
			zip(
				Array.from({ length: 60 }, (_, n) => ({
					name: `a/pieces/${n}.md`,
					content: prose(8 * 1024).repeat(31)
				}))
			),
		/archive qui gonfle trop/
	],
	'a bomb whose files share their bytes': [
		() => zip([header, ...[2, 3, 4].map((n) => ({ ...header, name: `a/${n}.md`, over: 0 }))]),
		/se recouvrent|deux noms/
	],
	'a text too long': [() => zip([{ ...header, content: prose(limits.text + 1) }]), /257 ko/],
	'a picture too heavy': [
		() => zip([header, { name: 'a/pieces/1.png', content: prose(limits.media + 1), method: 0 }]),
		/301 ko/
	],
	'too many files': [
		() => zip(Array.from({ length: limits.entries + 1 }, (_, n) => ({ name: `a/${n}.md` }))),
		/251 fichiers/
	],
	'an archive in the archive': [
		() => zip([header, { name: 'a/autre.zip', content: zip([header]) }]),
		/archive dans l’archive/
	],
	'an archive under another name': [
		() => zip([header, { name: 'a/pieces/1.png', content: zip([header]), method: 0 }]),
		/archive dans l’archive/
	],
	'a program': [
		() => zip([header, { name: 'a/install.sh', content: '#!/bin/sh' }]),
		/type de fichier/
	],
	'a page': [
		() => zip([header, { name: 'a/pieces/1.html', content: '<script>' }]),
		/type de fichier/
	],
	'a text that is no UTF-8': [
		() => zip([{ ...header, content: Buffer.from([0xe9, 0x21]) }]),
		/pas en UTF-8/
	],
	'a text with a NUL': [() => zip([{ ...header, content: 'a\0b' }]), /pas du texte/],
	'a name that is no UTF-8': [
		() => zip([header, { name: Buffer.from([0x61, 0x2f, 0xe9, 0x2e, 0x6d, 0x64]), flags: 0 }]),
		/nom de fichier qui n’est pas en UTF-8/
	],
	'a name with a NUL': [() => zip([header, { name: 'a/x.md\0.png' }]), /nom de fichier/],
	'a name that reads backwards': [
		() => zip([header, { name: 'a/\u202egpj.md' }]),
		/nom de fichier/
	],
	'an invisible name': [() => zip([header, { name: 'a/\u200b.md' }]), /nom de fichier/],
	'a stream beside a name': [() => zip([header, { name: 'a/affaire.md:x.md' }]), /nom de fichier/],
	'zip64 sizes': [() => zip([{ ...header, extra: Buffer.from('01000000', 'hex') }]), /zip64/],
	'a zip64 end': [() => zip([header], { long: true }), /zip64|mal placée/],
	'a zip64 count': [() => zip([header], { entries: 0xffff }), /65535 fichiers|zip64/],
	'fewer entries than the table': [() => zip([header, { name: 'a/b.md' }], { entries: 1 }), /./],
	'another file in front': [
		() => zip([header], { before: Buffer.from('%PDF-1.4\n') }),
		/pas une archive|se recouvrent|abîmée/
	],
	'another file behind': [
		() => zip([header], { after: Buffer.from('<html>') }),
		/suivie d’autre chose/
	],
	'no archive': [() => Buffer.from('Bonjour, ceci est un texte'), /pas une archive/],
	nothing: [() => Buffer.alloc(0), /pas une archive/],
	'an empty archive': [() => zip([]), /pas une archive|vide/],
	'another compression': [() => zip([{ ...header, method: 14 }]), /compression inconnue/],
	'a folder with bytes': [() => zip([header, { name: 'a/x/', content: prose(50) }]), /dossier qui/]
};
