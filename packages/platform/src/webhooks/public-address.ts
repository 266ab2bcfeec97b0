import { BlockList, isIPv6 } from 'node:net';

/**
 * Whether an address belongs to a machine that anybody on the Internet may reach: none of this machine, of a private network, of a
 * cloud's own metadata, or reserved.
 *
 * @source IANA, "IPv4 Special-Purpose Address Registry" and "IPv6 Special-Purpose Address Registry"
 */
export function isPublicAddress(address: string): boolean {
  return isIPv6(address) ? !RESERVED_V6.check(address, 'ipv6') : !RESERVED_V4.check(address);
}

const RESERVED_V4 = toBlockList('ipv4', [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);

const RESERVED_V6 = toBlockList('ipv6', [
  ...['::/128', '::1/128', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64'],
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7'],
  ...['fe80::/10', 'fec0::/10', 'ff00::/8'],
]);

function toBlockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}
