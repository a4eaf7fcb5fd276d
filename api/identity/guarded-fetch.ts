import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';

/** Where the server may connect to when others name the address. */
export interface ConnectGuard {
  /** http too, for issuers on this machine: in development only. */
  readonly allowPlain: boolean;
  /** Whether a host, where it is an address and no name, may be connected to. */
  readonly mayConnect: (host: string) => boolean;
  /** Resolves names, and gives only addresses that may be connected to. */
  readonly lookup: LookupFunction;
}

/** Reads a text from an address that others name. @throws Error in words that hold nothing of the answer */
export type FetchText = (url: URL) => Promise<string>;

/** Metadata with logos and a dozen certificates is far smaller. */
const mostBytes = 1024 * 1024;
const patience = 5_000;

function checkTarget({ protocol, hostname }: URL, { allowPlain, mayConnect }: ConnectGuard): void {
  if (protocol !== 'https:' && !(allowPlain && protocol === 'http:')) throw new Error('it is not https');
  if (!mayConnect(hostname)) throw new Error('its address is not public');
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  // Redirects are not followed: they would lead where nobody has declared.
  if (answer.statusCode !== 200) throw new Error(`it answers ${answer.statusCode}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads texts of up to 1 MiB within five seconds, without redirects, only from where `guard` allows. */
export function createFetchText(guard: ConnectGuard, accept: string): FetchText {
  return async (url) => {
    checkTarget(url, guard);
    const request = url.protocol === 'https:' ? requestSecure : requestPlain;
    const signal = AbortSignal.timeout(patience);
    const headers = { accept };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = request(url, { agent: false, lookup: guard.lookup, signal, headers }, resolve);
      asking.once('error', (error) => reject(new Error('it is not reached', { cause: error })));
      asking.end();
    });
    try {
      return await bodyOf(answer);
    } finally {
      answer.destroy();
    }
  };
}
