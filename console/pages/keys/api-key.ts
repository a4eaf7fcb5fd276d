import type { components } from '../../generated/api.d.ts';

export type ApiKey = components['schemas']['ApiKey'];

/** Whether a key still opens anything. */
export function stateOf({ revokedAt, expiresAt }: ApiKey, now: Date): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && new Date(expiresAt) <= now ? 'expired' : 'active';
}
