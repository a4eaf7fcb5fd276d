import { describe } from 'vitest';
import {
  behind,
  forged,
  partsOf,
  refusesAll,
  response,
  signatureIn,
  swap,
  withoutSignature,
} from './attack.ts';
import { message, signed } from './world.ts';

const one = (): ReturnType<typeof partsOf> => partsOf(message('assertion'));
const whole = (): string => message('response');

/** The forged assertion, with something put where the schema allows anything. */
const forgedWith = (where: RegExp, put: string): string => behind(forged(one().assertion), where, put);
/** The first group with its type, which allows no elements. */
const untyped = ' xsi:type="xs:string">Support<';
const advice = (content: string): string => `<saml:Advice>${content}</saml:Advice>`;
const openData = (content: string): string =>
  swap(
    forged(one().assertion),
    /<saml:SubjectConfirmationData[^>]*\/>/,
    `<saml:SubjectConfirmationData>${content}</saml:SubjectConfirmationData>`,
  );
const object = (content: string): string =>
  `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${content}</ds:Object>`;
const extensions = (content: string): string => `<samlp:Extensions>${content}</samlp:Extensions>`;
const detail = (content: string): string => `<samlp:StatusDetail>${content}</samlp:StatusDetail>`;

/** The head of a response, with extensions before the status. */
const headWith = (content: string): string =>
  swap(one().head, '<samlp:Status>', `${extensions(content)}<samlp:Status>`);
const headWithDetail = (content: string): string =>
  behind(one().head, /<samlp:StatusCode[^>]*\/>/, detail(content));

describe('a signed assertion, wrapped', () => {
  const original = (): string => one().assertion;
  const signature = (): string => signatureIn(original());
  /** The forged assertion with the signature of the original. */
  const resigned = (): string => behind(forged(original()), /<\/saml:Issuer>/, signature());
  refusesAll([
    [
      'forged before the original',
      'saml/assertion-count',
      () => response(one(), forged(original()), original()),
    ],
    [
      'forged behind the original',
      'saml/assertion-count',
      () => response(one(), original(), forged(original())),
    ],
    [
      'forged twice',
      'saml/assertion-count',
      () => response(one(), forged(original()), forged(original()).replaceAll('_evil', '_evil2')),
    ],
    [
      'the original in Advice',
      'saml/assertion-count',
      () => response(one(), forgedWith(/<\/saml:Conditions>/, advice(original()))),
    ],
    [
      'the original, its signature taken out, in Advice',
      'saml/assertion-count',
      () => response(one(), behind(resigned(), /<\/saml:Conditions>/, advice(withoutSignature(original())))),
    ],
    ['the original in the confirmation', 'saml/assertion-count', () => response(one(), openData(original()))],
    [
      'the original, its signature taken out, in the confirmation',
      'saml/assertion-count',
      () => response(one(), behind(openData(withoutSignature(original())), /<\/saml:Issuer>/, signature())),
    ],
    [
      'the original in an attribute',
      'saml/assertion-count',
      () => response(one(), swap(forged(original()), untyped, `>${original()}<`)),
    ],
    [
      'the original in extensions',
      'saml/assertion-count',
      () => response({ ...one(), head: headWith(original()) }, forged(original())),
    ],
    [
      'the forged one in extensions',
      'saml/assertion-count',
      () => response({ ...one(), head: headWith(forged(original())) }, original()),
    ],
    [
      'the original in the detail of the status',
      'saml/assertion-count',
      () => response({ ...one(), head: headWithDetail(original()) }, forged(original())),
    ],
    [
      'the original in KeyInfo',
      'saml/assertion-count',
      () =>
        response(
          one(),
          swap(resigned(), /<ds:KeyInfo>[\s\S]*<\/ds:KeyInfo>/, `<ds:KeyInfo>${original()}</ds:KeyInfo>`),
        ),
    ],
    [
      'the original in an object of the signature',
      'saml/forbidden-element',
      () =>
        response(
          one(),
          swap(resigned(), '</ds:Signature>', `${object(withoutSignature(original()))}</ds:Signature>`),
        ),
    ],
    [
      'the original in the forged one',
      'saml/schema',
      () => response(one(), swap(forged(original()), '</saml:Assertion>', `${original()}</saml:Assertion>`)),
    ],
    ['the forged one around the original signature', 'saml/reference', () => response(one(), resigned())],
    [
      'the same ID twice',
      'saml/duplicate-id',
      () =>
        response(one(), swap(resigned(), '_evil', /ID="([^"]*)"/.exec(original())?.[1] ?? ''), original()),
    ],
    [
      'only the forged one, with the ID of the original',
      'saml/digest-mismatch',
      () => response(one(), swap(resigned(), '_evil', /ID="([^"]*)"/.exec(original())?.[1] ?? '')),
    ],
    ['only the forged one, without a signature', 'saml/unsigned', () => response(one(), forged(original()))],
    [
      'the signature moved to the response',
      'saml/reference',
      () =>
        response(
          { ...one(), head: behind(one().head, /<\/saml:Issuer>/, signature()) },
          withoutSignature(original()),
        ),
    ],
    [
      'the response in an assertion',
      'saml/root',
      () => swap(forged(original()), '</saml:Conditions>', `</saml:Conditions>${advice(original())}`),
    ],
    [
      'an encrypted twin beside the original',
      'saml/assertion-count',
      () =>
        response(
          one(),
          original(),
          `<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`,
        ),
    ],
  ]);
});

describe('a signed response, wrapped', () => {
  const shell = (put: string): string => {
    const parts = partsOf(whole());
    const start = parts.start.replace(/ ID="[^"]*"/, ' ID="_outer"');
    const head = swap(
      withoutSignature(parts.head),
      '<samlp:Status>',
      `${signatureIn(whole())}<samlp:Status>`,
    );
    return response({ ...parts, start, head }, forged(parts.assertion)).replace(
      '</ds:Signature>',
      `${put}</ds:Signature>`,
    );
  };
  refusesAll([
    ['the original in an object of the signature', 'saml/forbidden-element', () => shell(object(whole()))],
    [
      'the original in KeyInfo',
      'saml/assertion-count',
      () =>
        shell('').replace(/<ds:KeyInfo>[\s\S]*<\/ds:KeyInfo>/, () => `<ds:KeyInfo>${whole()}</ds:KeyInfo>`),
    ],
    [
      'the original in extensions',
      'saml/schema',
      () => swap(shell(''), '<samlp:Status>', `${extensions(whole())}<samlp:Status>`),
    ],
    [
      'the original in the detail of the status',
      'saml/assertion-count',
      () => behind(shell(''), /<samlp:StatusCode[^>]*\/>/, detail(whole())),
    ],
    [
      'the original in Advice',
      'saml/assertion-count',
      () => behind(shell(''), /<\/saml:Conditions>/, advice(whole())),
    ],
    ['the signature over what is not there', 'saml/reference', () => shell('')],
    [
      'a second assertion behind the signed one',
      'saml/assertion-count',
      () => swap(whole(), '</samlp:Response>', `${forged(partsOf(whole()).assertion)}</samlp:Response>`),
    ],
    [
      'the assertion exchanged',
      'saml/digest-mismatch',
      () => response(partsOf(whole()), forged(partsOf(whole()).assertion)),
    ],
    [
      'the NameID exchanged',
      'saml/digest-mismatch',
      () => swap(whole(), '>ana@acme.example</saml:NameID>', '>boss@acme.example</saml:NameID>'),
    ],
    [
      'both signed, the inner signature moved to a forged one',
      'saml/digest-mismatch',
      () => swap(message('both'), '>ana@acme.example</saml:NameID>', '>boss@acme.example</saml:NameID>'),
    ],
    [
      'a good assertion in a response whose signature broke',
      'saml/digest-mismatch',
      () => swap(message('both'), / InResponseTo="_q0001"/, ' InResponseTo="_q0002"'),
    ],
  ]);
});

describe('names that only look right', () => {
  const evil = (name: string): string => `<e:${name} xmlns:e="urn:evil">x</e:${name}>`;
  const bare = (name: string): string => `<${name} xmlns="">x</${name}>`;
  const inValue = (put: string): string =>
    signed(swap(withoutSignature(message('none')), untyped, `>${put}<`), 'assertion');
  refusesAll([
    [
      'an assertion of another namespace in extensions',
      'saml/foreign-twin',
      () => response({ ...one(), head: headWith(evil('Assertion')) }, one().assertion),
    ],
    [
      'an assertion without a namespace in an attribute',
      'saml/foreign-twin',
      () => inValue(bare('Assertion')),
    ],
    [
      'an encrypted assertion of another namespace',
      'saml/foreign-twin',
      () => inValue(evil('EncryptedAssertion')),
    ],
    ['a response of another namespace', 'saml/foreign-twin', () => inValue(evil('Response'))],
    ['a signature of another namespace', 'saml/foreign-twin', () => inValue(evil('Signature'))],
    ['a NameID of another namespace', 'saml/foreign-twin', () => inValue(evil('NameID'))],
    ['a subject of another namespace', 'saml/foreign-twin', () => inValue(evil('Subject'))],
    ['a reference of another namespace', 'saml/foreign-twin', () => inValue(evil('Reference'))],
    ['an object of another namespace', 'saml/foreign-twin', () => inValue(evil('Object'))],
    [
      'a root of another namespace',
      'saml/foreign-twin',
      () => message().replace('samlp="urn:oasis:names:tc:SAML:2.0:protocol"', 'samlp="urn:evil"'),
    ],
    [
      'the prefix of SAML for another namespace',
      'saml/foreign-twin',
      () => swap(message(), '<saml:Subject>', '<saml:Subject xmlns:saml="urn:evil">'),
    ],
    [
      'a prefix exchanged in the assertion',
      'saml/foreign-twin',
      () => swap(message(), /<saml:Assertion xmlns:saml="[^"]*"/, '<saml:Assertion xmlns:saml="urn:evil"'),
    ],
  ]);
});

describe('IDs', () => {
  const id = (): string => /ID="([^"]*)"/.exec(one().assertion)?.[1] ?? '';
  refusesAll([
    [
      'the assertion has that of the response',
      'saml/duplicate-id',
      () => swap(message(), /(?<=<samlp:Response[^>]*) ID="[^"]*"/, ` ID="${id()}"`),
    ],
    [
      'Id of a signature',
      'saml/duplicate-id',
      () => swap(message(), '<ds:Signature ', `<ds:Signature Id="${id()}" `),
    ],
    ['id in an attribute', 'saml/duplicate-id', () => swap(message(), untyped, `><x id="${id()}"/><`)],
    [
      'xml:id in an attribute',
      'saml/duplicate-id',
      () => swap(message(), untyped, `><x xml:id="${id()}"/><`),
    ],
    [
      'an ID of a foreign name',
      'saml/duplicate-id',
      () => swap(message(), untyped, `><x xmlns:e="urn:e" e:iD="${id()}"/><`),
    ],
  ]);
});

describe('signatures in other places', () => {
  const signature = (): string => signatureIn(message());
  refusesAll([
    [
      'extensions',
      'saml/signature-place',
      () => response({ ...one(), head: headWith(signature()) }, withoutSignature(one().assertion)),
    ],
    [
      'an attribute',
      'saml/signature-place',
      () => response(one(), swap(withoutSignature(one().assertion), untyped, `>${signature()}<`)),
    ],
    ['the confirmation', 'saml/signature-place', () => response(one(), openData(signature()))],
    [
      'the detail of the status',
      'saml/signature-place',
      () => response({ ...one(), head: headWithDetail(signature()) }, withoutSignature(one().assertion)),
    ],
    ['KeyInfo of a signature', 'saml/schema', () => behind(message(), /<ds:KeyInfo>/, signature())],
    [
      'the subject',
      'saml/schema',
      () => response(one(), behind(withoutSignature(one().assertion), /<saml:Subject>/, signature())),
    ],
    ['twice in the assertion', 'saml/schema', () => behind(message(), /<\/ds:Signature>/, signature())],
    [
      'an object beside a good one',
      'saml/forbidden-element',
      () => swap(message(), '</ds:Signature>', `${object('x')}</ds:Signature>`),
    ],
    [
      'a manifest',
      'saml/forbidden-element',
      () =>
        swap(
          message(),
          '</ds:KeyInfo>',
          '<ds:Manifest><ds:Reference><ds:DigestMethod Algorithm="urn:x"/><ds:DigestValue>AA==</ds:DigestValue></ds:Reference></ds:Manifest></ds:KeyInfo>',
        ),
    ],
    [
      'a way to the key',
      'saml/forbidden-element',
      () => swap(message(), '</ds:KeyInfo>', '<ds:RetrievalMethod URI="http://127.0.0.1:1/"/></ds:KeyInfo>'),
    ],
  ]);
});
