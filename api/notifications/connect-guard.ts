import type { ConnectGuard } from '../identity/guarded-fetch.ts';
import { guardedLookup, isAddress, mayConnect } from './webhooks/public-address.ts';

/** Issuers on this machine are asked only by a server that is itself reached on this machine only, as in development. */
export function connectGuard(publicUrl: string): ConnectGuard {
  const local = new URL(publicUrl).protocol === 'http:';
  return {
    allowPlain: local,
    mayConnect: (host) => !isAddress(host) || mayConnect(host, local),
    lookup: guardedLookup(local),
  };
}
