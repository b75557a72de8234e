/** How long a request may be: a form is short, an archive is sent to one page only. */
import { limits } from '../intake/limits.ts';

const form = 64 * 1024;
/** The archive, and the fields of the form around it. */
const upload = limits.archive + form;

/** How many bytes this request may send. */
export const mostBytes = ({ pathname }: URL, headers: Headers): number =>
	pathname === '/ouvrir' && headers.get('content-type')?.startsWith('multipart/form-data')
		? upload
		: form;

/** True where the request itself says that it is longer. */
export const saysTooLong = (headers: Headers, most: number): boolean =>
	Number(headers.get('content-length') ?? 0) > most;

/** The same request, whose body fails beyond so many bytes, whatever it says of its length. */
export function boundBody(request: Request, most: number): Request {
	if (!request.body) return request;
	const reader = request.body.getReader();
	let bytes = 0;
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const { done, value } = await reader.read();
			bytes += value?.length ?? 0;
			// What comes after is left where it is: to cancel it would cut the line before the answer.
			if (bytes > most) controller.error(new Error('body too long'));
			else if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: (reason) => reader.cancel(reason)
	});
	return new Request(request, { body, duplex: 'half' } as RequestInit);
}
