import type { KeyPair } from '../../schemas/contract/self-signed.ts';
import { type EncryptionOptions, encryptAssertion } from './encrypt-assertion.ts';
import type { Fault } from './faults.ts';
import { type Addressee, type Issuing, type Person, responseFor } from './response-model.ts';
import { responseXml } from './response-xml.ts';
import { signXml } from './sign-xml.ts';

/** Which parts of a response are signed. */
export const signedParts = ['both', 'response', 'assertion', 'none'] as const;
export type SignedParts = (typeof signedParts)[number];

/** The keys of an identity provider: one that it signs with, and one that it signed with before. */
export interface IdpKeys {
  readonly current: KeyPair;
  readonly previous: KeyPair;
}

/** How a response is made. */
export interface Making {
  readonly keys: IdpKeys;
  readonly signed: SignedParts;
  readonly fault: Fault | undefined;
  /** Certificate in PEM form for which the assertion is encrypted. */
  readonly encryptFor?: string | undefined;
  readonly encryption?: EncryptionOptions;
}

/** A response for a person as XML: said, signed inside, encrypted, signed outside, and spoiled as the fault wants it. */
export function makeResponse(person: Person, to: Addressee, issuing: Issuing, making: Making): string {
  const { fault } = making;
  const faultless = responseFor(person, to, issuing);
  const model = fault?.response?.(faultless, issuing.now) ?? faultless;
  const xml = signAndEncrypt(responseXml(model), making);
  return fault?.text?.(xml) ?? xml;
}

function signAndEncrypt(xml: string, { keys, signed, fault, encryptFor, encryption }: Making): string {
  const parts = fault?.signed ?? signed;
  const key = fault?.key === 'previous' ? keys.previous : keys.current;
  const inner =
    parts === 'assertion' || parts === 'both' ? signXml(xml, 'Assertion', key, fault?.signing) : xml;
  const closed = encryptFor === undefined ? inner : encryptAssertion(inner, encryptFor, encryption);
  return parts === 'response' || parts === 'both' ? signXml(closed, 'Response', key, fault?.signing) : closed;
}
