import { randomUUID } from 'node:crypto';
import { makeResponse } from '../../controller/idp/make-response.ts';
import { selfSigned } from '../../schemas/contract/self-signed.ts';

const year = 365 * 24 * 60 * 60_000;

/**
 * An identity provider that signs assertions as most do: RSA 2048, SHA-256.
 *
 * @returns {{ entityId: string, certificate: string, respond: (person: object, to: object) => string }} `respond` gives a response in base64
 */
export function identityProvider() {
  const entityId = 'https://idp.bench.example/metadata';
  const now = Date.now();
  const key = selfSigned({ name: 'bench', from: new Date(now - year), until: new Date(now + year) });
  const making = { keys: { current: key, previous: key }, signed: 'assertion', fault: undefined };
  return {
    entityId,
    certificate: key.certificate,
    respond: (person, to) => {
      const issuing = { entityId, now: new Date(), newId: randomUUID };
      return Buffer.from(makeResponse(person, to, issuing, making)).toString('base64');
    },
  };
}

/** Somebody with the claims that organisations send: address, names, two groups. */
export function person(index) {
  const nameId = `somebody-${index}@bench.example`;
  return { nameId, email: nameId, givenName: 'Some', surname: 'Body', groups: ['Support', 'Finance'] };
}
