import type { FastifyRequest } from 'fastify';
import { plainAddress } from '../identity/networks.ts';
import { Refusal } from '../request/refusal.ts';
import type { Browser } from '../sign-in/sign-in-deps.ts';
import type { Cookies } from './cookies.ts';

/** The browser that a request comes from. */
export function browserOf(request: FastifyRequest, cookies: Cookies): Browser {
  return {
    ip: plainAddress(request.ip),
    userAgent: request.headers['user-agent'] ?? null,
    requestId: request.id,
    deviceToken: cookies.read(request, 'device'),
  };
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Cookies come along whoever sends the browser here; what changes something must therefore come from a page of this server (OWASP:
 * verifying the origin with standard headers). Programs that use a session's cookie send the header `Origin` themselves.
 * @throws Refusal 403 `csrf/other-origin`
 */
export function assertOwnOrigin({ method, headers }: FastifyRequest, publicUrl: string): void {
  if (reading.has(method) || headers.origin === new URL(publicUrl).origin) return;
  throw new Refusal(403, 'csrf/other-origin', 'This request does not come from a page of this server.', {
    remedy: 'send the header `Origin` with the address of this server, or use an API key',
  });
}
