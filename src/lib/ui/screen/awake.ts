/** Keeps the projector's machine from sleeping, as long as the page is seen. */

interface WakeLock {
	request(type: 'screen'): Promise<{ addEventListener(type: 'release', then: () => void): void }>;
}

/** Starts keeping awake; the answer stops it. Silent whatever the browser allows. */
export function keepAwake(): () => void {
	const { wakeLock } = navigator as unknown as { wakeLock?: WakeLock };
	return wakeLock ? holdLock(wakeLock) : playStillPicture();
}

function holdLock(wakeLock: WakeLock): () => void {
	let stopped = false;
	let held = false;
	const hold = async () => {
		if (stopped || held || document.visibilityState !== 'visible') return;
		held = true;
		try {
			const lock = await wakeLock.request('screen');
			lock.addEventListener('release', () => (held = false));
		} catch {
			held = false;
		}
	};
	document.addEventListener('visibilitychange', hold);
	const again = setInterval(hold, 30_000);
	void hold();
	return () => {
		stopped = true;
		clearInterval(again);
		document.removeEventListener('visibilitychange', hold);
	};
}

/** On plain http there is no wake lock; a browser that plays a moving picture does not sleep either. */
function playStillPicture(): () => void {
	const canvas = document.createElement('canvas');
	const paper = canvas.getContext('2d');
	if (!paper || !('captureStream' in canvas)) return () => {};
	canvas.width = canvas.height = 2;
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	video.className = 'awake';
	video.setAttribute('aria-hidden', 'true');
	video.srcObject = canvas.captureStream();
	document.body.append(video);
	let odd = false;
	const draw = () => {
		odd = !odd;
		paper.fillStyle = odd ? '#fbf8f1' : '#fbf8f0';
		paper.fillRect(0, 0, 2, 2);
		if (video.paused) video.play().catch(() => {});
	};
	const again = setInterval(draw, 1_000);
	draw();
	return () => {
		clearInterval(again);
		video.remove();
	};
}
