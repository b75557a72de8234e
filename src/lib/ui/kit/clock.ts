/** « 07:12 », « 1 h 04 »: time gone, in figures. */
export function tellElapsed(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const minutes = Math.floor(whole / 60);
	if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${twoFigures(minutes % 60)}`;
	return `${twoFigures(minutes)}:${twoFigures(whole % 60)}`;
}

/** « reste environ 8 min »: time left is an indication, never a countdown. */
export function tellLeft(seconds: number): string {
	if (seconds >= 60) return `reste environ ${Math.round(seconds / 60)} min`;
	if (seconds > 0) return 'reste moins d’une minute';
	if (seconds > -60) return 'temps prévu atteint';
	return `temps prévu dépassé de ${Math.floor(-seconds / 60)} min`;
}

function twoFigures(n: number): string {
	return String(n).padStart(2, '0');
}
