import type { Connection } from './connection.ts';
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
export async function* streamText(connection: Connection, response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await inTime(connection, reader.read());
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The body as JSON. @throws Failure when it is cut off or is none. */
export async function readJson(connection: Connection, response: Response): Promise<unknown> {
  const parts: string[] = [];
  for await (const part of streamText(connection, response)) parts.push(part);
  try {
    return JSON.parse(parts.join(''));
  } catch (cause) {
    throw new Failure(`The answer of ${connection.server} is not JSON`, {
      remedy: 'A proxy may have cut it off: try again, and look at what stands between here and the server',
      cause,
    });
  }
}
