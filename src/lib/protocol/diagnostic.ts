/** What the diagnostic asks and is told: without a room, without a secret. */

/** How the server sees one request: nothing of anybody else. */
export interface Seen {
	/** Tells our answer from that of whatever stands between. */
	pretoire: true;
	/** « https://pretoire.mon-college.fr » as the server believes it was reached. */
	origin: string;
	/** Whether the request carried forwarded headers, and whether they counted. */
	forwarded: 'none' | 'believed' | 'ignored';
	/** True when an address that the asker made up was believed. */
	forged: boolean;
	/** True when the cookie given by the answer before came back. */
	cookie: boolean;
	/** The server's clock, in ms since 1970. */
	now: number;
}
