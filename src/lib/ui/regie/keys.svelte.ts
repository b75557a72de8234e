/** Whether single keys act: a choice of this device, since dictation and some aids type letters by themselves. */
import { recall, remember } from '../kit/remember.ts';

class KeysOn {
	#value = $state(recall('raccourcis') !== 'non');

	get value(): boolean {
		return this.#value;
	}

	set value(on: boolean) {
		this.#value = on;
		remember('raccourcis', on ? 'oui' : 'non');
	}
}

export const keysOn = new KeysOn();
