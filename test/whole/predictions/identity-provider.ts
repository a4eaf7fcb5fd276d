import { selfSigned } from '../../../schemas/contract/self-signed.ts';
import type { IdentityProvider } from './visitor.ts';

/** An identity provider with a key of its own, valid at the time of the tests. */
export function identityProvider(): IdentityProvider {
  const key = selfSigned({
    name: 'idp',
    from: new Date('2026-01-01T00:00:00Z'),
    until: new Date('2036-01-01T00:00:00Z'),
  });
  return { entityId: 'https://idp.example/metadata', key };
}
