import { Webhook } from 'standardwebhooks';

/**
 * Headers of a webhook's message (Standard Webhooks, "Webhook headers"): its id, the time of this attempt, and a signature by each secret.
 *
 * @param secrets as `whsec_...`; several while one is rotated
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
