/** Whether this browser keeps documents: asked once, since a refusal inside y-indexeddb would be nobody's to catch. */
let answer: Promise<boolean> | undefined;

const patience = 1_000;
const trial = 'pretoire:carnet:essai';

export const canKeep = (): Promise<boolean> => (answer ??= tryOnce());

function tryOnce(): Promise<boolean> {
	return new Promise((settle) => {
		setTimeout(() => settle(false), patience);
		try {
			const request = indexedDB.open(trial);
			request.onerror = (event) => {
				event.preventDefault();
				settle(false);
			};
			request.onsuccess = () => {
				request.result.close();
				indexedDB.deleteDatabase(trial);
				settle(true);
			};
		} catch {
			settle(false);
		}
	});
}
