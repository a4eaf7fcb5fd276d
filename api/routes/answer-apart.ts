import type { FastifyInstance, FastifyRequest } from 'fastify';
import { errorCodes } from 'fastify';
import type { Apart } from '../apart/thread.ts';

/** The body as it comes, no longer than the route takes. */
async function bodyOf({ raw, routeOptions }: FastifyRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // A stream that is left early must not be destroyed: the refusal goes out over the same connection.
  for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > routeOptions.bodyLimit) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Between two hops only (RFC 9110, section 7.6.1), or about a body that is handed over whole. */
const ofTheConnection = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
  'upgrade',
  'te',
];

function withoutHop<T>(headers: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.includes(name)));
}

/**
 * Has requests of routes that say `apart` answered by the thread, from authentication to the last byte: their work grows with the
 * organisation, and everybody else's request would wait for it. Only their address is counted here.
 */
export function answerApart(app: FastifyInstance, apart: Apart): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.apart !== true) return;
    const { status, headers, body } = await apart.answer({
      method: request.method,
      url: request.url,
      headers: { ...withoutHop(request.headers), 'x-request-id': request.id },
      body: await bodyOf(request),
      ip: request.ip,
    });
    reply.code(status).headers(withoutHop(headers));
    return reply.send(Buffer.from(body.buffer));
  });
  app.addHook('onClose', () => apart.stop());
}
