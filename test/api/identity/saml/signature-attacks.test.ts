import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { signXml } from '../../../../controller/idp/sign-xml.ts';
import { behind, refusesAll, signatureIn, swap, withoutSignature } from './attack.ts';
import { ana, judge, keyOf, message, model, outcome, signed } from './world.ts';

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = `${ds}enveloped-signature`;
const sha1 = { algorithm: `${ds}rsa-sha1`, digest: `${ds}sha1` };

/** A signed message with another algorithm named in its signature: no valid signature is needed to be refused for it. */
const named = (element: string, algorithm: string): string =>
  swap(message(), new RegExp(`<ds:${element} Algorithm="[^"]*"`), `<ds:${element} Algorithm="${algorithm}"`);
const transforms = (...algorithms: readonly string[]): string =>
  swap(
    message(),
    /<ds:Transforms>.*<\/ds:Transforms>/,
    `<ds:Transforms>${algorithms.map((algorithm) => `<ds:Transform Algorithm="${algorithm}"/>`).join('')}</ds:Transforms>`,
  );
const parameter = (content: string): string =>
  swap(
    message(),
    `<ds:Transform Algorithm="${exclusive}"/>`,
    `<ds:Transform Algorithm="${exclusive}">${content}</ds:Transform>`,
  );
const reference = (xml: string): string => /<ds:Reference[\s\S]*?<\/ds:Reference>/.exec(xml)?.[0] ?? '';
const uri = (value: string): string => swap(message(), / URI="[^"]*"/, value);

describe('what a signature is over', () => {
  refusesAll([
    ['the whole document', 'saml/reference', () => uri(' URI=""')],
    ['nothing that is named', 'saml/reference', () => uri('')],
    ['another element', 'saml/reference', () => uri(' URI="#_other"')],
    ['the response', 'saml/reference', () => uri(` URI="#${/ ID="([^"]*)"/.exec(message())?.[1]}"`)],
    ['an XPointer to the root', 'saml/reference', () => uri(' URI="#xpointer(/)"')],
    ['an XPointer to its parent', 'saml/reference', () => uri(` URI="#xpointer(id('_a0002'))"`)],
    ['an address', 'saml/reference', () => uri(' URI="http://127.0.0.1:1/"')],
    ['a file', 'saml/reference', () => uri(' URI="file:///etc/passwd"')],
    ['two references', 'saml/reference', () => behind(message(), /<\/ds:Reference>/, reference(message()))],
    [
      '400 references',
      'saml/reference',
      () =>
        behind(
          message(),
          /<\/ds:Reference>/,
          `<ds:Reference URI="#_a0002"><ds:DigestMethod Algorithm="${ds}sha1"/><ds:DigestValue>AA==</ds:DigestValue></ds:Reference>`.repeat(
            399,
          ),
        ),
    ],
    ['no reference', 'saml/schema', () => swap(message(), reference(message()), '')],
  ]);
});

describe('transforms and canonical forms', () => {
  refusesAll([
    ['none', 'saml/transforms', () => swap(message(), /<ds:Transforms>.*<\/ds:Transforms>/, '')],
    ['only one', 'saml/transforms', () => transforms(enveloped)],
    ['the other one only', 'saml/transforms', () => transforms(exclusive)],
    ['in the wrong order', 'saml/transforms', () => transforms(exclusive, enveloped)],
    ['three', 'saml/transforms', () => transforms(enveloped, exclusive, exclusive)],
    ['one that keeps comments', 'saml/transforms', () => transforms(enveloped, `${exclusive}WithComments`)],
    [
      'inclusive canonical form',
      'saml/transforms',
      () => transforms(enveloped, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'),
    ],
    ['XPath', 'saml/transforms', () => transforms(enveloped, 'http://www.w3.org/TR/1999/REC-xpath-19991116')],
    [
      'XPath filter',
      'saml/transforms',
      () => transforms(enveloped, 'http://www.w3.org/2002/06/xmldsig-filter2'),
    ],
    ['XSLT', 'saml/transforms', () => transforms(enveloped, 'http://www.w3.org/TR/1999/REC-xslt-19991116')],
    ['base64', 'saml/transforms', () => transforms(`${ds}base64`, exclusive)],
    ['200 of them', 'saml/transforms', () => transforms(...Array.from({ length: 200 }, () => enveloped))],
    ['a parameter that is unknown', 'saml/transforms', () => parameter('<x xmlns="urn:x"/>')],
    ['an XPath as a parameter', 'saml/transforms', () => parameter('<ds:XPath>1</ds:XPath>')],
    [
      'too many prefixes',
      'saml/transforms',
      () => parameter(`<e:InclusiveNamespaces xmlns:e="${exclusive}" PrefixList="${'x '.repeat(41)}"/>`),
    ],
    [
      'a parameter of the enveloped one',
      'saml/transforms',
      () =>
        swap(
          message(),
          `<ds:Transform Algorithm="${enveloped}"/>`,
          `<ds:Transform Algorithm="${enveloped}"><x xmlns="urn:x"/></ds:Transform>`,
        ),
    ],
    [
      'SignedInfo in inclusive form',
      'saml/canonicalization',
      () => named('CanonicalizationMethod', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'),
    ],
    [
      'SignedInfo with comments',
      'saml/canonicalization',
      () => named('CanonicalizationMethod', `${exclusive}WithComments`),
    ],
    [
      'SignedInfo by something unknown',
      'saml/canonicalization',
      () => named('CanonicalizationMethod', 'urn:x'),
    ],
    ['namespaces that are no addresses', 'saml/canonicalization', () => signedRelative()],
  ]);
});

/** Canonical form is undefined for relative namespaces (Canonical XML 1.0, 1.3). */
const signedRelative = (): string =>
  swap(message(), ' xsi:type="xs:string">Support<', '><x xmlns="relative"/><');

describe('algorithms', () => {
  const hmac = (): string => {
    const xml = named('SignatureMethod', `${ds}hmac-sha1`);
    const value = createHmac('sha1', keyOf('idp').certificate).update(signatureIn(xml)).digest('base64');
    return swap(xml, /<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`);
  };
  refusesAll([
    ['SHA-1', 'saml/signature-algorithm', () => message('assertion', sha1)],
    ['SHA-1 over the response', 'saml/signature-algorithm', () => message('response', sha1)],
    [
      'SHA-1 inside, SHA-256 outside',
      'saml/signature-algorithm',
      () => signXml(message('assertion', sha1), 'Response', keyOf('idp')),
    ],
    ['a digest by SHA-1', 'saml/digest-algorithm', () => message('assertion', { digest: `${ds}sha1` })],
    [
      'a digest by MD5',
      'saml/digest-algorithm',
      () => named('DigestMethod', 'http://www.w3.org/2001/04/xmldsig-more#md5'),
    ],
    [
      'MD5',
      'saml/signature-algorithm',
      () => named('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'),
    ],
    ['DSA', 'saml/signature-algorithm', () => named('SignatureMethod', `${ds}dsa-sha1`)],
    ['HMAC with the certificate as its secret', 'saml/signature-algorithm', hmac],
    [
      'HMAC SHA-256',
      'saml/signature-algorithm',
      () => named('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'),
    ],
    ['none', 'saml/signature-algorithm', () => named('SignatureMethod', 'none')],
    ['a name of the language', 'saml/signature-algorithm', () => named('SignatureMethod', '__proto__')],
    [
      'a shortened signature',
      'saml/signature-algorithm',
      () =>
        swap(
          message(),
          /<ds:SignatureMethod ([^>]*)\/>/,
          '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>',
        ),
    ],
  ]);

  it('accepts SHA-1 where the connection says so', async () => {
    expect(await outcome(judge(message('assertion', sha1), { allowSha1: true }))).toBe(
      `accepted ${ana.nameId}`,
    );
  });
});

describe('who signed', () => {
  const attacker = (): ReturnType<typeof keyOf> => keyOf('attacker');
  refusesAll([
    ['nobody', 'saml/unsigned', () => message('none')],
    [
      'somebody else, with his certificate',
      'saml/signature-invalid',
      () => message('assertion', {}, attacker()),
    ],
    [
      'somebody else, without a certificate',
      'saml/signature-invalid',
      () => message('assertion', { keyInfo: false }, attacker()),
    ],
    [
      'somebody else, with the certificate of the identity provider',
      'saml/signature-invalid',
      () => message('assertion', {}, { ...attacker(), certificate: keyOf('idp').certificate }),
    ],
    [
      'somebody else, the whole response',
      'saml/signature-invalid',
      () => message('response', {}, attacker()),
    ],
    [
      'somebody else outside, the identity provider inside',
      'saml/signature-invalid',
      () => signXml(message(), 'Response', attacker()),
    ],
    [
      'the identity provider outside, somebody else inside',
      'saml/signature-invalid',
      () => signXml(message('assertion', {}, attacker()), 'Response', keyOf('idp')),
    ],
    [
      'a key that the connection no longer has',
      'saml/signature-invalid',
      () => message(),
      { certificates: [keyOf('next').certificate] },
    ],
    [
      'anybody, where there is no certificate',
      'saml/signature-invalid',
      () => message(),
      { certificates: [] },
    ],
    [
      'anybody, where the certificate is junk',
      'saml/signature-invalid',
      () => message(),
      { certificates: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'] },
    ],
    [
      'only the assertion, where the response must be',
      'saml/response-not-signed',
      () => message('assertion'),
      { requireSigned: ['response'] },
    ],
    [
      'only the response, where the assertion must be',
      'saml/assertion-not-signed',
      () => message('response'),
      { requireSigned: ['assertion'] },
    ],
    [
      'only one, where both must be',
      'saml/assertion-not-signed',
      () => message('response'),
      { requireSigned: ['assertion', 'response'] },
    ],
  ]);
});

describe('what was changed after it was signed', () => {
  const changes: readonly [string, string | RegExp, string][] = [
    ['the NameID', '>ana@acme.example</saml:NameID>', '>boss@acme.example</saml:NameID>'],
    ['the NameID, by a space', '>ana@acme.example</saml:NameID>', '>ana@acme.example </saml:NameID>'],
    ['an attribute', '>Finance<', '>Administrators<'],
    ['the name of an attribute', 'claims/Group"', 'claims/Role"'],
    ['the audience', /<saml:Audience>[^<]*/, '<saml:Audience>https://other.example'],
    ['the end', /NotOnOrAfter="[^"]*"/, 'NotOnOrAfter="2027-03-01T10:30:00.000Z"'],
    ['the recipient', / Recipient="[^"]*"/, ' Recipient="https://other.example/acs"'],
    ['conditions', /<saml:Conditions[\s\S]*<\/saml:Conditions>/, ''],
  ];
  refusesAll(
    changes.map(([name, found, put]) => [name, 'saml/digest-mismatch', () => swap(message(), found, put)]),
  );
  refusesAll([
    [
      'the digest',
      'saml/signature-invalid',
      () => swap(message(), /<ds:DigestValue>.{4}/, '<ds:DigestValue>AAAA'),
    ],
    [
      'the digest and what it is of',
      'saml/signature-invalid',
      () =>
        swap(
          swap(message(), '>Finance<', '>Administrators<'),
          /<ds:DigestValue>[^<]*/,
          '<ds:DigestValue>AAAA',
        ),
    ],
    [
      'the value',
      'saml/signature-invalid',
      () => swap(message(), /<ds:SignatureValue>.{4}/, '<ds:SignatureValue>AAAA'),
    ],
    [
      'the value, to nothing',
      'saml/signature-invalid',
      () => swap(message(), /<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'),
    ],
    [
      'the value, to junk',
      'saml/signature-invalid',
      () => swap(message(), /<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>!!!'),
    ],
    [
      'the value, to much',
      'saml/signature-invalid',
      () => swap(message(), /<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${'A'.repeat(200_000)}`),
    ],
    [
      'the algorithm, to another that is accepted',
      'saml/signature-invalid',
      () => named('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'),
    ],
    [
      'the signature, to that of another message',
      'saml/digest-mismatch',
      () => {
        const other = signatureIn(
          signed(responseXml(model({}, { nameId: 'eva@acme.example' })), 'assertion'),
        );
        return behind(withoutSignature(message()), /<saml:Assertion[\s\S]*?<\/saml:Issuer>/, other);
      },
    ],
  ]);
});
