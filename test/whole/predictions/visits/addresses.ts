import { BlockList, isIP } from 'node:net';

/** Each network that a case may name has some of them, and one is in none. */
export const everyAddress: readonly string[] = [
  '192.0.2.10',
  '203.0.113.5',
  '203.0.113.200',
  '198.51.100.7',
  '198.51.100.9',
  '2001:db8::5',
];

const lists = /"allowedNetworks":\[([^\]]*)\]/g;

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether one of these networks has the address; `any` has every one. By Node's own arithmetic, not the server's. */
export function allows(networks: readonly string[], address: string): boolean {
  if (networks.includes('any')) return true;
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits] = network.split('/');
    if (bits === undefined) list.addAddress(base, family(base));
    else list.addSubnet(base, Number(bits), family(base));
  }
  return list.check(address, family(address));
}

/** Addresses to come from that the networks of a case tell apart: one where it names none. */
export function addressesOf(found: object): readonly string[] {
  const named = [...JSON.stringify(found).matchAll(lists)].flatMap(([, items = '']) => items.split(','));
  const networks = [...new Set(named.map((item) => item.replaceAll('"', '')))];
  const told = new Map<string, string>();
  for (const address of everyAddress) {
    const where = networks.map((network) => allows([network], address)).join();
    if (!told.has(where)) told.set(where, address);
  }
  return [...told.values()];
}
