import { describe, expect, it } from 'vitest';
import { cloneWorld } from '../../../api/kinds/clone-world.ts';
import { peopleImpact } from '../../../api/kinds/people-impact.ts';
import type { Person, World } from '../../../api/kinds/world.ts';
import { configurationOf } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import { account, day, named, now, openSession, person, unseen, withSettings, world } from './worlds.ts';

const configured = {
  initiationSlug: 'acme',
  identityProvider: { metadata: '<EntityDescriptor/>' },
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
  ['a lock concerns passwords alone', ana(ssoOnly, { lockedAt: now }), optional, off, ['locked-out']],
  ['who is locked could not sign in before either', ana({}, { lockedAt: now }), off, off, []],
  [
    'who is locked still signs in from a browser of his own',
    ana({}, { lockedAt: now, deviceFailures: [0] }),
    optional,
    off,
    [],
  ],
  [
    'not from a browser that has itself failed as often as the account allows',
    ana({}, { lockedAt: now, deviceFailures: [5] }),
    optional,
    off,
    ['locked-out'],
  ],
  [
    'the address of metadata alone is nothing to sign in by',
    ana(ssoOnly),
    optional,
    { ...optional, identityProvider: { metadataUrl: 'https://idp.acme.example/metadata' } },
    ['locked-out'],
  ],
];

describe('single sign-on', () => {
  it.each(rows)('%s', (_what, who, from, to, codes) => {
    const policy = { session: { absoluteHours: 12 }, maxLoginAttempts: 5 };
    const before = withSettings(world([account('acme', [who])]), 'acme', {
      SingleSignOn: from,
      SecurityPolicy: policy,
    });
    const found = named(peopleImpact(before, withSettings(before, 'acme', { SingleSignOn: to }), []));
    expect(Object.keys(found).sort()).toEqual([...codes].sort());
  });

  it('says that required waits for a test', () => {
    const before = withSettings(world([account('acme', [ana()])]), 'acme', { SingleSignOn: off });
    const [impact] = peopleImpact(before, withSettings(before, 'acme', { SingleSignOn: required }), []);
    expect(impact?.detail).toBe('must use single sign-on once the configuration has been tested');
  });

  describe('that was tested', () => {
    const sso = { testedConfiguration: configurationOf(optional), required: false };
    const eva = person('eva', {}, openSession(1));
    const standing = (held: boolean, settings: JsonObject, ...others: Person[]) =>
      withSettings(world([account('acme', [eva, ...others], { sso: { ...sso, required: held } })]), 'acme', {
        SingleSignOn: settings,
      });
    /** As a plan makes it: with what was effective before. */
    const change = (from: World, settings: JsonObject) => {
      const after = cloneWorld(from);
      return peopleImpact(from, withSettings(after, 'acme', { SingleSignOn: settings }), []);
    };
    const emergency = { ...required, emergencyUsers: ['ana'] };

    it('holds at once where an emergency user can sign in: passwords end, and sessions by them', () => {
      const found = change(standing(false, optional, ana()), emergency);
      expect(named(found)).toEqual({ 'must-use-sso': ['eva'], 'signed-out': ['eva'] });
      expect(found.map(({ detail }) => detail)).toContain('must use single sign-on at once');
    });

    it('waits for an emergency user', () => {
      const [impact] = change(standing(false, optional), emergency);
      expect(impact?.detail).toBe('must use single sign-on once an emergency user can sign in');
    });

    it('locks out who is allowed only passwords', () => {
      const found = change(standing(false, optional, ana(), person('leo', passwordOnly, longAgo)), emergency);
      expect(named(found)['locked-out']).toEqual(['leo']);
    });

    it('holds on when an emergency user is lost, and lets go when the configuration changes', () => {
      expect(named(change(standing(true, emergency, ana()), required))).toEqual({ 'must-use-sso': ['ana'] });
      const other = { ...emergency, initiationSlug: 'other' };
      expect(named(change(standing(true, emergency, ana()), other))).toEqual({});
      const back = change(standing(true, emergency, ana()), optional);
      expect(named(back)).toEqual({});
    });
  });
});
