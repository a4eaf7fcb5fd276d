import ipaddr from 'ipaddr.js';

/** The part of an address that stays the same for one place: a /24 of IPv4, a /48 of IPv6. */
const bits = { ipv4: 24, ipv6: 48 } as const;

/** The network that an address belongs to, `198.51.100.0/24`; null where there is no address. */
export function networkOf(ip: string | null): string | null {
  if (ip === null || !ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  const width = bits[address.kind()];
  const cidr = `${address.toString()}/${width}`;
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
      : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${network.toString()}/${width}`;
}
