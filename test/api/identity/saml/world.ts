import type { SamlConnection } from '../../../../api/identity/saml/connection.ts';
import { type ResponseVerdict, verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import { type EncryptionOptions, encryptAssertion } from '../../../../controller/idp/encrypt-assertion.ts';
import { type Person, type ResponseModel, responseFor } from '../../../../controller/idp/response-model.ts';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { type SigningOptions, signXml } from '../../../../controller/idp/sign-xml.ts';
import { type KeyPair, selfSigned } from '../../../../schemas/contract/self-signed.ts';
import { once } from '../../../../schemas/once.ts';

/** The moment at which every test takes place. */
export const now = new Date('2027-03-01T10:00:00.000Z');
export const entityId = 'https://idp.acme.example/metadata';
export const acsUrl = 'https://portal.example/login/saml/acme/acs';
export const spEntityId = 'https://portal.example/saml/acme';
export const requestId = '_q0001';

/** Keys by what they are for; making one takes a while, so each is made once. */
export const keyOf = once(
  (name: 'idp' | 'next' | 'attacker' | 'sp' | 'old-sp'): KeyPair =>
    selfSigned({ name, from: new Date('2026-01-01T00:00:00Z'), until: new Date('2036-01-01T00:00:00Z') }),
);

export const ana: Person = {
  nameId: 'ana@acme.example',
  email: 'ana@acme.example',
  givenName: 'Ana',
  surname: 'Horvat',
  groups: ['Support', 'Finance'],
};

export function connectionWith(change: Partial<SamlConnection> = {}): SamlConnection {
  return {
    idpEntityId: entityId,
    certificates: [keyOf('idp').certificate],
    requireSigned: [],
    requireEncryption: false,
    allowSha1: false,
    spEntityId,
    acsUrl,
    decryptionKeys: [keyOf('sp').privateKey],
    ...change,
  };
}

/** A response for Ana, changed as a test wants it. */
export function model(
  change: Partial<Omit<ResponseModel, 'assertion'>> = {},
  assertion: Partial<ResponseModel['assertion']> = {},
): ResponseModel {
  let id = 0;
  const newId = (): string => String(++id).padStart(4, '0');
  const faultless = responseFor(ana, { acsUrl, spEntityId, requestId }, { entityId, now, newId });
  return { ...faultless, ...change, assertion: { ...faultless.assertion, ...assertion } };
}

export type Signed = 'response' | 'assertion' | 'both' | 'none';

/** Signs the XML of a response, inner signature first. */
export function signed(xml: string, what: Signed, options: SigningOptions = {}, key = keyOf('idp')): string {
  const inner = what === 'assertion' || what === 'both' ? signXml(xml, 'Assertion', key, options) : xml;
  return what === 'response' || what === 'both' ? signXml(inner, 'Response', key, options) : inner;
}

/** Signing takes a while: what most tests begin with is signed once. */
const usual = once((what: Signed): string => signed(responseXml(model()), what));

/** A response for Ana as XML, its assertion signed unless a test wants it otherwise. */
export function message(what: Signed = 'assertion', options?: SigningOptions, key = keyOf('idp')): string {
  if (options === undefined) return usual(what);
  return signed(responseXml(model()), what, options, key);
}

/** A response whose assertion is signed as `inner` says, encrypted, and then covered by a signature of the response if `outer`. */
export function encrypted(
  { inner, outer }: { readonly inner: boolean; readonly outer: boolean },
  options: EncryptionOptions = {},
  xml = responseXml(model()),
): string {
  const open = inner ? signed(xml, 'assertion') : xml;
  const closed = encryptAssertion(open, keyOf('sp').certificate, options);
  return outer ? signed(closed, 'response') : closed;
}

export const base64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');

/** What the service provider makes of a response in XML. */
export function judge(xml: string, change: Partial<SamlConnection> = {}): Promise<ResponseVerdict> {
  return verifyResponse(base64(xml), connectionWith(change), { requestId, now });
}

/** The check that refused; the NameID where none did. */
export async function outcome(verdict: ResponseVerdict | Promise<ResponseVerdict>): Promise<string> {
  const reached = await verdict;
  return 'refused' in reached ? reached.refused.check : `accepted ${reached.verified.nameId}`;
}
