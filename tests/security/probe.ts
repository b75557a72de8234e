/** Loaded before the server: puts it in the folder that holds its cases, and tells what it holds when asked. */
const { PROBE_HOME: home } = process.env;
if (home) process.chdir(home);

process.on('SIGUSR2', () => {
	globalThis.gc?.();
	globalThis.gc?.();
	const { heapUsed, arrayBuffers, external } = process.memoryUsage();
	const connections = process
		.getActiveResourcesInfo()
		.filter((it) => it === 'TCPSocketWrap').length;
	const memory = heapUsed + Math.max(arrayBuffers, external);
	process.stdout.write(`held ${JSON.stringify({ memory: memory / 2 ** 20, connections })}\n`);
});
