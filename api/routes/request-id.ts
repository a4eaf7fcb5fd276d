import type { IncomingMessage } from 'node:http';

/** What we take over from a client or proxy: it ends up in logs and in the audit log. */
const wellFormed = /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/;

/** The id of a request: the one it came with, if that is well formed, else a new one. */
export function requestIdOf(request: IncomingMessage, newId: () => string): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && wellFormed.test(given) ? given : newId();
}
