/** Where a visitor comes from, for what is counted: a school, rather than one of its addresses. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

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

/** The LAN as a whole; elsewhere a block of 256 addresses, or what one subscriber has of IPv6. */
export function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:/, '').replace(/%.*$/, '');
	if (isIPv4(plain))
		return local.check(plain, 'ipv4') ? 'lan' : plain.split('.').slice(0, 3).join('.');
	if (!isIPv6(plain)) return 'unknown';
	if (local.check(plain, 'ipv6')) return 'lan';
	const [head = '', tail] = plain.split('::');
	const before = head.split(':').filter(Boolean);
	const gap = tail === undefined ? [] : ['0', '0', '0'];
	return [...before, ...gap].slice(0, 3).join(':');
}
