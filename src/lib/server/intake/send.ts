/** An archive as a browser downloads it. */
export function sendArchive(id: string, archive: Uint8Array): Response {
	return new Response(new Uint8Array(archive), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${id}.zip"`,
			'content-length': String(archive.length),
			'cache-control': 'no-store'
		}
	});
}
