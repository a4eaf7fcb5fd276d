import { describe, expect, it } from 'vitest';
import { encryptAssertion, encryptedData } from '../../../../controller/idp/encrypt-assertion.ts';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { type Attack, behind, forged, partsOf, refusesAll, response, signatureIn, swap } from './attack.ts';
import { encrypted, judge, keyOf, message, model, signed } from './world.ts';

const inner = { inner: true, outer: false };
const outer = { inner: false, outer: true };
const certificate = (): string => keyOf('sp').certificate;

/** A response whose encrypted assertion is whatever text, covered by a signature of the response or not. */
const enclosing = (text: string, what: 'response' | 'none' = 'none'): string =>
  signed(
    response(
      partsOf(responseXml(model())),
      `<saml:EncryptedAssertion>${encryptedData(text, certificate())}</saml:EncryptedAssertion>`,
    ),
    what,
  );
const assertion = (): string => partsOf(message()).assertion;
const plain = (): string => partsOf(message('none')).assertion;

/** Changes the content of the last value that is encrypted: the assertion, not its key. */
const damaged = (xml: string, change: (bytes: Buffer) => Buffer): string => {
  const values = [...xml.matchAll(/<xenc:CipherValue>([^<]*)/g)];
  const value = values.at(-1)?.[1] ?? '';
  return swap(xml, value, change(Buffer.from(value, 'base64')).toString('base64'));
};
const flipped =
  (at: number) =>
  (bytes: Buffer): Buffer => {
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };

describe('how it is encrypted', () => {
  refusesAll([
    [
      'in blocks that can be changed unseen, only the assertion signed',
      'saml/encryption-algorithm',
      () => encrypted(inner, { cipher: 'aes-256-cbc' }),
    ],
    [
      'the same with a short key',
      'saml/encryption-algorithm',
      () => encrypted(inner, { cipher: 'aes-128-cbc' }),
    ],
    ['by triple DES', 'saml/encryption-algorithm', () => encrypted(outer, { cipher: 'des-ede3-cbc' })],
    [
      'by triple DES, not covered',
      'saml/encryption-algorithm',
      () => encrypted(inner, { cipher: 'des-ede3-cbc' }),
    ],
    ['its key by RSA 1.5', 'saml/encryption-algorithm', () => encrypted(outer, { transport: 'rsa-1_5' })],
    [
      'its key by RSA 1.5, not covered',
      'saml/encryption-algorithm',
      () => encrypted(inner, { transport: 'rsa-1_5' }),
    ],
    [
      'by nothing that is named',
      'saml/encryption-algorithm',
      () => swap(encrypted(inner), /<xenc:EncryptionMethod [^>]*\/?>(?:<\/xenc:EncryptionMethod>)?/, ''),
    ],
    [
      'by something unknown',
      'saml/encryption-algorithm',
      () => swap(encrypted(inner), /Algorithm="[^"]*aes256-gcm"/, 'Algorithm="urn:x"'),
    ],
    [
      'its key with another mask',
      'saml/encryption-algorithm',
      () => swap(encrypted(inner, { transport: 'rsa-oaep-sha256' }), 'mgf1sha256', 'mgf1sha1'),
    ],
    [
      'its key with an unknown mask',
      'saml/encryption-algorithm',
      () => swap(encrypted(inner, { transport: 'rsa-oaep-sha256' }), 'mgf1sha256', 'mgf1md5'),
    ],
    [
      'its key with a label',
      'saml/encryption-algorithm',
      () =>
        behind(
          encrypted(inner),
          /<xenc:EncryptedKey><xenc:EncryptionMethod [^>]*>/,
          '<xenc:OAEPparams>AAAA</xenc:OAEPparams>',
        ),
    ],
    [
      'no key',
      'saml/encryption-algorithm',
      () =>
        swap(
          encrypted(inner),
          /<xenc:EncryptedKey>[\s\S]*<\/xenc:EncryptedKey>/,
          '<ds:KeyName>x</ds:KeyName>',
        ),
    ],
    [
      'two keys',
      'saml/encryption-algorithm',
      () => encrypted(inner).replace(/<xenc:EncryptedKey>[\s\S]*<\/xenc:EncryptedKey>/, (key) => key + key),
    ],
    [
      'a way to the key',
      'saml/forbidden-element',
      () => behind(encrypted(inner), /<ds:KeyInfo[^>]*>/, '<ds:RetrievalMethod URI="http://127.0.0.1:1/"/>'),
    ],
  ]);
});

describe('what cannot be decrypted', () => {
  const attacks: readonly Attack[] = [
    [
      'for somebody else',
      'saml/decryption',
      () => encryptAssertion(message(), keyOf('attacker').certificate),
    ],
    ['no key of ours', 'saml/decryption', () => encrypted(inner), { decryptionKeys: [] }],
    [
      'a key that was replaced',
      'saml/decryption',
      () => encrypted(inner),
      { decryptionKeys: [keyOf('old-sp').privateKey] },
    ],
    ['a key that is junk', 'saml/decryption', () => encrypted(inner), { decryptionKeys: ['junk'] }],
    ['a bit of the nonce', 'saml/decryption', () => damaged(encrypted(inner), flipped(0))],
    ['a bit of the content', 'saml/decryption', () => damaged(encrypted(inner), flipped(100))],
    ['a bit of the tag', 'saml/decryption', () => damaged(encrypted(inner), flipped(-1))],
    ['a short tag', 'saml/decryption', () => damaged(encrypted(inner), (bytes) => bytes.subarray(0, -4))],
    ['nearly nothing', 'saml/decryption', () => damaged(encrypted(inner), (bytes) => bytes.subarray(0, 12))],
    ['nothing', 'saml/decryption', () => damaged(encrypted(inner), () => Buffer.alloc(0))],
    [
      'a bit of the key',
      'saml/decryption',
      () =>
        encrypted(inner).replace(
          /(<xenc:CipherValue>)(.)/,
          (_, tag: string, first: string) => `${tag}${first === 'A' ? 'B' : 'A'}`,
        ),
    ],
    ['a key of another length', 'saml/decryption', () => swap(encrypted(inner), 'aes256-gcm', 'aes128-gcm')],
    [
      'content elsewhere',
      'saml/decryption',
      () =>
        swap(
          encrypted(inner),
          /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>(?=<\/xenc:CipherData><\/xenc:EncryptedData>)/,
          '<xenc:CipherReference URI="http://127.0.0.1:1/"/>',
        ),
    ],
  ];
  refusesAll(attacks);

  it('is told in one way, whatever it was', async () => {
    const verdicts = await Promise.all(attacks.map(([, , make, connection]) => judge(make(), connection)));
    const details = verdicts.map((verdict) => ('refused' in verdict ? verdict.refused.detail : 'accepted'));
    expect(new Set(details)).toEqual(new Set(['the assertion cannot be decrypted']));
  });
});

describe('what was encrypted', () => {
  refusesAll([
    ['an assertion that nobody signed', 'saml/unsigned', () => encrypted({ inner: false, outer: false })],
    [
      'an assertion that somebody else signed',
      'saml/signature-invalid',
      () => encryptAssertion(message('assertion', {}, keyOf('attacker')), certificate()),
    ],
    [
      'a forged assertion with the signature of a good one',
      'saml/reference',
      () => enclosing(behind(forged(assertion()), /<\/saml:Issuer>/, signatureIn(assertion()))),
    ],
    [
      'a good assertion in a forged one',
      'saml/schema',
      () => enclosing(swap(forged(assertion()), '</saml:Assertion>', `${assertion()}</saml:Assertion>`)),
    ],
    [
      'a good assertion in the advice of a forged one',
      'saml/assertion-count',
      () =>
        enclosing(
          behind(forged(assertion()), /<\/saml:Conditions>/, `<saml:Advice>${assertion()}</saml:Advice>`),
        ),
    ],
    ['two assertions', 'saml/assertion-count', () => enclosing(assertion() + forged(assertion()))],
    ['text before an assertion', 'saml/assertion-count', () => enclosing(`x${assertion()}`)],
    ['only text', 'saml/assertion-count', () => enclosing('ana@acme.example')],
    ['a response', 'saml/root', () => enclosing(message().replaceAll('_r0001', '_r0009'), 'response')],
    [
      'a NameID',
      'saml/assertion-count',
      () => enclosing('<saml:NameID>ana@acme.example</saml:NameID>', 'response'),
    ],
    [
      'a document type',
      'saml/forbidden-markup',
      () => enclosing(`<!DOCTYPE r [<!ENTITY a "b">]>${assertion()}`),
    ],
    [
      'a comment in the NameID',
      'saml/forbidden-markup',
      () =>
        enclosing(
          swap(assertion(), 'ana@acme.example</saml:NameID>', 'ana@acme.example<!---->.evil</saml:NameID>'),
        ),
    ],
    ['a NUL', 'saml/nul', () => enclosing(`${assertion()}\0`)],
    ['no XML', 'saml/not-xml', () => enclosing('<saml:Assertion>', 'response')],
    ['an end of what is around it', 'saml/not-xml', () => enclosing(`${assertion()}</place><place>`)],
    ['many elements', 'saml/too-many-nodes', () => enclosing('<a/>'.repeat(3_000))],
    ['what SAML has not', 'saml/schema', () => enclosing('<saml:Evil/>')],
    [
      'an ID of the response around it',
      'saml/duplicate-id',
      () => swap(encrypted(inner), /(?<=<samlp:Response[^>]*) ID="[^"]*"/, ' ID="_a0002"'),
    ],
    [
      'an encrypted assertion',
      'saml/root',
      () =>
        enclosing(
          `<saml:EncryptedAssertion>${encryptedData(assertion(), certificate())}</saml:EncryptedAssertion>`,
          'response',
        ),
    ],
    [
      'a good assertion, beside a forged one in the open',
      'saml/assertion-count',
      () => swap(encrypted(inner), '</samlp:Response>', `${forged(plain())}</samlp:Response>`),
    ],
    [
      'a good assertion for other eyes, in the open',
      'saml/not-encrypted',
      () => message(),
      { requireEncryption: true },
    ],
    [
      'a good assertion, exchanged after the response was signed',
      'saml/digest-mismatch',
      () => {
        const other =
          /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/.exec(enclosing(forged(plain())))?.[0] ?? '';
        return swap(encrypted(outer), /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/, other);
      },
    ],
    [
      'a good assertion, where the response must be signed',
      'saml/response-not-signed',
      () => encrypted(inner),
      { requireSigned: ['response'] },
    ],
    [
      'an unsigned assertion, where it must be signed',
      'saml/assertion-not-signed',
      () => encrypted(outer),
      { requireSigned: ['assertion'] },
    ],
    [
      'an assertion for another audience',
      'saml/audience',
      () => encrypted(inner, {}, responseXml(model({}, { audiences: [['https://other.example']] }))),
    ],
    [
      'an assertion of another issuer',
      'saml/issuer',
      () => encrypted(inner, {}, responseXml(model({}, { issuer: 'https://evil.example' }))),
    ],
  ]);
});
