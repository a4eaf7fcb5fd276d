import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SamlConnection } from '../../../../api/identity/saml/connection.ts';
import { logoutRequest, logoutResponse } from '../../../../api/identity/saml/logout-request.ts';
import { type LogoutInput, verifyLogoutMessage } from '../../../../api/identity/saml/verify-logout.ts';
import { type SigningOptions, signXml } from '../../../../controller/idp/sign-xml.ts';
import { swap } from './attack.ts';
import { base64, connectionWith, entityId, keyOf, now, requestId } from './world.ts';

const sloUrl = 'https://portal.example/login/saml/acme/slo';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** Our own makers of messages, standing for the identity provider, which sends to our address. */
const sender = { spEntityId: entityId, logoutUrl: sloUrl };
const common = { id: '_l0001', now, signingKey: keyOf('idp').privateKey };
const request = { ...common, nameId: 'ana@acme.example', sessionIndex: '_s0003' };
const queryOf = (url: string): string => url.slice(url.indexOf('?') + 1);
const good = (): string => queryOf(logoutRequest(sender, { ...request, relayState: 'a b+c' }));

/** The XML of a request. */
function xmlOf(): string {
  return `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_l0001" Version="2.0" IssueInstant="${now.toISOString()}" Destination="${sloUrl}"><saml:Issuer>${entityId}</saml:Issuer><saml:NameID>ana@acme.example</saml:NameID><samlp:SessionIndex>_s0003</samlp:SessionIndex><samlp:SessionIndex>_s0004</samlp:SessionIndex></samlp:LogoutRequest>`;
}

/** A query as any sender may write it, signed as it is. */
function signedQuery(
  xml: string | Buffer,
  encode: (text: string) => string = encodeURIComponent,
  algorithm = rsaSha256,
): string {
  const deflated = Buffer.isBuffer(xml) ? xml : deflateRawSync(Buffer.from(xml));
  const signed = `SAMLRequest=${encode(deflated.toString('base64'))}&SigAlg=${encode(algorithm)}`;
  return `${signed}&Signature=${encode(sign('sha256', Buffer.from(signed), keyOf('idp').privateKey).toString('base64'))}`;
}

function verdict(input: LogoutInput, change: Partial<SamlConnection> = {}, awaited = true): unknown {
  const expectations = { now, sloUrl, ...(awaited ? { requestId } : {}) };
  const reached = verifyLogoutMessage(input, connectionWith(change), expectations);
  return 'refused' in reached ? reached.refused.check : reached.verified;
}
const byRedirect = (query: string, change: Partial<SamlConnection> = {}): unknown =>
  verdict({ binding: 'redirect', query }, change);
const byPost = (xml: string, options: SigningOptions = {}): unknown =>
  verdict({ binding: 'post', name: 'SAMLRequest', value: base64(signRequest(xml, options)) });

/** Signs the root of a message that is neither response nor assertion. */
const signRequest = (xml: string, options: SigningOptions): string =>
  signXml(xml, 'LogoutRequest', keyOf('idp'), options);

describe('a request to sign out', () => {
  it('is accepted by redirect, whoever wrote the query', () => {
    const verified = { kind: 'request', id: '_l0001', nameId: 'ana@acme.example', relayState: undefined };
    expect(byRedirect(good())).toMatchObject({
      ...verified,
      sessionIndexes: ['_s0003'],
      relayState: 'a b+c',
    });
    expect(byRedirect(`x=1&${good()}&y=2`)).toMatchObject({ ...verified, relayState: 'a b+c' });
    const lowerCase = (text: string): string =>
      encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase());
    expect(byRedirect(signedQuery(xmlOf(), lowerCase))).toMatchObject({
      ...verified,
      sessionIndexes: ['_s0003', '_s0004'],
    });
    expect(byRedirect(signedQuery(xmlOf(), (text) => text.replaceAll('=', '%3d')))).toMatchObject(verified);
  });

  it('is accepted by POST', () => {
    expect(byPost(xmlOf())).toEqual({
      kind: 'request',
      id: '_l0001',
      nameId: 'ana@acme.example',
      sessionIndexes: ['_s0003', '_s0004'],
      relayState: undefined,
      expires: new Date(now.getTime() + 12 * 60_000),
    });
  });

  const queries: readonly [string, string, () => string, Partial<SamlConnection>?][] = [
    ['without a signature', 'saml/unsigned', () => good().replace(/&Signature=.*/, '')],
    ['with an empty signature', 'saml/query', () => good().replace(/&Signature=.*/, '&Signature=')],
    [
      'with the signature of somebody else',
      'saml/signature-invalid',
      () => queryOf(logoutRequest(sender, { ...request, signingKey: keyOf('attacker').privateKey })),
    ],
    [
      'with another relay state',
      'saml/signature-invalid',
      () => swap(good(), 'RelayState=a', 'RelayState=b'),
    ],
    [
      'with its relay state taken out',
      'saml/signature-invalid',
      () => good().replace(/&RelayState=[^&]*/, ''),
    ],
    [
      'with another message',
      'saml/signature-invalid',
      () => good().replace(/SAMLRequest=[^&]*/, /SAMLRequest=[^&]*/.exec(signedQuery(xmlOf()))?.[0] ?? ''),
    ],
    [
      'with an algorithm that was exchanged',
      'saml/signature-invalid',
      () => swap(good(), 'rsa-sha256', 'rsa-sha512'),
    ],
    [
      'with SHA-1',
      'saml/signature-algorithm',
      () => signedQuery(xmlOf(), encodeURIComponent, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ],
    [
      'with an unknown algorithm',
      'saml/signature-algorithm',
      () => signedQuery(xmlOf(), encodeURIComponent, 'none'),
    ],
    ['without an algorithm', 'saml/signature-algorithm', () => good().replace(/&SigAlg=[^&]*/, '')],
    ['twice', 'saml/query', () => `${good()}&${good().split('&')[0]}`],
    ['twice, once in disguise', 'saml/query', () => `%53AMLRequest=AAAA&${good()}`],
    ['and an answer at once', 'saml/query', () => `${good()}&SAMLResponse=AAAA`],
    ['and nothing', 'saml/query', () => 'RelayState=x&SigAlg=x&Signature=x'],
    [
      'that is no base64',
      'saml/not-base64',
      () => signedQuery(xmlOf(), (text) => (text.startsWith('http') ? text : `${encodeURIComponent(text)}!`)),
    ],
    ['that is not deflated', 'saml/query', () => signedQuery(Buffer.from(xmlOf()))],
    [
      'that inflates to a megabyte',
      'saml/too-large',
      () => signedQuery(swap(xmlOf(), '<saml:Issuer>', `${' '.repeat(1_000_000)}<saml:Issuer>`)),
    ],
    [
      'that inflates to 50 megabytes',
      'saml/too-large',
      () => signedQuery(deflateRawSync(Buffer.alloc(50_000_000, ' '))),
    ],
    ['in a query of a megabyte', 'saml/too-large', () => `${good()}&x=${'y'.repeat(1_000_000)}`],
    ['with a document type', 'saml/forbidden-markup', () => signedQuery(`<!DOCTYPE r>${xmlOf()}`)],
    ['that is no XML', 'saml/not-xml', () => signedQuery('<a')],
    [
      'that is an assertion',
      'saml/root',
      () =>
        signedQuery(
          '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0" IssueInstant="2027-03-01T10:00:00Z"><saml:Issuer>x</saml:Issuer><saml:Subject><saml:NameID>x</saml:NameID></saml:Subject></saml:Assertion>',
        ),
    ],
    ['of version 1.1', 'saml/version', () => signedQuery(swap(xmlOf(), '"2.0"', '"1.1"'))],
    ['of another issuer', 'saml/issuer', () => signedQuery(swap(xmlOf(), entityId, 'https://evil.example'))],
    [
      'for another address',
      'saml/destination',
      () => signedQuery(swap(xmlOf(), sloUrl, 'https://evil.example')),
    ],
    ['for no address', 'saml/destination', () => signedQuery(swap(xmlOf(), / Destination="[^"]*"/, ''))],
    ['of yesterday', 'saml/issue-instant', () => signedQuery(swap(xmlOf(), '2027-03-01', '2027-02-28'))],
    [
      'that is over',
      'saml/expired',
      () => signedQuery(swap(xmlOf(), ' Version', ' NotOnOrAfter="2027-03-01T09:58:00Z" Version')),
    ],
    ['of nobody', 'saml/name-id', () => signedQuery(swap(xmlOf(), 'ana@acme.example', ''))],
    [
      'for a key that the connection no longer has',
      'saml/signature-invalid',
      good,
      { certificates: [keyOf('next').certificate] },
    ],
  ];
  it.each(queries)('is refused %s: %s', (_name, check, make, change = {}) => {
    expect(byRedirect(make(), change)).toBe(check);
  });

  const posts: readonly [string, string, () => unknown][] = [
    [
      'unsigned',
      'saml/unsigned',
      () => verdict({ binding: 'post', name: 'SAMLRequest', value: base64(xmlOf()) }),
    ],
    [
      'signed by somebody else',
      'saml/signature-invalid',
      () =>
        verdict({
          binding: 'post',
          name: 'SAMLRequest',
          value: base64(signXml(xmlOf(), 'LogoutRequest', keyOf('attacker'))),
        }),
    ],
    [
      'changed',
      'saml/digest-mismatch',
      () =>
        verdict({
          binding: 'post',
          name: 'SAMLRequest',
          value: base64(swap(signRequest(xmlOf(), {}), 'ana@', 'eva@')),
        }),
    ],
    [
      'in the field of answers',
      'saml/root',
      () => verdict({ binding: 'post', name: 'SAMLResponse', value: base64(signRequest(xmlOf(), {})) }),
    ],
    [
      'as a list',
      'saml/not-a-string',
      () => verdict({ binding: 'post', name: 'SAMLRequest', value: [base64(xmlOf())] }),
    ],
    [
      'with SHA-1',
      'saml/signature-algorithm',
      () => byPost(xmlOf(), { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    ],
    ['of another issuer', 'saml/issuer', () => byPost(swap(xmlOf(), entityId, 'https://evil.example'))],
  ];
  it.each(posts)('is refused by POST %s: %s', (_name, check, run) => {
    expect(run()).toBe(check);
  });
});

describe('an answer to our request', () => {
  const answer = (change: object = {}): string =>
    queryOf(logoutResponse(sender, { ...common, inResponseTo: requestId, done: true, ...change }));
  it('tells whether the person was signed out', () => {
    expect(byRedirect(answer())).toEqual({
      kind: 'response',
      inResponseTo: requestId,
      done: true,
      relayState: undefined,
    });
    expect(byRedirect(answer({ done: false }))).toMatchObject({ done: false });
  });
  it('is refused when it answers something else, or nothing', () => {
    expect(byRedirect(answer({ inResponseTo: '_q0002' }))).toBe('saml/in-response-to');
    expect(verdict({ binding: 'redirect', query: answer() }, {}, false)).toBe('saml/unsolicited');
    expect(byRedirect(answer({ signingKey: undefined }))).toBe('saml/unsigned');
  });
});
