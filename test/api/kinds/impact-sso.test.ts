import { describe, expect, it } from 'vitest';
import { peopleImpact } from '../../../api/kinds/people-impact.ts';
import type { Person } from '../../../api/kinds/world.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import { account, day, named, now, person, unseen, withSettings, world } from './worlds.ts';

const configured = {
  initiationSlug: 'acme',
  identityProvider: { metadataUrl: 'https://idp.acme.example/metadata' },
};
const off = { mode: 'off', ...configured };
const optional = { mode: 'optional', ...configured };
const required = { mode: 'required', ...configured };

/** Signed in a month ago: no session is open. */
const longAgo = { lastSignInAt: now - 30 * day };
const ana = (overrides: Partial<Person> = {}, facts = {}) =>
  person('ana', overrides, { ...longAgo, ...facts });
const ssoOnly = { allowedMethods: ['sso'] };
const passwordOnly = { allowedMethods: ['password'] };

const rows: readonly [string, Person, JsonObject, JsonObject, readonly ImpactCode[]][] = [
  ['required concerns everybody with a password', ana(), off, required, ['must-use-sso']],
  ['also from optional', ana(), optional, required, ['must-use-sso']],
  ['not emergency users', ana(), off, { ...required, emergencyUsers: ['Ana'] }, []],
  [
    'who stops to be an emergency user',
    ana(),
    { ...required, emergencyUsers: ['ana'] },
    required,
    ['must-use-sso'],
  ],
  ['not who uses it anyway', ana(ssoOnly), optional, required, []],
  [
    'who is allowed only passwords: conditional, so not locked out yet',
    ana(passwordOnly),
    off,
    required,
    ['must-use-sso'],
  ],
  ['optional changes nothing', ana(), off, optional, []],
  ['switched off: who may use nothing else is locked out', ana(ssoOnly), optional, off, ['locked-out']],
  [
    'switched off: who has no password is locked out',
    ana({}, { passwordSetAt: null, lastSignInMethod: 'sso' }),
    optional,
    off,
    ['locked-out'],
  ],
  ['switched off: who was never in can still be invited', ana({}, unseen), optional, off, []],
  [
    'without an identity provider nobody can use it',
    ana(ssoOnly),
    optional,
    { mode: 'optional' },
    ['locked-out'],
  ],
  ['who is locked could not sign in before either', ana(ssoOnly, { lockedAt: now }), optional, off, []],
];

describe('single sign-on', () => {
  it.each(rows)('%s', (_what, who, from, to, codes) => {
    const session = { session: { absoluteHours: 12 } };
    const before = withSettings(world([account('acme', [who])]), 'acme', {
      SingleSignOn: from,
      SecurityPolicy: session,
    });
    const found = named(peopleImpact(before, withSettings(before, 'acme', { SingleSignOn: to }), []));
    expect(Object.keys(found).sort()).toEqual([...codes].sort());
  });

  it('says that required waits for a test', () => {
    const before = withSettings(world([account('acme', [ana()])]), 'acme', { SingleSignOn: off });
    const [impact] = peopleImpact(before, withSettings(before, 'acme', { SingleSignOn: required }), []);
    expect(impact?.detail).toBe('must use single sign-on once the configuration has been tested');
  });
});
