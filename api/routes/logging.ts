import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { LoggerOptions } from 'pino';
import { redactText } from '../../schemas/contract/secret-form.ts';

/** Members of logged objects that hold secrets, wherever code may come to log them. */
const secretNames = [
  'authorization',
  'cookie',
  'password',
  'token',
  'apiKey',
  'key',
  'secret',
  'operatorToken',
  'invitationUrl',
];

/**
 * The path without its query: what stands in a query may be a search for somebody, or a secret in the wrong place. A key
 * in the place of its id is left out of the path too.
 */
function pathOf(url: string): string {
  return redactText(url.split('?', 1)[0] ?? url);
}

interface LoggedError extends Error {
  readonly code?: unknown;
}

/** An error as text: what drivers hang on their errors (`detail`, parameters) may hold values of people. */
function loggedError(error: LoggedError): object {
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(typeof error.code === 'string' ? { code: error.code } : {}),
    ...(error.cause instanceof Error ? { cause: redactText(error.cause.message) } : {}),
  };
}

/** pino's options: one JSON object a line, without headers, bodies, queries and secrets. */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: {
      paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: pathOf(request.url),
        ip: request.ip,
      }),
      res: (reply: FastifyReply) => ({ status: reply.statusCode }),
      err: loggedError,
    },
  };
}

/**
 * One line a request, when it is answered: what was asked, what came of it, and how long it took. Its members are these and no others, and have
 * been through `redactText`: looking through them for names of secrets cost more than all else of the line.
 */
export class OneLineARequest extends LogController {
  readonly #lines: FastifyBaseLogger;

  constructor(logger: FastifyBaseLogger) {
    super({ requestIdLogLabel: 'requestId' });
    this.#lines = logger.child({}, { redact: [] });
  }

  override incomingRequest(): void {
    // Told with its answer.
  }

  override requestCompleted(error: Error | null, request: FastifyRequest, reply: FastifyReply): void {
    const line = { requestId: request.id, req: request, res: reply, responseTime: reply.elapsedTime };
    if (error === null || error === undefined) this.#lines.info(line, 'request completed');
    else this.#lines.error({ ...line, err: error }, 'request errored');
  }
}
