import { describe, expect, it } from 'vitest';
import type { TeamWorld } from '../../../api/kinds/world.ts';
import { changeOf } from './change.ts';
import { account, day, impactOf, manager, named, now, openSession, person, unseen, world } from './worlds.ts';

const longAgo = { lastSignInAt: now - 30 * day };
const session = { SecurityPolicy: { session: { absoluteHours: 12 } } };

const email = { email: 'ana@acme.example' };
const user = (before: object | null, after: object | null) =>
  changeOf('User', {
    account: 'acme',
    name: 'ana',
    before: before && { ...email, ...before },
    after: after && { ...email, ...after },
  });

const team = (roles: readonly string[]): TeamWorld => ({ roles: new Set(roles), membership: null });
const acme = (people: Parameters<typeof account>[1], teams: Record<string, TeamWorld> = {}) =>
  world([account('acme', people, { effective: session, teams: new Map(Object.entries(teams)) })]);

describe('permissions', () => {
  const analyst = person('ana', { roles: new Set(['analyze manager']) }, longAgo);

  it('gained by a role are named once, with the change behind them', () => {
    const [impact, ...more] = impactOf(acme([person('ana', {}, longAgo)]), [
      user({}, { roles: ['Customer Profile Manager'] }),
    ]);
    expect(more).toEqual([]);
    expect(impact).toEqual({
      code: 'gains-permission',
      account: 'acme',
      people: ['ana'],
      detail: 'gains the permissions accounts/read, teams/read, users/read',
      causes: ['User/acme/ana'],
    });
  });

  it('that another role still gives are not lost', () => {
    const teams = { support: team(['analyze manager']) };
    const before = acme([{ ...analyst, teams: new Set(['support']) }], teams);
    expect(impactOf(before, [user({ roles: ['Analyze Manager'] }, { roles: [] })])).toEqual([]);
  });

  it('that everything includes are neither gained nor lost', () => {
    const ana = person('ana', { roles: new Set(['account manager', 'analyze manager']) }, longAgo);
    const both = { roles: ['Account Manager', 'Analyze Manager'] };
    expect(impactOf(acme([ana]), [user(both, { roles: ['Account Manager'] })])).toEqual([]);
  });

  it('of a team that ends are lost by its members, for that reason alone', () => {
    const teams = { support: team(['customer profile manager']) };
    const before = acme(
      [person('ana', { teams: new Set(['support']) }, longAgo), person('ivan', {}, longAgo)],
      teams,
    );
    const gone = changeOf('Team', {
      account: 'acme',
      name: 'Support',
      before: { members: ['ana'], roles: ['Customer Profile Manager'] },
    });
    expect(impactOf(before, [gone])).toMatchObject([
      { code: 'loses-permission', people: ['ana'], causes: ['Team/acme/Support'] },
    ]);
  });

  it('stay with a team and a role that are only renamed', () => {
    const steward = world([
      account('acme', [person('ana', { roles: new Set(['steward']), teams: new Set(['support']) })], {
        teams: new Map([['support', team(['steward'])]]),
      }),
    ]);
    steward.roles.set('acme/steward', new Set(['seats/manage']));
    const permissions = { permissions: ['seats/manage'] };
    const changes = [
      changeOf('Role', {
        account: 'acme',
        name: 'Seat Steward',
        previousName: 'Steward',
        before: permissions,
        after: permissions,
      }),
      changeOf('Team', {
        account: 'acme',
        name: 'First line',
        previousName: 'Support',
        before: { members: ['ana'] },
        after: { members: ['ana'] },
      }),
    ];
    expect(impactOf(steward, changes)).toEqual([]);
  });

  it('of a role that permits less are lost by everybody who has it', () => {
    const before = acme([person('ana', { otherRoles: new Set(['steward']) }, longAgo)]);
    before.roles.set('/steward', new Set(['seats/manage', 'users/read']));
    const less = changeOf('Role', {
      name: 'Steward',
      before: { permissions: ['seats/manage', 'users/read'] },
      after: { permissions: ['seats/read'] },
    });
    const found = impactOf(before, [less]);
    expect(found).toMatchObject([
      {
        code: 'loses-permission',
        detail: 'loses the permissions seats/manage, users/read',
        causes: ['Role/Steward'],
      },
    ]);
  });

  it('taken away end an open session', () => {
    const before = acme([person('ana', { roles: new Set(['analyze manager']) }, openSession(1))]);
    const found = named(impactOf(before, [user({ roles: ['Analyze Manager'] }, { roles: [] })]));
    expect(found).toEqual({ 'loses-permission': ['ana'], 'signed-out': ['ana'] });
  });
});

describe('presence', () => {
  it('removed: no other code says it again', () => {
    const ana = person('ana', { roles: new Set(['analyze manager']), seat: true }, longAgo);
    expect(named(impactOf(acme([ana]), [user({ roles: ['Analyze Manager'] }, null)]))).toEqual({
      removed: ['ana'],
    });
  });

  it('disabled: locked out as well, and signed out of an open session', () => {
    const off = user({}, { enabled: false });
    expect(named(impactOf(acme([person('ana', {}, longAgo)]), [off]))).toEqual({
      disabled: ['ana'],
      'locked-out': ['ana'],
    });
    expect(named(impactOf(acme([person('ana', {}, openSession(1))]), [off]))).toEqual({
      disabled: ['ana'],
      'locked-out': ['ana'],
      'signed-out': ['ana'],
    });
  });

  it('an account that is disabled: everybody in it who was not', () => {
    const before = world([
      account('acme', [manager('root')]),
      account('emea', [person('ana', {}, longAgo), person('ivan', { enabled: false })], {
        effective: session,
      }),
    ]);
    const off = changeOf('Account', { name: 'emea', before: {}, after: { enabled: false } });
    const found = impactOf(before, [off]);
    expect(named(found)).toEqual({ disabled: ['ana'], 'locked-out': ['ana'] });
    expect(found[0]?.causes).toEqual(['Account/emea']);
  });

  it('a last day: over, coming, or later than before', () => {
    const until = (expires: string, before = {}) =>
      named(impactOf(acme([person('ana', before, longAgo)]), [user(before, { expires })]));
    expect(until('2026-11-23')).toEqual({ disabled: ['ana'], 'locked-out': ['ana'] });
    expect(until('2026-11-24')).toEqual({ 'will-be-disabled': ['ana'] });
    expect(until('2027-03-31', { expires: '2027-01-31' })).toEqual({});
    expect(until('2027-01-31', { expires: '2027-03-31' })).toEqual({ 'will-be-disabled': ['ana'] });
  });

  it('made: invited where that is asked for', () => {
    expect(named(impactOf(acme([]), [user(null, { invitation: 'email' })]))).toEqual({ invited: ['ana'] });
    expect(named(impactOf(acme([]), [user(null, { invitation: 'none' })]))).toEqual({});
  });

  it('never in: disabling closes a way that was open', () => {
    const found = named(impactOf(acme([person('ana', {}, unseen)]), [user({}, { enabled: false })]));
    expect(found).toEqual({ disabled: ['ana'], 'locked-out': ['ana'] });
  });
});

describe('seats and Conversations', () => {
  const seats = (before: readonly string[], after: readonly string[]) =>
    changeOf('Seats', { account: 'acme', before: { holders: [...before] }, after: { holders: [...after] } });
  const agent = person('ana', { conversationsRoles: new Set(['agent']), seat: true }, longAgo);

  it('gained, also by somebody whom the same plan makes', () => {
    const found = impactOf(acme([]), [seats([], ['ana']), user(null, {})]);
    expect(found).toMatchObject([
      { code: 'gains-seat', people: ['ana'], causes: ['Seats/acme', 'User/acme/ana'] },
    ]);
  });

  it('lost, and the work with it', () => {
    expect(named(impactOf(acme([agent]), [seats(['ana'], [])]))).toEqual({
      'loses-conversations': ['ana'],
      'loses-seat': ['ana'],
    });
  });

  it('kept where sso gives it as well', () => {
    expect(impactOf(acme([{ ...agent, otherSeat: true }]), [seats(['ana'], [])])).toEqual([]);
  });

  it('a viewer needs none; who loses the last role loses Conversations', () => {
    const viewer = person('ana', { conversationsRoles: new Set(['viewer']), seat: true }, longAgo);
    expect(named(impactOf(acme([viewer]), [seats(['ana'], [])]))).toEqual({ 'loses-seat': ['ana'] });
    const roles = [user({ conversationsRoles: ['viewer'] }, { conversationsRoles: [] })];
    expect(named(impactOf(acme([viewer]), roles))).toEqual({ 'loses-conversations': ['ana'] });
  });
});
