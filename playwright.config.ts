import { defineConfig } from '@playwright/test';
import { findChromium } from './bin/chromium.ts';

const executablePath = findChromium();

export default defineConfig({
	testDir: 'tests/browser',
	testMatch: '**/*.spec.ts',
	outputDir: 'test-results',
	// Each test starts its own server; two cores hold one server and its browser, not more.
	workers: 1,
	retries: 0,
	forbidOnly: true,
	timeout: 60_000,
	use: {
		locale: 'fr-FR',
		timezoneId: 'Europe/Paris',
		trace: 'retain-on-failure',
		launchOptions: {
			...(executablePath && { executablePath }),
			args: [
				'--no-sandbox',
				'--no-first-run',
				'--no-proxy-server',
				'--disable-quic',
				'--disable-sync',
				'--disable-background-networking',
				'--disable-component-update',
				// A made-up name for « not a secure context »; nothing else leaves this machine.
				'--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'
			]
		}
	}
});
