import { describe } from 'vitest';
import { type Attack, behind, partsOf, refusesAll, refusesInputs, response, swap } from './attack.ts';
import { base64, message } from './world.ts';

const good = (): string => message();
const bytesOf = (...parts: readonly (string | readonly number[])[]): string =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  ).toString('base64');

describe('what is no message at all', () => {
  refusesInputs([
    ['nothing', 'saml/not-a-string', () => undefined],
    ['a list, as a field that comes twice', 'saml/not-a-string', () => [base64(good()), base64(good())]],
    ['an object', 'saml/not-a-string', () => ({ toString: () => base64(good()) })],
    ['a number', 'saml/not-a-string', () => 7],
    ['an empty text', 'saml/not-base64', () => ''],
    ['spaces only', 'saml/not-base64', () => ' \r\n\t'],
    ['XML that is not encoded', 'saml/not-base64', good],
    ['base64 with a character of its own', 'saml/not-base64', () => `${base64(good())}!`],
    ['base64 with junk inside', 'saml/not-base64', () => swap(base64(good()), /^.{8}/, 'PHNhbW%xw')],
    [
      'base64 of URLs',
      'saml/not-base64',
      () => bytesOf([0xfb, 0xff, 0xfe]).replace(/\+/g, '-').replace(/\//g, '_'),
    ],
    ['base64 without its padding', 'saml/not-base64', () => bytesOf('<aaaa/>').replace(/=+$/, '')],
    ['base64 with bits behind its end', 'saml/not-base64', () => bytesOf('<aaaa/>').replace(/.==$/, 'B==')],
    ['two texts of base64 in a row', 'saml/not-base64', () => `${bytesOf('<aaaa/>')}${base64(good())}`],
    ['base64 with other spaces', 'saml/not-base64', () => `${base64(good())}\u00a0`],
    ['base64 with a form feed', 'saml/not-base64', () => `\f${base64(good())}`],
    ['more than 256 KiB', 'saml/too-large', () => base64(`<r>${'x'.repeat(256 * 1024)}</r>`)],
    ['many megabytes', 'saml/too-large', () => 'A'.repeat(20_000_000)],
    ['megabytes of line ends', 'saml/too-large', () => `${base64(good())}${'\n'.repeat(2_000_000)}`],
  ]);
});

describe('bytes that are no text', () => {
  refusesInputs([
    ['a NUL at the end', 'saml/nul', () => bytesOf(good(), [0])],
    [
      'a NUL in the NameID',
      'saml/nul',
      () => base64(swap(good(), 'ana@acme.example<', 'ana@acme.example\0<')),
    ],
    ['UTF-16', 'saml/nul', () => Buffer.from(good(), 'utf16le').toString('base64')],
    ['a byte that is no UTF-8', 'saml/not-utf8', () => bytesOf(good(), [0xff])],
    ['an overlong less-than', 'saml/not-utf8', () => bytesOf('<a>', [0xc0, 0xbc], '</a>')],
    ['half of a pair', 'saml/not-utf8', () => bytesOf('<a>', [0xed, 0xa0, 0x80], '</a>')],
    ['a character beyond Unicode', 'saml/not-utf8', () => bytesOf('<a>', [0xf4, 0x90, 0x80, 0x80], '</a>')],
    [
      'Latin 1',
      'saml/not-utf8',
      () => Buffer.from(swap(good(), 'Horvat', 'Müller'), 'latin1').toString('base64'),
    ],
  ]);
});

const doctype = (subset: string, body = '<r>&a;</r>'): string => `<!DOCTYPE r [${subset}]>${body}`;
const inNameId = (put: string): string =>
  swap(good(), />ana@acme\.example<\/saml:NameID>/, `>ana@acme.example${put}</saml:NameID>`);

const laughs = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

describe('markup that is neither element nor text', () => {
  const attacks: readonly Attack[] = [
    ['a document type', 'saml/forbidden-markup', () => `<!DOCTYPE r>${good()}`],
    [
      'a billion laughs',
      'saml/forbidden-markup',
      () => doctype(`<!ENTITY l0 "lol">${laughs}`, '<r>&l9;</r>'),
    ],
    [
      'quadratic blow-up',
      'saml/forbidden-markup',
      () => doctype(`<!ENTITY a "${'a'.repeat(50_000)}">`, `<r>${'&a;'.repeat(10_000)}</r>`),
    ],
    [
      'a file as an entity',
      'saml/forbidden-markup',
      () => doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'),
    ],
    [
      'an address as an entity',
      'saml/forbidden-markup',
      () => doctype('<!ENTITY a SYSTEM "http://127.0.0.1:1/">'),
    ],
    [
      'a parameter entity',
      'saml/forbidden-markup',
      () => doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:1/"> %a;'),
    ],
    [
      'a document type elsewhere',
      'saml/forbidden-markup',
      () => `<!DOCTYPE r SYSTEM "http://127.0.0.1:1/r.dtd">${good()}`,
    ],
    [
      'default attributes by a document type',
      'saml/forbidden-markup',
      () => `<!DOCTYPE r [<!ATTLIST r ID ID "x">]>${good()}`,
    ],
    [
      'a document type behind the declaration',
      'saml/forbidden-markup',
      () => `<?xml version="1.0"?><!DOCTYPE r>${good()}`,
    ],
    ['a comment in the NameID', 'saml/forbidden-markup', () => inNameId('<!---->.evil.example')],
    ['a comment with text in the NameID', 'saml/forbidden-markup', () => inNameId('<!-- x -->.evil.example')],
    [
      'a comment around an attribute value',
      'saml/forbidden-markup',
      () => swap(good(), '>Support<', '><!---->Support<'),
    ],
    [
      'a comment in the issuer',
      'saml/forbidden-markup',
      () => swap(good(), 'metadata</saml:Issuer>', 'meta<!---->data</saml:Issuer>'),
    ],
    [
      'a comment in a digest',
      'saml/forbidden-markup',
      () => behind(good(), /<ds:DigestValue>/, '<!-- x -->'),
    ],
    ['a comment before the response', 'saml/forbidden-markup', () => `<!-- x -->${good()}`],
    ['a comment behind the response', 'saml/forbidden-markup', () => `${good()}<!-- x -->`],
    ['an instruction in the NameID', 'saml/forbidden-markup', () => inNameId('<?x y?>.evil.example')],
    [
      'an instruction before the response',
      'saml/forbidden-markup',
      () => `<?xml-stylesheet href="http://127.0.0.1:1/"?>${good()}`,
    ],
    [
      'a second declaration',
      'saml/forbidden-markup',
      () => `<?xml version="1.0"?><?xml version="1.0"?>${good()}`,
    ],
    ['a declaration behind a space', 'saml/forbidden-markup', () => ` <?xml version="1.0"?>${good()}`],
    ['a CDATA section in the NameID', 'saml/forbidden-markup', () => inNameId('<![CDATA[.evil.example]]>')],
    [
      'a CDATA section around an assertion',
      'saml/forbidden-markup',
      () => response(partsOf(good()), '<![CDATA[', partsOf(good()).assertion, ']]>'),
    ],
  ];
  refusesAll(attacks);
});

const names = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

describe('what no parser should meet', () => {
  refusesAll([
    ['text', 'saml/not-xml', () => 'hello'],
    ['an element that does not end', 'saml/not-xml', () => good().slice(0, -3)],
    ['two roots', 'saml/not-xml', () => `${good()}${good()}`],
    ['an entity that nobody declared', 'saml/not-xml', () => inNameId('&lol;')],
    ['a reference to NUL', 'saml/not-xml', () => inNameId('&#0;')],
    ['a reference to a control', 'saml/not-xml', () => inNameId('&#8;')],
    [
      'an attribute that is there twice',
      'saml/not-xml',
      () => swap(good(), ' Version="2.0"', ' Version="2.0" Version="2.0"'),
    ],
    [
      'a prefix that nobody declared',
      'saml/not-xml',
      () => swap(good(), '<saml:Issuer>', '<evil:x/><saml:Issuer>'),
    ],
    ['256 elements in each other', 'saml/not-xml', () => `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
    ['a very long name', 'saml/not-xml', () => `<${'a'.repeat(100_000)}/>`],
    ['2,001 elements', 'saml/too-many-nodes', () => `<r>${'<a/>'.repeat(2_000)}</r>`],
    ['60,000 elements', 'saml/too-many-nodes', () => `<r>${'<a/>'.repeat(60_000)}</r>`],
    ['4,001 attributes', 'saml/too-many-nodes', () => `<r ${names(4_001, (index) => `a${index}="1"`)}/>`],
    ['20,000 attributes', 'saml/too-many-nodes', () => `<r ${names(20_000, (index) => `a${index}="1"`)}/>`],
    [
      '41 namespaces',
      'saml/too-many-nodes',
      () => `<r ${names(41, (index) => `xmlns:n${index}="urn:n:${index}"`)}/>`,
    ],
    [
      '41 namespaces, in depth',
      'saml/too-many-nodes',
      () => `${names(41, (index) => `<a xmlns:n${index}="urn:n:${index}">`)}${'</a>'.repeat(41)}`,
    ],
    [
      '5,000 namespaces',
      'saml/too-many-nodes',
      () => `<r ${names(5_000, (index) => `xmlns:n${index}="urn:n:${index}"`)}/>`,
    ],
    ['40,000 attributes that are text', 'saml/too-many-nodes', () => `<r>${'=""'.repeat(40_000)}</r>`],
  ]);
});

describe('what is no SAML', () => {
  refusesAll([
    ['another document', 'saml/schema', () => '<html><body>hello</body></html>'],
    [
      'a SOAP envelope',
      'saml/schema',
      () => `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>${good()}</Body></Envelope>`,
    ],
    [
      'an element that SAML has not',
      'saml/schema',
      () => behind(good(), /<\/saml:Conditions>/, '<saml:Evil/>'),
    ],
    ['no ID', 'saml/schema', () => swap(good(), / ID="[^"]*"/, '')],
    ['an ID that is no name', 'saml/schema', () => swap(good(), / ID="[^"]*"/, ' ID="1 2"')],
    ['no Status', 'saml/schema', () => swap(good(), /<samlp:Status>.*<\/samlp:Status>/, '')],
    [
      'no issuer of the assertion',
      'saml/schema',
      () => swap(partsOf(good()).assertion, /<saml:Issuer>.*?<\/saml:Issuer>/, ''),
    ],
    [
      'two subjects',
      'saml/schema',
      () =>
        behind(
          good(),
          /<saml:Subject>.*<\/saml:Subject>/,
          '<saml:Subject><saml:NameID>boss@acme.example</saml:NameID></saml:Subject>',
        ),
    ],
    [
      'two NameIDs',
      'saml/schema',
      () => behind(good(), /<saml:NameID .*?<\/saml:NameID>/, '<saml:NameID>boss@acme.example</saml:NameID>'),
    ],
    [
      'elements in the wrong order',
      'saml/schema',
      () => response({ ...partsOf(good()), head: '' }, partsOf(good()).assertion, partsOf(good()).head),
    ],
    [
      'names of SAML 1.1',
      'saml/foreign-twin',
      () => good().replaceAll('SAML:2.0:assertion"', 'SAML:1.0:assertion"'),
    ],
    ['names in capitals', 'saml/schema', () => good().replaceAll('saml:Assertion', 'saml:ASSERTION')],
    [
      'an issuer with an element in it',
      'saml/schema',
      () => swap(good(), 'metadata</saml:Issuer>', '<x/>metadata</saml:Issuer>'),
    ],
    [
      'an unknown type',
      'saml/schema',
      () =>
        swap(
          good(),
          '<saml:Subject>',
          '<saml:Subject xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:e="urn:e" xsi:type="e:Evil">',
        ),
    ],
    [
      '30 February',
      'saml/schema',
      () => swap(good(), /IssueInstant="[^"]*"/, 'IssueInstant="2027-02-30T10:00:00Z"'),
    ],
    ['an assertion alone', 'saml/root', () => partsOf(good()).assertion],
    [
      'a request',
      'saml/root',
      () =>
        '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2027-03-01T10:00:00Z"/>',
    ],
    [
      'an answer to a logout',
      'saml/root',
      () =>
        '<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2027-03-01T10:00:00Z"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>',
    ],
  ]);
});
