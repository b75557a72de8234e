/** Where a visitor comes from, for what is counted: a school, rather than one of its addresses. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const lan = 'lan';
const local = new BlockList();
for (const [address, bits] of [
	['10.0.0.0', 8],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['169.254.0.0', 16]
] as const)
	local.addSubnet(address, bits, 'ipv4');
local.addSubnet('fc00::', 7, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/** Where a request comes from, small and wide. */
export interface Source {
	/** The address itself in the LAN; elsewhere the network. */
	own: string;
	network: string;
}

/** What is counted of this address: in a LAN one browser must not spend what the whole school has. */
export function sourceOf(address: string): Source {
	const network = networkOf(address);
	return { own: network === lan ? plain(address) : network, network };
}

const plain = (address: string): string => address.replace(/^::ffff:/, '').replace(/%.*$/, '');

/** The LAN as a whole; elsewhere a block of 256 addresses, or what one subscriber has of IPv6. */
export function networkOf(address: string): string {
	const bare = plain(address);
	if (isIPv4(bare)) return local.check(bare, 'ipv4') ? lan : bare.split('.').slice(0, 3).join('.');
	if (!isIPv6(bare)) return 'unknown';
	if (local.check(bare, 'ipv6')) return lan;
	const [head = '', tail] = bare.split('::');
	const before = head.split(':').filter(Boolean);
	const gap = tail === undefined ? [] : ['0', '0', '0'];
	return [...before, ...gap].slice(0, 3).join(':');
}
