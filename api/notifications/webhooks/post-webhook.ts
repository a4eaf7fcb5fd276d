import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { Undeliverable } from '../outbox/courier.ts';
import { AddressRefused, guardedLookup, isAddress, mayConnect } from './public-address.ts';

/** A signed message, ready to go. */
interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Resolves once the receiver has taken the message (2xx). */
export type WebhookSender = (message: WebhookRequest) => Promise<void>;

export interface WebhookOptions {
  /** Targets on this machine, also without TLS: for development and tests only. */
  readonly allowLoopback: boolean;
  readonly timeoutMs?: number;
}

/** Standard Webhooks, "Delivery": 15 to 30 seconds. */
const patience = 15_000;

/** @throws Error for an address that nothing is sent to */
function checkTarget(url: URL, allowLoopback: boolean): void {
  const { hostname, protocol } = url;
  if (isAddress(hostname) && !mayConnect(hostname, allowLoopback)) throw new AddressRefused();
  if (protocol !== 'https:' && !(allowLoopback && protocol === 'http:'))
    throw new Error('the target is not https');
}

/** @throws Undeliverable for 410 Gone, by which a receiver says that it wants no more */
function checkStatus(status: number): void {
  if (status >= 200 && status < 300) return;
  if (status === 410) throw new Undeliverable('the receiver answered 410 Gone');
  if (status >= 300 && status < 400) {
    throw new Error(`the receiver answered ${status}: redirects are not followed`);
  }
  throw new Error(`the receiver answered ${status}`);
}

/** Only the code of what went wrong: the system's own text has addresses in it. */
function told(error: Error): Error {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : new Error(`the receiver is not reached (${code})`);
}

/**
 * Sends webhooks' messages to public addresses over TLS. What the receiver answers beside its status is not read, and redirects are not followed: both would let
 * a webhook look into a network.
 */
export function createWebhookSender({ allowLoopback, timeoutMs = patience }: WebhookOptions): WebhookSender {
  const lookup = guardedLookup(allowLoopback);
  return async ({ url: text, headers, body }) => {
    const url = new URL(text);
    checkTarget(url, allowLoopback);
    const request = url.protocol === 'https:' ? requestSecure : requestPlain;
    const signal = AbortSignal.timeout(timeoutMs);
    const status = await new Promise<number>((resolve, reject) => {
      const sending = request(url, { method: 'POST', agent: false, lookup, signal, headers }, (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      });
      sending.once('error', (error) =>
        reject(signal.aborted ? new Error('the receiver does not answer in time') : told(error)),
      );
      sending.end(body);
    });
    checkStatus(status);
  };
}
