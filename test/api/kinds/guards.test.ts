import { describe, expect, it } from 'vitest';
import { changePolicyKind } from '../../../api/kinds/change-policy/change-policy.ts';
import { projectWorld } from '../../../api/kinds/project-world.ts';
import type { Person, World } from '../../../api/kinds/world.ts';
import type { Change } from '../../../controller/reconcile/change.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { changeOf } from './change.ts';
import { account, day, manager, now, person, unseen, world } from './worlds.ts';

/** Codes of what forbids the changes, or warns. */
function refusals(before: World, changes: readonly Change[]): readonly string[] {
  const own = changes.filter(({ kind }) => kind === 'ChangePolicy');
  const found = changePolicyKind.check?.({ before, after: projectWorld(before, changes), changes, own });
  return (found ?? []).map(({ severity, code }) => `${severity} ${code}`);
}

const user = (name: string, before: JsonObject, after: JsonObject | null) =>
  changeOf('User', {
    account: 'acme',
    name,
    before: { email: `${name}@acme.example`, roles: ['Account Manager'], ...before },
    after: after && { email: `${name}@acme.example`, roles: ['Account Manager'], ...after },
  });
const policy = (changePolicy: JsonObject) => ({ changePolicy });
const locked = ['error guard/lock-out'];

describe('lock-out guard', () => {
  const two = () => world([account('acme', [manager('ana'), manager('ivan')])]);

  it('lets one of two go, not both', () => {
    expect(refusals(two(), [user('ana', {}, null)])).toEqual([]);
    expect(refusals(two(), [user('ana', {}, null), user('ivan', {}, { enabled: false })])).toEqual(locked);
  });

  it.each<[string, JsonObject]>([
    ['disabled', { enabled: false }],
    ['demoted', { roles: [] }],
    ['left with an end that is over', { expires: '2026-11-23' }],
    ['left with this day as the last', { expires: '2026-11-24' }],
    ['left with no way to sign in', { allowedMethods: ['sso'] }],
  ])('refuses that the last one is %s', (_, after) => {
    expect(refusals(world([account('acme', [manager('ana')])]), [user('ana', {}, after)])).toEqual(locked);
  });

  it('counts who has the role by a team, and by sso', () => {
    const teams = new Map([['admins', { roles: new Set(['account manager']), membership: null }]]);
    const byTeam = person('ivan', { teams: new Set(['admins']) });
    const bySso = person('eva', { otherRoles: new Set(['account manager']) });
    for (const other of [byTeam, bySso]) {
      const before = world([account('acme', [manager('ana'), other], { teams })]);
      expect(refusals(before, [user('ana', {}, null)])).toEqual([]);
    }
  });

  it('does not count people of other accounts, nor who is locked', () => {
    const elsewhere = world([account('acme', [manager('ana')]), account('emea', [manager('ivan')])]);
    expect(refusals(elsewhere, [user('ana', {}, null)])).toEqual(locked);
    const shut = world([account('acme', [manager('ana'), manager('ivan', {}, { lockedAt: 1 })])]);
    expect(refusals(shut, [user('ana', {}, null)])).toEqual(locked);
  });

  it('counts invitations as long as nobody has ever come in', () => {
    const fresh = world([account('acme', [manager('ana', {}, unseen), manager('ivan', {}, unseen)])]);
    expect(refusals(fresh, [user('ana', {}, null)])).toEqual([]);
    const used = world([account('acme', [manager('ana'), manager('ivan', {}, unseen)])]);
    expect(refusals(used, [user('ana', {}, null)])).toEqual(locked);
  });

  it('lets the last one have a day and more', () => {
    const before = world([account('acme', [manager('ana')])]);
    expect(refusals(before, [user('ana', {}, { expires: '2026-11-25' })])).toEqual([]);
  });

  describe('of an organisation in which nobody has signed in', () => {
    const recent = { ...unseen, invitedAt: now - day };
    const fresh = (...others: Person[]) => world([account('acme', [manager('ana', {}, recent), ...others])]);
    const create = (after: JsonObject) => {
      const values = { email: 'bob@acme.example', roles: ['Account Manager'], ...after };
      return changeOf('User', { account: 'acme', name: 'bob', after: values });
    };

    it('counts whom the plan invites, not whom it merely makes', () => {
      const leave = user('ana', {}, null);
      expect(refusals(fresh(), [create({ invitation: 'email' }), leave])).toEqual([]);
      expect(refusals(fresh(), [create({ invitation: 'none' }), leave])).toEqual(locked);
      expect(refusals(fresh(), [create({}), leave])).toEqual(locked);
    });

    it('does not count who was never invited, by himself or by a team', () => {
      const never = { ...unseen, invitedAt: null };
      const teams = new Map([['admins', { roles: new Set(['account manager']), membership: null }]]);
      const byTeam = person('eva', { teams: new Set(['admins']) }, never);
      const people = [manager('ana', {}, recent), manager('bob', {}, never), byTeam];
      const before = world([account('acme', people, { teams })]);
      expect(refusals(before, [user('ana', {}, null)])).toEqual(locked);
      expect(refusals(before, [user('ana', {}, { roles: [] })])).toEqual(locked);
    });

    it('counts invitations for seven days, beside others that are still good', () => {
      const invited = (invitedAt: number) => fresh(manager('bob', {}, { ...unseen, invitedAt }));
      expect(refusals(invited(now - 7 * day + 1), [user('ana', {}, null)])).toEqual([]);
      expect(refusals(invited(now - 7 * day), [user('ana', {}, null)])).toEqual(locked);
    });

    it('keeps the only one whose invitation has run out', () => {
      const before = world([account('acme', [manager('ana', {}, unseen)])]);
      expect(refusals(before, [create({}), user('ana', {}, null)])).toEqual(locked);
      expect(refusals(before, [create({ invitation: 'email' }), user('ana', {}, null)])).toEqual([]);
    });
  });

  it('asks for as many as the policy says, and not to mend what was so before', () => {
    const strict = world(
      [account('acme', [manager('ana'), manager('ivan')])],
      policy({ minAccountManagers: 2 }),
    );
    expect(refusals(strict, [user('ana', {}, null)])).toEqual(locked);
    expect(refusals(strict, [user('ana', {}, { firstName: 'Ana' })])).toEqual([]);
    const few = world([account('acme', [manager('ana')])], policy({ minAccountManagers: 2 }));
    expect(refusals(few, [user('ana', {}, { firstName: 'Ana' })])).toEqual([]);
  });

  it('is not loosened by the plan that it refuses', () => {
    const strict = world(
      [account('acme', [manager('ana'), manager('ivan')])],
      policy({ minAccountManagers: 2 }),
    );
    const loosen = changeOf('ChangePolicy', {
      name: 'default',
      before: { minAccountManagers: 2 },
      after: { minAccountManagers: 1 },
    });
    expect(refusals(strict, [loosen, user('ana', {}, null)])).toEqual(locked);
    const ask = changeOf('ChangePolicy', { name: 'default', before: {}, after: { minAccountManagers: 3 } });
    expect(refusals(two(), [ask])).toEqual(['warning change-policy/too-few-managers']);
  });
});

describe('guard of people', () => {
  const names = Array.from({ length: 20 }, (_, index) => `user${index}`);
  const crowd = (maxPeopleRemoved: number | string) =>
    world(
      [account('acme', [manager('root'), ...names.slice(1).map((name) => person(name))])],
      policy({ maxPeopleRemoved }),
    );
  const remove = (count: number) => names.slice(1, count + 1).map((name) => user(name, { roles: [] }, null));
  const tooMany = ['error guard/people-removed'];

  it('lets exactly the share go, and nobody more', () => {
    expect(refusals(crowd('10%'), remove(2))).toEqual([]);
    expect(refusals(crowd('10%'), remove(3))).toEqual(tooMany);
  });

  it('lets exactly the number go, and nobody more', () => {
    expect(refusals(crowd(4), remove(4))).toEqual([]);
    expect(refusals(crowd(4), remove(5))).toEqual(tooMany);
  });

  it('counts who is disabled, each person once', () => {
    const off = (count: number) =>
      names.slice(1, count + 1).map((name) => user(name, { roles: [] }, { roles: [], enabled: false }));
    expect(refusals(crowd(2), off(2))).toEqual([]);
    expect(refusals(crowd(2), off(3))).toEqual(tooMany);
  });

  it('counts who is locked out without being disabled', () => {
    const locksOut = (count: number) =>
      names
        .slice(1, count + 1)
        .map((name) => user(name, { roles: [] }, { roles: [], allowedMethods: ['sso'] }));
    expect(refusals(crowd(2), locksOut(2))).toEqual([]);
    expect(refusals(crowd(2), locksOut(3))).toEqual(tooMany);
  });

  it('says how many', () => {
    const before = crowd('10%');
    const changes = remove(3);
    const found = changePolicyKind.check?.({
      before,
      after: projectWorld(before, changes),
      changes,
      own: [],
    });
    expect(found?.[0]?.summary).toBe(
      'the plan removes, disables, locks out or signs out 3 of the 20 people of account acme; the change policy allows 2',
    );
  });
});

describe('freezes', () => {
  it('begin before they end', () => {
    const freezes = [{ name: 'year-end', from: '2027-01-04T00:00:00Z', to: '2026-12-20T00:00:00Z' }];
    const change = changeOf('ChangePolicy', { name: 'default', before: null, after: { freezes } });
    expect(refusals(world([account('acme', [manager('ana')])]), [change])).toEqual([
      'error change-policy/freeze-order',
    ]);
  });
});
