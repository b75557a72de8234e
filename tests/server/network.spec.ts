import { describe, expect, it } from 'vitest';
import { networkOf, sourceOf } from '../../src/lib/server/door/network.ts';

describe('where a visitor comes from', () => {
	it.each([
		['192.168.1.20', 'lan'],
		['10.200.3.4', 'lan'],
		['::ffff:172.16.0.9', 'lan'],
		['fe80::1%eth0', 'lan'],
		['fd00:1::2', 'lan'],
		['172.32.0.1', '172.32.0'],
		['81.250.3.4', '81.250.3'],
		['2a01:cb00:12:3400::1', '2a01:cb00:12'],
		['2a01::1', '2a01:0:0'],
		['::1', '0:0:0'],
		['', 'unknown']
	])('[A5] %s is of %s', (address, network) => {
		expect(networkOf(address)).toBe(network);
	});

	it.each([
		['192.168.1.20', '192.168.1.20', 'lan'],
		['::ffff:10.0.0.9', '10.0.0.9', 'lan'],
		['fe80::1%eth0', 'fe80::1', 'lan'],
		['81.250.3.4', '81.250.3', '81.250.3'],
		['2a01:cb00:12:3400::1', '2a01:cb00:12', '2a01:cb00:12']
	])('[A34] %s is counted as %s of %s', (address, own, network) => {
		expect(sourceOf(address)).toEqual({ own, network });
	});
});
