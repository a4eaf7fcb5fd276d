import type { FastifyInstance } from 'fastify';
import packageFile from '../../package.json' with { type: 'json' };

/** Version of the HTTP interface: the first segment of its paths. */
const apiVersion = '1';

/** An API answers data to programs: no browser may frame, sniff, cache or run anything of it. */
const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

const year = 31_536_000;

/** Headers of every answer: who answers, and what browsers must not do with it. */
export function answerHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return {
    ...always,
    'bylaw-version': packageFile.version,
    'bylaw-api': apiVersion,
    ...(publicUrl.startsWith('https:')
      ? { 'strict-transport-security': `max-age=${year}; includeSubDomains` }
      : {}),
  };
}

/** Adds them to every answer, with the request's id. */
export function addHeaders(app: FastifyInstance, publicUrl: string): void {
  const headers = answerHeaders(publicUrl);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id });
  });
}
