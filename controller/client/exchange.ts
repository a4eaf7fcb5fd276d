import type { IncomingMessage } from 'node:http';

/** An HTTP request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An HTTP answer whose body has not been read. */
export interface Answer {
  readonly status: number;
  /** Value of a header, by its name in lower case; null where it is absent. */
  header(name: string): string | null;
  readonly body: IncomingMessage;
}

function toAnswer(message: IncomingMessage): Answer {
  return {
    status: message.statusCode ?? 0,
    header: (name) => {
      const value = message.headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    body: message,
  };
}

/**
 * One request and the beginning of its answer. Node's own client instead of `fetch`: loading that costs a command 30 ms.
 * Redirects are not followed, so the token stays where it was sent.
 *
 * @param patience how long the answer may take to begin, in milliseconds
 * @throws what the network says; a DOMException `TimeoutError` when the answer does not begin in time
 */
export async function exchange(url: string, outgoing: Outgoing, patience: number): Promise<Answer> {
  const { request } = await import(url.startsWith('https:') ? 'node:https' : 'node:http');
  const { method, headers, body } = outgoing;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method, headers: { ...headers, ...length } });
    const timer = setTimeout(
      () => sent.destroy(new DOMException('no answer in time', 'TimeoutError')),
      patience,
    );
    sent.once('response', (message: IncomingMessage) => {
      clearTimeout(timer);
      resolve(toAnswer(message));
    });
    sent.on('error', (error: Error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.end(body);
  });
}
