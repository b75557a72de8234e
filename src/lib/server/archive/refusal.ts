/** What a backup, a restoration or a purge will not do; the message says in French why, and what to do. */
export class ArchiveRefusal extends Error {
	override readonly name = 'ArchiveRefusal';
}
