import ipaddr from 'ipaddr.js';

type Range = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];

function rangeOf(network: string): Range {
  if (network.includes('/')) return ipaddr.parseCIDR(network);
  const address = ipaddr.parse(network);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Two ranges meet exactly where the narrower one begins inside the wider one. */
function meet([a, aBits]: Range, [b, bBits]: Range): boolean {
  if (a.kind() !== b.kind()) return false;
  return aBits <= bBits ? b.match(a, aBits) : a.match(b, bBits);
}

/** Whether any address is in both lists of networks; null, or the word `any`, is every address. */
export function networksMeet(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null || one.includes('any') || other.includes('any')) return true;
  const ranges = other.map(rangeOf);
  return one.some((network) => ranges.some((range) => meet(rangeOf(network), range)));
}
