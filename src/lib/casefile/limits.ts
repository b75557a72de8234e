/** What a case may weigh, for whoever writes, sends, receives or reads one. */
const kilobyte = 1024;

/** Of a text; longer, it is refused unread. */
export const longestFile = 256 * kilobyte;
/** Of a picture or a sound, and of all those of a case. */
export const longestMedia = 300 * kilobyte;
export const longestMediaOfCase = 1536 * kilobyte;
/** A case has some thirty files. */
export const mostFiles = 250;
/** Of the archive of a case. */
export const heaviestArchive = 3 * kilobyte * kilobyte;

/** « 300 ko », « 6 Mo », « 6,1 Mo »: never less than it weighs. */
export const tellSize = (bytes: number): string =>
	bytes >= kilobyte * kilobyte
		? `${Math.ceil(bytes / kilobyte / 102.4) / 10} Mo`.replace('.', ',')
		: `${Math.ceil(bytes / kilobyte)} ko`;
