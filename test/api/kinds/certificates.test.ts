import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../api/kinds/kind.ts';
import { singleSignOnKind } from '../../../api/kinds/single-sign-on/single-sign-on.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { changeOf } from './change.ts';
import { account, day, manager, withSettings, world } from './worlds.ts';

/** Self-signed, for nothing but its dates. */
const pem = `-----BEGIN CERTIFICATE-----
MIIBijCCATGgAwIBAgIUArGMY+BXiLnLtt2PtmYMV9nioWMwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQaWRwLmFjbWUuZXhhbXBsZTAeFw0yNjExMjQyMTQyNTZaFw0y
NzExMjQyMTQyNTZaMBsxGTAXBgNVBAMMEGlkcC5hY21lLmV4YW1wbGUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAR+EnUUp2J46CnisMRMYdzQL1vzPhJW/QHfCbLW
oEfF2xb7bNRRceDI7dukwCDIERiVbMvLCHKxKA2TONTya87Zo1MwUTAdBgNVHQ4E
FgQU4/6aSL85aYcCoi4g1d49lIEVoi0wHwYDVR0jBBgwFoAU4/6aSL85aYcCoi4g
1d49lIEVoi0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBoiarP
LbnvPs9dOIMsGwuhby1HTnYsm3ZFCss1RDZEdgIgQK8bNBHktOyu1+sOyXuZv9kZ
ro/+MNXsa6w7btbxPqA=
-----END CERTIFICATE-----`;
const ends = Date.parse(new X509Certificate(pem).validTo);

const sso = (mode: string): JsonObject => ({
  mode,
  initiationSlug: 'acme',
  identityProvider: { certificates: [{ pem }], entityId: 'urn:idp', loginUrl: 'https://idp.example' },
});

/** Single sign-on is switched on at this moment. */
function switchedOn(moment: number, mode = 'optional'): Assessment {
  const before = {
    ...withSettings(world([account('acme', [manager('root')])]), 'acme', { SingleSignOn: {} }),
    now: new Date(moment),
  };
  return { before, after: withSettings(before, 'acme', { SingleSignOn: sso(mode) }), changes: [], own: [] };
}

const details = (assessment: Assessment) =>
  (singleSignOnKind.impact?.(assessment) ?? []).map(({ detail }) => detail);
const codes = (assessment: Assessment) =>
  (singleSignOnKind.check?.(assessment) ?? []).map(({ code }) => code);

describe('certificates', () => {
  it('are told of from sixty days before their end, to the millisecond', () => {
    expect(details(switchedOn(ends - 60 * day - 1))).toEqual([]);
    const last = new Date(ends).toISOString().slice(0, 10);
    expect(details(switchedOn(ends - 60 * day))).toEqual([
      `the identity provider's certificate CN=idp.acme.example expires on ${last}, in 60 days`,
    ]);
    expect(details(switchedOn(ends - 60 * day, 'off'))).toEqual([]);
  });

  it('that have all expired are refused', () => {
    expect(codes(switchedOn(ends - 1))).toEqual([]);
    expect(codes(switchedOn(ends))).toEqual(['sso/no-valid-certificate']);
    expect(codes(switchedOn(ends, 'off'))).toEqual([]);
  });
});

describe('the sign-in address', () => {
  const moved = (before: JsonObject | null, after: JsonObject | null) => {
    const own = [changeOf('SingleSignOn', { account: 'acme', before, after })];
    const nothing = world([account('acme', [manager('root')])]);
    return details({ before: nothing, after: nothing, changes: own, own });
  };

  it('changes for those who use it, not where it is the first', () => {
    expect(moved({ initiationSlug: 'old' }, { initiationSlug: 'new' })).toEqual([
      'the sign-in address /login/saml/old/ becomes /login/saml/new/',
    ]);
    expect(moved({ initiationSlug: 'old' }, null)).toEqual(['the sign-in address /login/saml/old/ ends']);
    expect(moved(null, { initiationSlug: 'new' })).toEqual([]);
  });

  it('is claimed on the whole server', () => {
    expect(singleSignOnKind.claims?.({ initiationSlug: 'acme' })).toEqual([
      { type: 'saml-slug', value: 'acme', path: '/initiationSlug' },
    ]);
    expect(singleSignOnKind.claims?.({})).toEqual([]);
  });
});
