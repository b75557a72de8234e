/**
 * A courthouse as its own process, to be killed. A message opens a room and fills it, and is answered with the keys of
 * every browser; another sets its faults, `endIn` being counted from the transaction under way.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../../src/lib/server/config.ts';
import { openCourthouse, type Courthouse } from '../../../src/lib/server/courthouse.ts';
import { fault, noFaults } from '../../../src/lib/server/store/faults.ts';
import type { Office } from '../../../src/lib/trial/actor.ts';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import { shippedCase } from '../../support/shipped-case.ts';

export interface Place {
	office: Office;
	token: string;
	holder: string;
	seat?: SeatId;
}
export interface Room {
	code: string;
	trial: string;
	places: Place[];
}
export interface Orders {
	directory: string;
	port: number;
}
/** The seats to fill, one tablet each, and the step to be at. */
export interface RoomOrders {
	seats: SeatId[];
	step: string;
}
export type FaultOrders = Partial<Record<keyof typeof fault | 'endIn', number>>;

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const faults = noFaults();
process.on('message', (asked: FaultOrders | RoomOrders) => {
	if ('seats' in asked) void fill(courthouse, asked).then((room) => process.send?.(room));
	else breakDown(asked);
});
process.on('disconnect', () => process.exit(1));

const config = readConfig({
	PRETOIRE_DATA_DIR: orders.directory,
	PRETOIRE_LOG_LEVEL: 'silent'
});
const courthouse = await openCourthouse(config, faults);
const server = createServer((_, response) => response.writeHead(404).end());
courthouse.listen(server);
await new Promise<void>((ready) => server.listen(orders.port, '127.0.0.1', ready));
process.send?.((server.address() as AddressInfo).port);
// As src/server.ts does.
process.on('SIGTERM', () => {
	server.close();
	void courthouse.stop().then(() => process.exit(0));
});

function breakDown({ endIn, ...places }: FaultOrders): void {
	for (const [name, value] of Object.entries(places))
		faults[fault[name as keyof typeof fault]] = value;
	if (endIn !== undefined) faults[fault.endAt] = (faults[fault.transactions] ?? 0) + endIn;
}

async function fill(
	{ admission, courtrooms }: Courthouse,
	{ seats, step }: RoomOrders
): Promise<Room> {
	const file = await shippedCase();
	const { code, token } = await admission.open({ file, pupils: 35, tablets: 35, format: '110' });
	const courtroom = await courtrooms.find(code);
	if (!courtroom) throw new Error('no room');
	const regie = { office: 'regie', holder: 'regie' } as const;
	const places: Place[] = [{ office: 'regie', token, holder: 'regie' }];
	for (const office of ['magistrat', 'ecran'] as const)
		places.push({ office, token: await admission.grant(courtroom, office), holder: office });
	for (const seat of seats) {
		const key = (await admission.enter(courtroom)) ?? '';
		const holder = courtroom.trial.seats.admitted.at(-1) ?? '';
		await courtroom.run({ type: 'assignSeat', input: { seat, holder } }, regie);
		places.push({ office: 'tablette', token: key, holder, seat });
	}
	await courtroom.run({ type: 'jumpToStep', input: { step } }, regie);
	return { code, trial: courtroom.id, places };
}
