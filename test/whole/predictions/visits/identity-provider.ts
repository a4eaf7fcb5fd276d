import { type KeyPair, selfSigned } from '../../../../schemas/contract/self-signed.ts';
import type { Provider } from '../cases/sso-document.ts';

/** An identity provider with a key of its own, and what is declared of it. */
export interface IdentityProvider extends Provider {
  readonly key: KeyPair;
}

const from = new Date('2026-01-01T00:00:00Z');

/** Its certificates are valid at the time of the tests; the ending one for three weeks more. */
export function identityProvider(): IdentityProvider {
  const key = selfSigned({ name: 'idp', from, until: new Date('2036-01-01T00:00:00Z') });
  const ending = selfSigned({
    name: 'idp',
    from,
    until: new Date('2026-12-15T00:00:00Z'),
    privateKey: key.privateKey,
  });
  return {
    entityId: 'https://idp.example/metadata',
    key,
    certificate: key.certificate,
    endingCertificate: ending.certificate,
  };
}
