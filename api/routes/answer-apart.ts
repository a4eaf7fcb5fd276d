import type { FastifyInstance, FastifyRequest } from 'fastify';
import { errorCodes } from 'fastify';
import type { Apart } from '../apart/thread.ts';
import { callerOf } from './access.ts';

/** Chunks as they come. @throws as Fastify's own parser where the client goes away before the end */
async function* chunksOf({ raw }: FastifyRequest): AsyncGenerator<Buffer> {
  try {
    // A stream that is left early must not be destroyed: the refusal goes out over the same connection.
    yield* raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch {
    throw new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH();
  }
}

/** The body as it comes, no longer than the route takes. */
async function bodyOf(request: FastifyRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { bodyLimit } = request.routeOptions;
  const tooLarge = (length: number): boolean => length > bodyLimit;
  if (tooLarge(Number(request.headers['content-length'] ?? 0)))
    throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(request)) {
    length += chunk.length;
    if (tooLarge(length)) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

/** In memory of its own, which can be handed over as it is. */
function joined(chunks: readonly Buffer[], length: number): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
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
 * organisation, and everybody else's request would wait for it. Registered behind the gate: bodies are large, so nobody's is read before it is
 * known who sends it.
 */
export function answerApart(app: FastifyInstance, apart: Apart): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.apart !== true) return;
    // As the gate has seen it: a connection that is gone by now has no address, and the thread would take it for this machine's own.
    const { ip } = callerOf(request).context;
    if (!ip) throw new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH();
    const { status, headers, body } = await apart.answer({
      method: request.method,
      url: request.url,
      headers: { ...withoutHop(request.headers), 'x-request-id': request.id },
      body: await bodyOf(request),
      ip,
    });
    reply.code(status).headers(withoutHop(headers));
    return reply.send(Buffer.from(body.buffer));
  });
  app.addHook('onClose', () => apart.stop());
}
