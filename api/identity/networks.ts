import ipaddr from 'ipaddr.js';

/** What allows every address where a list of networks is due. */
const anywhere = 'any';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** IPv4 as people write it: `127.1` and `0x7f.0.0.1`, which the library also takes, would surprise. */
const plainForm = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i;

/** The range that an address or CIDR notation stands for; undefined where it is neither. IPv4 in IPv6 counts as IPv4. */
function parseRange(text: string): Range | undefined {
  if (!plainForm.test(text)) return undefined;
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function contains([network, bits]: Range, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

/** Whether a text is an address (`192.0.2.1`) or a range in CIDR notation (`192.0.2.0/24`). */
export function isNetwork(text: string): boolean {
  return parseRange(text) !== undefined;
}

/** An address as it is written everywhere: IPv4 in IPv6 (`::ffff:192.0.2.1`) as IPv4. */
export function plainAddress(ip: string): string {
  return ipaddr.isValid(ip) ? ipaddr.process(ip).toString() : ip;
}

/**
 * Whether an address is allowed by a list of networks. No list allows everything; a list that cannot be read, or an
 * address that cannot, allows nothing.
 */
export function networkAllows(networks: readonly string[] | null, ip: string | null): boolean {
  if (networks === null || networks.includes(anywhere)) return true;
  if (ip === null || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  return networks.some((network) => {
    const range = parseRange(network);
    return range !== undefined && contains(range, address);
  });
}

/** Whether every address of `inner` is an address of one of `outer`. */
export function networksWithin(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.includes(anywhere)) return true;
  const ranges = outer.map(parseRange).filter((range) => range !== undefined);
  return inner.every((network) => {
    const range = parseRange(network);
    return range !== undefined && ranges.some((wide) => range[1] >= wide[1] && contains(wide, range[0]));
  });
}
