import type { Connection } from './connection.ts';
import type { Answer } from './exchange.ts';
import { Failure } from './failure.ts';
import { networkFailure } from './network-failure.ts';

/** One step of reading, within the connection's patience: a body may be long, but it must not stand still. */
async function inTime<T>(connection: Connection, step: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('stands still', 'TimeoutError')), connection.timeout);
  });
  try {
    return await Promise.race([step, late]);
  } catch (error) {
    throw networkFailure(connection, error);
  } finally {
    clearTimeout(timer);
  }
}

/** The body piece by piece, never held as a whole; for exports. */
export async function* streamText(connection: Connection, { body }: Answer): AsyncGenerator<string> {
  const pieces = body.setEncoding('utf8')[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await inTime(connection, pieces.next());
      if (done === true) break;
      yield value;
    }
  } finally {
    body.destroy();
  }
}

/** The body as JSON. @throws Failure when it is cut off or is none. */
export async function readJson(connection: Connection, answer: Answer): Promise<unknown> {
  const parts: string[] = [];
  for await (const part of streamText(connection, answer)) parts.push(part);
  try {
    return JSON.parse(parts.join(''));
  } catch (cause) {
    throw new Failure(`The answer of ${connection.server} is not JSON`, {
      remedy: 'A proxy may have cut it off: try again, and look at what stands between here and the server',
      cause,
    });
  }
}
