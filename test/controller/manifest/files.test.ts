import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSet } from '../../../controller/manifest/load-set.ts';
import { briefly, load, manifest, whenValid, writeSet } from './temporary-set.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const rsa = fixture('rsa-2048.pem');
const provider = (fields: string) =>
  manifest('SingleSignOn', '{account: emea}', `identityProvider:\n${fields.replace(/^/gm, '  ')}`);
const certificate = (file: string) => provider(`certificates:\n  - file: ${file}`);
const brand = (spec: string) => manifest('Customization', '{account: emea}', spec);

async function codes(files: Readonly<Record<string, string | Buffer>>, now = whenValid): Promise<string[]> {
  return briefly((await load(files, { now })).diagnostics);
}

describe('a certificate', () => {
  it('is read, checked and put into the declaration', async () => {
    const set = await load({
      'sso/a.yaml': certificate('idp.pem'),
      'sso/idp.pem': rsa.replaceAll('\n', '\r\n'),
    });
    expect(set.diagnostics).toEqual([]);
    const { documents } = await set.declaration();
    expect(documents[0]?.spec).toEqual({ identityProvider: { certificates: [{ pem: rsa }] } });
    expect(set.documents[0]?.spec).toEqual({ identityProvider: { certificates: [{ file: 'idp.pem' }] } });
  });

  it.each([
    ['expired', rsa, '2040-01-01', 'error certificate/expired a.yaml:7:15'],
    ['about to expire', rsa, '2036-11-10', 'warning certificate/expires-soon a.yaml:7:15'],
    ['not yet valid', rsa, '2026-01-01', 'warning certificate/not-yet-valid a.yaml:7:15'],
    ['with a weak key', fixture('rsa-1024.pem'), '2027-06-01', 'error certificate/weak-key a.yaml:7:15'],
    [
      'with a private key beside it',
      `${rsa}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
      '2027-06-01',
      'error certificate/private-key a.yaml:7:15',
    ],
    ['with its chain', rsa + rsa, '2027-06-01', 'error certificate/several a.yaml:7:15'],
    ['that is none', 'hello', '2027-06-01', 'error certificate/not-pem a.yaml:7:15'],
    [
      'that is damaged',
      rsa.replace(/[A-Za-z]{20}/, 'A'),
      '2027-06-01',
      'error certificate/unreadable a.yaml:7:15',
    ],
    ['too large', `${rsa}${' '.repeat(70_000)}`, '2027-06-01', 'error file/too-large a.yaml:7:15'],
  ])('%s', async (_name, pem, now, expected) => {
    expect(await codes({ 'a.yaml': certificate('idp.pem'), 'idp.pem': pem }, new Date(now))).toEqual([
      expected,
    ]);
  });

  it('with an elliptic curve is good, and so is one in the manifest itself', async () => {
    expect(await codes({ 'a.yaml': certificate('idp.pem'), 'idp.pem': fixture('ec-256.pem') })).toEqual([]);
    const inline = provider(`certificates:\n  - pem: |\n      ${rsa.trimEnd().replaceAll('\n', '\n      ')}`);
    expect(await codes({ 'a.yaml': inline })).toEqual([]);
    expect(await codes({ 'a.yaml': inline }, new Date('2040-01-01'))).toEqual([
      'error certificate/expired a.yaml:7:14',
    ]);
  });

  it('tells how long ago it expired', async () => {
    const { diagnostics } = await load(
      { 'a.yaml': certificate('idp.pem'), 'idp.pem': rsa },
      { now: new Date('2036-11-30T00:00:00Z') },
    );
    expect(diagnostics[0]?.summary).toBe('idp.pem: this certificate expired on 2036-11-21, 8 days ago');
  });
});

describe('a file that a manifest names lies in the set', () => {
  it.each([
    ['missing.pem', 'error file/missing a/b.yaml:7:15'],
    ['../../outside.pem', 'error file/outside-set a/b.yaml:7:15'],
    ['../../../../../../../../etc/passwd', 'error file/outside-set a/b.yaml:7:15'],
    ['/etc/passwd', 'error schema/form a/b.yaml:7:15'],
    ['folder', 'error file/not-regular a/b.yaml:7:15'],
  ])('%s', async (name, expected) => {
    expect(await codes({ 'a/b.yaml': certificate(name), 'a/folder/x.txt': '' })).toEqual([expected]);
  });

  it('can be reached by .. inside the set, and not by a link that leads out', async () => {
    const folder = writeSet({
      'a/b.yaml': certificate('../keys/idp.pem'),
      'keys/idp.pem': rsa,
      'c.yaml': certificate('link.pem').replace('emea', 'apac'),
    });
    symlinkSync(join(writeSet({ 'idp.pem': rsa }), 'idp.pem'), join(folder, 'link.pem'));
    expect(briefly((await loadSet(folder, { now: whenValid })).diagnostics)).toEqual([
      'error file/outside-set c.yaml:7:15',
    ]);
  });
});

const base64 = rsa.replace(/-----.*-----/g, '').trim();
const metadata = (parts = '', attributes = '') => `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.acme.example/metadata"${attributes}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.acme.example/slo"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.acme.example/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.acme.example/sso"/>
  </md:IDPSSODescriptor>${parts}
</md:EntityDescriptor>
`;

describe("an identity provider's metadata", () => {
  const manifestOf = (more = '') => provider(`metadataFile: idp.xml${more}`);

  it('becomes fields, and those of the manifest win', async () => {
    const set = await load({
      'a.yaml': manifestOf('\nlogoutUrl: https://other.example/slo'),
      'idp.xml': metadata(),
    });
    expect(set.diagnostics).toEqual([]);
    const { documents } = await set.declaration();
    expect(documents[0]?.spec).toEqual({
      identityProvider: {
        entityId: 'https://idp.acme.example/metadata',
        loginUrl: 'https://idp.acme.example/sso',
        logoutUrl: 'https://other.example/slo',
        certificates: [{ pem: rsa }],
      },
    });
    expect(documents[0]?.source.lines).toMatchObject({
      '/identityProvider/loginUrl': 6,
      '/identityProvider/logoutUrl': 7,
      '/identityProvider/certificates': 6,
    });
  });

  it.each([
    ['no XML', 'hello', 'metadata/not-xml'],
    [
      'a document type',
      metadata().replace('<md:Entity', '<!DOCTYPE x [<!ENTITY a "b">]><md:Entity'),
      'metadata/not-xml',
    ],
    ['a processing instruction', metadata('<?php evil ?>'), 'metadata/not-xml'],
    ['another document', '<a/>', 'metadata/no-provider'],
    [
      'a service provider',
      metadata().replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
      'metadata/no-provider',
    ],
    ['no entity ID', metadata().replace('entityID=', 'other='), 'metadata/invalid'],
    [
      'http',
      metadata().replaceAll('https://idp.acme.example/sso', 'http://idp.acme.example/sso'),
      'metadata/not-https',
    ],
    [
      'a script for an address',
      metadata().replaceAll('https://idp.acme.example/sso', 'javascript:alert(1)'),
      'metadata/not-https',
    ],
    ['no certificate', metadata().replace('use="signing"', 'use="encryption"'), 'metadata/no-certificate'],
    ['a certificate that is damaged', metadata().replace(base64, 'AAAA'), 'certificate/unreadable'],
    ['an end that has passed', metadata('', ' validUntil="2020-01-01T00:00:00Z"'), 'metadata/expired'],
    ['nesting', metadata(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), 'metadata/not-xml'],
    ['more elements than there can be', metadata('<a/>'.repeat(20_000)), 'metadata/not-xml'],
    ['a megabyte', metadata(' '.repeat(1024 * 1024)), 'file/too-large'],
  ])('with %s is refused', async (_name, xml, code) => {
    expect(await codes({ 'a.yaml': manifestOf(), 'idp.xml': xml })).toEqual([`error ${code} a.yaml:6:19`]);
  });
});

const svg = (inside = '', attributes = 'width="100" height="50"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;
/** A PNG header of the given size, with an end: enough to be measured. */
function png(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([header, size, Buffer.from('0806000000000000000000000049454e44ae426082', 'hex')]);
}

describe('a logo', () => {
  const logo = brand('logoFile: logo.svg');

  it.each([
    ['svg', svg(), 'svg+xml'],
    ['png', png(150, 150), 'png'],
  ])('%s becomes a data URI', async (_name, content, type) => {
    const set = await load({ 'a.yaml': logo, 'logo.svg': content });
    expect(set.diagnostics).toEqual([]);
    const { documents } = await set.declaration();
    expect(documents[0]?.spec).toEqual({
      logo: `data:image/${type};base64,${Buffer.from(content).toString('base64')}`,
    });
  });

  it.each([
    ['text', 'hello', 'logo/not-an-image'],
    ['a damaged PNG', png(1, 1).subarray(0, 20), 'logo/not-an-image'],
    ['a PNG that is too wide', png(151, 10), 'logo/too-large'],
    ['an SVG that is too high', svg('', 'width="10" height="151"'), 'logo/too-large'],
    ['a script', svg('<script>alert(1)</script>'), 'logo/active-content'],
    ['an event handler', svg('<path onclick="alert(1)" d="M0 0"/>'), 'logo/active-content'],
    ['a foreign object', svg('<foreignObject/>'), 'logo/active-content'],
    ['an external image', svg('<image href="https://evil.example/x.png"/>'), 'logo/active-content'],
    ['an external use', svg('<use xlink:href="other.svg#a"/>'), 'logo/active-content'],
    ['a script for an address', svg('<a href="javascript:alert(1)"/>'), 'logo/active-content'],
    ['a style that loads', svg('<style>@import "https://evil.example"</style>'), 'logo/active-content'],
    ['a fill that loads', svg('<path fill="url(https://evil.example/x)" d="M0 0"/>'), 'logo/active-content'],
    ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg()}`, 'logo/not-an-image'],
    ['more than five megabytes', Buffer.concat([png(1, 1), Buffer.alloc(5 * 1024 * 1024)]), 'file/too-large'],
  ])('with %s is refused', async (_name, content, code) => {
    expect(await codes({ 'a.yaml': logo, 'logo.svg': content })).toEqual([`error ${code} a.yaml:5:13`]);
  });

  it('may refer to itself', async () => {
    const harmless = svg(
      '<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0"/><use xlink:href="#b"/>',
    );
    expect(await codes({ 'a.yaml': logo, 'logo.svg': harmless })).toEqual([]);
  });

  it('in the manifest has to be what it says', async () => {
    const uri = (type: string) => `logo: data:image/${type};base64,${png(1, 1).toString('base64')}`;
    expect(await codes({ 'a.yaml': brand(uri('png')) })).toEqual([]);
    expect(await codes({ 'a.yaml': brand(uri('jpeg')) })).toEqual(['error logo/not-an-image a.yaml:5:9']);
  });
});
