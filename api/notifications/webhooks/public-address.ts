import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A webhook's target is, or resolves to, an address that is not on the public internet. The address is not repeated. */
export class AddressRefused extends Error {
  constructor() {
    super('the target is not a public address');
    this.name = 'AddressRefused';
  }
}

/**
 * Whether messages may be sent to an address: only public unicast. An IPv4 address within an IPv6 one is judged as what it is; networks that
 * translate (NAT64, 6to4, Teredo) are refused, since they reach what stands behind them.
 *
 * @param allowLoopback for development and tests
 */
export function mayConnect(address: string, allowLoopback: boolean): boolean {
  const plain = address.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(plain)) return false;
  const range = ipaddr.process(plain).range();
  return range === 'unicast' || (allowLoopback && range === 'loopback');
}

/** Whether the host of a URL is an address and not a name: then nothing is looked up. */
export function isAddress(hostname: string): boolean {
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''));
}

/**
 * A `lookup` for connections that gives only addresses that may be connected to. The connection goes to exactly what was checked, so a name that
 * resolves to something else a moment later gains nothing. One refused address among several refuses them all.
 */
export function guardedLookup(allowLoopback: boolean, lookup: typeof resolve = resolve): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) {
        done(error ?? new AddressRefused(), '', 0);
      } else if (!addresses.every(({ address }) => mayConnect(address, allowLoopback))) {
        done(new AddressRefused(), '', 0);
      } else if (options.all === true) {
        done(null, addresses);
      } else {
        done(null, first.address, first.family);
      }
    });
  };
}
