import { describe, expect, it } from 'vitest';
import type { SamlConnection } from '../../../../api/identity/saml/connection.ts';
import { type ResponseVerdict, verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import type { AssertionModel, ResponseModel } from '../../../../controller/idp/response-model.ts';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { type SigningOptions, signXml } from '../../../../controller/idp/sign-xml.ts';
import { providerShapes } from './provider-shapes.ts';
import {
  ana,
  base64,
  connectionWith,
  encrypted,
  entityId,
  judge,
  keyOf,
  message,
  model,
  now,
  requestId,
  type Signed,
  signed,
} from './world.ts';

const accepted = `accepted ${ana.nameId}`;
const groupClaim = 'http://schemas.xmlsoap.org/claims/Group';
const ds = 'http://www.w3.org/2000/09/xmldsig#';
const at = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

/** The identity, or in full why there is none. */
function result(verdict: ResponseVerdict): string {
  return 'verified' in verdict
    ? `accepted ${verdict.verified.nameId}`
    : `${verdict.refused.check}: ${verdict.refused.detail}`;
}

describe('what a verified response gives', () => {
  it('tells who it was, and what the caller must remember', async () => {
    const xml = signed(responseXml(model({}, { sessionNotOnOrAfter: at(3_600) })), 'both');
    expect(await judge(xml)).toEqual({
      verified: {
        nameId: 'ana@acme.example',
        issuer: entityId,
        sessionIndex: '_s0003',
        sessionNotOnOrAfter: new Date(at(3_600)),
        attributes: new Map([
          ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', ['ana@acme.example']],
          ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname', ['Ana']],
          ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname', ['Horvat']],
          [groupClaim, ['Support', 'Finance']],
        ]),
        inResponseTo: requestId,
        assertionId: '_a0002',
        assertionExpires: new Date(at(360)),
      },
    });
  });

  it('takes names of the language for names', async () => {
    const attributes = [
      { name: '__proto__', values: ['a'] },
      { name: 'constructor', values: [] },
      { name: groupClaim, values: ['', 'čćž', 'a & b <c>', 'two\r\nlines'] },
    ];
    const verdict = await judge(signed(responseXml(model({}, { attributes })), 'both'));
    expect(verdict).toMatchObject({
      verified: { attributes: new Map(attributes.map(({ name, values }) => [name, values])) },
    });
  });
});

describe('signatures', () => {
  const forms: readonly [string, () => string, Partial<SamlConnection>?][] = [
    ['a signed response', () => message('response')],
    ['a signed assertion', () => message('assertion')],
    ['both signed', () => message('both')],
    [
      'both signed, as the connection wants',
      () => message('both'),
      { requireSigned: ['assertion', 'response'] },
    ],
    [
      'SHA-512',
      () =>
        message('both', {
          algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
          digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
        }),
    ],
    ['PSS', () => message('both', { algorithm: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1' })],
    [
      'SHA-1 by agreement',
      () => message('both', { algorithm: `${ds}rsa-sha1`, digest: `${ds}sha1` }),
      { allowSha1: true },
    ],
    ['no KeyInfo', () => message('both', { keyInfo: false })],
    ['prefixes that are kept', () => message('both', { prefixes: ['xs', 'xsi'] })],
    ['names without a prefix', () => message('both', { prefix: '' })],
    [
      'another certificate of the same key in KeyInfo',
      () => message('both', {}, { ...keyOf('idp'), certificate: keyOf('attacker').certificate }),
    ],
    ['no issuer of the response', () => signed(responseXml(model({ issuer: undefined })), 'response')],
    [
      'a declaration before it',
      () => `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${message()}`,
    ],
    [
      'a certificate with line ends of Windows',
      () => message('both', { keyInfo: false }),
      { certificates: [keyOf('idp').certificate.replaceAll('\n', '\r\n')] },
    ],
  ];
  it.each(forms)('accepts %s', async (_name, make, connection = {}) => {
    expect(result(await judge(make(), connection))).toBe(accepted);
  });
});

describe('a certificate that is being rotated', () => {
  const both = (): Partial<SamlConnection> => ({
    certificates: [keyOf('idp').certificate, keyOf('next').certificate],
  });
  const cases = (['idp', 'next'] as const).flatMap((key) =>
    (['response', 'assertion', 'both'] as const).flatMap((what) =>
      [true, false].map((keyInfo) => ({ key, what, keyInfo })),
    ),
  );
  it.each(cases)('accepts $what signed by $key, KeyInfo $keyInfo', async ({ key, what, keyInfo }) => {
    expect(result(await judge(message(what, { keyInfo }, keyOf(key)), both()))).toBe(accepted);
  });
  it('accepts an old signature inside a new one', async () => {
    expect(result(await judge(signXml(message('assertion'), 'Response', keyOf('next')), both()))).toBe(
      accepted,
    );
  });
  it('accepts what a certificate verifies that stands behind one that cannot be read', async () => {
    const certificates = ['-----BEGIN CERTIFICATE-----\nbroken', keyOf('idp').certificate];
    expect(result(await judge(message(), { certificates }))).toBe(accepted);
  });
});

describe('messages that come at the same moment', () => {
  it('are told apart, whether they are encrypted or not', async () => {
    const people = ['ana', 'ben', 'cem', 'dia', 'eva', 'fay'].map((name) => `${name}@acme.example`);
    const messages = people.map((nameId, index) => {
      const xml = responseXml(model({}, { nameId }));
      return index % 2 === 0 ? signed(xml, 'both') : encrypted({ inner: true, outer: true }, {}, xml);
    });
    const verdicts = await Promise.all([...messages, ...messages].map((xml) => judge(xml)));
    expect(verdicts.map(result)).toEqual([...people, ...people].map((nameId) => `accepted ${nameId}`));
  });
});

describe('times', () => {
  const times: readonly [string, Partial<AssertionModel>, Partial<Omit<ResponseModel, 'assertion'>>?][] = [
    ['an end 59 seconds ago', { notOnOrAfter: at(-59), confirmationNotOnOrAfter: at(-59) }],
    ['a begin in 60 seconds', { notBefore: at(60) }],
    ['issued in 60 seconds', { issueInstant: at(60), authnInstant: at(60) }, { issueInstant: at(60) }],
    ['issued 11 minutes ago', { issueInstant: at(-660) }, { issueInstant: at(-660) }],
    ['an hour of validity', { notBefore: at(0), notOnOrAfter: at(3_600) }],
    ['no begin', { notBefore: undefined }],
    [
      'times without milliseconds',
      { notOnOrAfter: '2027-03-01T10:05:00Z' },
      { issueInstant: '2027-03-01T10:00:00Z' },
    ],
    ['times to the nanosecond', { notOnOrAfter: '2027-03-01T10:05:00.123456789Z' }],
    ['a sign-in last week', { authnInstant: at(-600_000) }],
    ['a session until tomorrow', { sessionNotOnOrAfter: at(86_400) }],
    ['no index of the session', { sessionIndex: undefined }],
  ];
  it.each(times)('accepts %s', async (_name, assertion, response = {}) => {
    expect(result(await judge(signed(responseXml(model(response, assertion)), 'both')))).toBe(accepted);
  });
});

describe('encrypted assertions', () => {
  const ways: readonly [string, () => string, Partial<SamlConnection>?][] = [
    ['signed inside', () => encrypted({ inner: true, outer: false })],
    ['signed outside', () => encrypted({ inner: false, outer: true })],
    [
      'signed both ways',
      () => encrypted({ inner: true, outer: true }),
      { requireSigned: ['assertion', 'response'] },
    ],
    [
      'because the connection wants it',
      () => encrypted({ inner: true, outer: false }),
      { requireEncryption: true },
    ],
    ['with the shorter key', () => encrypted({ inner: true, outer: false }, { cipher: 'aes-128-gcm' })],
    ['with the key between', () => encrypted({ inner: true, outer: false }, { cipher: 'aes-192-gcm' })],
    ['in blocks, covered', () => encrypted({ inner: false, outer: true }, { cipher: 'aes-256-cbc' })],
    [
      'in blocks with the shorter key, covered',
      () => encrypted({ inner: true, outer: true }, { cipher: 'aes-128-cbc' }),
    ],
    [
      'with SHA-256 in RSA-OAEP',
      () => encrypted({ inner: true, outer: false }, { transport: 'rsa-oaep-sha256' }),
    ],
    [
      'with SHA-256 in RSA-OAEP, signed both ways',
      () => encrypted({ inner: true, outer: true }, { transport: 'rsa-oaep-sha256' }),
    ],
    [
      'for a key that is being replaced',
      () => encrypted({ inner: true, outer: false }),
      { decryptionKeys: [keyOf('old-sp').privateKey, keyOf('sp').privateKey] },
    ],
    [
      'for a key that is being replaced, covered',
      () => encrypted({ inner: false, outer: true }),
      { decryptionKeys: [keyOf('old-sp').privateKey, keyOf('sp').privateKey] },
    ],
  ];
  it.each(ways)('accepts one %s', async (_name, make, connection = {}) => {
    const verdict = await judge(make(), connection);
    expect(result(verdict)).toBe(accepted);
    expect(verdict).toMatchObject({ verified: { attributes: expect.any(Map) } });
  });
});

describe('what identity providers send', () => {
  const signings: readonly [Signed, SigningOptions][] = [
    ['assertion', {}],
    ['response', {}],
    ['both', {}],
    ['assertion', { prefix: '', keyInfo: false }],
    ['both', { prefixes: ['xs'] }],
  ];
  const cases = providerShapes.flatMap((shape) =>
    signings.map(([what, options]) => ({ ...shape, what, options })),
  );
  it.each(cases)('accepts $name, signed: $what $options', async ({ xml, groups, what, options }) => {
    const verdict = await judge(sent(xml, what, options));
    expect(result(verdict)).toBe(accepted);
    expect('verified' in verdict && verdict.verified.attributes.get(groupClaim)).toEqual(groups);
  });

  it.each(providerShapes)('accepts carriage returns in the signature of $name', async ({ xml }) => {
    const broken = broke(sent(xml, 'assertion', {}));
    expect(result(await judge(broken))).toBe(accepted);
    expect(result(await judge(broke(signXml(broken, 'Response', keyOf('idp')))))).toBe(accepted);
    expect(result(await judge(broke(sent(xml, 'response', {}))))).toBe(accepted);
  });

  it('accepts base64 in lines', async () => {
    const lines = base64(message()).replace(/.{76}/g, '$&\r\n');
    expect(result(await verifyResponse(lines, connectionWith(), { requestId, now }))).toBe(accepted);
  });
});

function sent(xml: string, what: Signed, options: SigningOptions): string {
  const declaration = /^<\?xml[^>]*>/.exec(xml)?.[0] ?? '';
  return declaration + signed(xml.slice(declaration.length), what, options);
}

/**
 * Signature values as Java writes them on Windows: in lines that end in a carriage return, which XML keeps as a reference.
 * Those that have one already are left: another signature may cover them.
 */
function broke(xml: string): string {
  const values = /(<(?:ds:)?(?:SignatureValue|X509Certificate)>)([^<&]*)(?=<)/g;
  return xml.replace(values, (_, tag: string, value: string) => {
    return tag + value.replaceAll('\n', '').replace(/.{76}/g, '$&&#13;\n');
  });
}
