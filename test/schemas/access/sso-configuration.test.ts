import { describe, expect, test } from 'vitest';
import { idpMetadata } from '../../../controller/idp/idp-metadata.ts';
import { readIdpFacts } from '../../../schemas/access/idp-metadata.ts';
import { configurationOf } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { pemOf } from '../../../schemas/contract/pem.ts';

const [first, second] = [pemOf('AAAA'), pemOf('BBBB')];
const acme = idpMetadata('https://idp.acme.example/metadata', 'https://idp.acme.example', [first]);
const rotated = idpMetadata('https://idp.acme.example/metadata', 'https://idp.acme.example', [second, first]);
const renamed = idpMetadata('https://idp.evil.example/metadata', 'https://idp.acme.example', [first]);
const moved = idpMetadata('https://idp.acme.example/metadata', 'https://idp.evil.example', [first]);

describe('facts of metadata', () => {
  test('are who the provider is, where it is, and the certificates that sign', () => {
    const { provider, certificates } = readIdpFacts(acme);
    expect(JSON.parse(provider)).toEqual([
      'https://idp.acme.example/metadata',
      'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect https://idp.acme.example/sso',
    ]);
    expect(certificates).toEqual([first]);
    expect(readIdpFacts(rotated).certificates).toEqual([second, first]);
  });

  test('do not change with what says nothing of the provider', () => {
    const stamped = acme
      .replace('entityID=', 'ID="_2" validUntil="2030-01-01T00:00:00Z" entityID=')
      .replace(
        '<md:IDPSSODescriptor',
        '<!-- <md:EntityDescriptor entityID="x"/> -->\n  <md:IDPSSODescriptor',
      );
    expect(readIdpFacts(stamped)).toEqual(readIdpFacts(acme));
  });

  test('leave out certificates that encrypt, and those of other roles', () => {
    expect(readIdpFacts(acme.replace('use="signing"', 'use="encryption"')).certificates).toEqual([]);
    expect(readIdpFacts(acme.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')).certificates).toEqual([]);
  });

  test('of what is no XML, or hides an element, are its own', () => {
    expect(readIdpFacts('<a')).toEqual({ provider: '<a', certificates: [] });
    const hidden = acme.replace('<md:IDPSSODescriptor', '<![CDATA[<!--]]><md:IDPSSODescriptor');
    expect(readIdpFacts(`${hidden}<!-- -->`)).toEqual(readIdpFacts(acme));
  });
});

describe('a configuration', () => {
  const of = (
    identityProvider: JsonObject,
    ...fetched: Parameters<typeof configurationOf> extends [unknown, ...infer R] ? R : never
  ) => configurationOf({ initiationSlug: 'acme', identityProvider }, ...fetched);
  const url = 'https://idp.acme.example/metadata';
  const fetched = (text: string, from = url) => ({ url: from, provider: readIdpFacts(text).provider });

  test('by metadata is another one where it names another provider, not where certificates are rotated', () => {
    const tested = of({ metadata: acme });
    expect(of({ metadata: rotated })).toBe(tested);
    expect(of({ metadata: renamed })).not.toBe(tested);
    expect(of({ metadata: moved })).not.toBe(tested);
    expect(of({})).not.toBe(tested);
  });

  test('by an address is what was read there', () => {
    const tested = of({ metadataUrl: url }, fetched(acme));
    expect(of({ metadataUrl: url }, fetched(rotated))).toBe(tested);
    expect(of({ metadataUrl: url }, fetched(renamed))).not.toBe(tested);
    expect(of({ metadataUrl: url }, null)).not.toBe(tested);
    expect(of({ metadataUrl: `${url}2` }, fetched(acme))).not.toBe(tested);
    expect(of({ metadataUrl: `${url}2` }, fetched(acme, `${url}2`))).toBe(tested);
    expect(of({ metadataUrl: url, metadata: acme }, fetched(renamed))).toBe(of({ metadata: acme }));
  });

  test('by fields is theirs, whatever the metadata beside them says', () => {
    const fields = {
      entityId: 'https://idp.acme.example/metadata',
      loginUrl: 'https://idp.acme.example/sso',
    };
    expect(of({ ...fields, metadata: renamed })).toBe(of(fields));
    expect(of({ entityId: fields.entityId, metadata: moved })).not.toBe(
      of({ entityId: fields.entityId, metadata: acme }),
    );
  });
});
