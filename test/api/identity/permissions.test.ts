import { describe, expect, test } from 'vitest';
import { holds, lacking, may, mayKind, narrowed } from '../../../api/identity/permissions.ts';
import type { Actor } from '../../../api/request/context.ts';

const actor = (permissions: readonly string[], more: Partial<Actor> = {}): Actor => ({
  type: 'user',
  id: null,
  name: 'ana',
  account: 'acme',
  main: true,
  permissions: new Set(permissions),
  ...more,
});

describe('holds', () => {
  test.each([
    [['*'], 'seats/manage', true],
    [['seats/manage'], 'seats/manage', true],
    [['seats/manage'], 'seats/read', true],
    [['seats/read'], 'seats/manage', false],
    [['seats/manage'], 'seats/approve', false],
    [['seats/manage'], 'seats', false],
    [['seat/manage'], 'seats/manage', false],
    [[], 'seats/read', false],
  ])('%j to do %s: %s', (held, permission, expected) => {
    expect(holds(new Set(held), permission)).toBe(expected);
  });
});

describe('a key narrows its owner, and never widens him', () => {
  test.each([
    [['*'], ['teams/read'], ['teams/read']],
    [['teams/manage'], ['teams/read'], ['teams/read']],
    [['teams/read'], ['teams/manage'], ['teams/read']],
    [['teams/read'], ['*'], ['teams/read']],
    [['teams/read'], ['users/read'], []],
    [
      ['teams/manage', 'users/read'],
      ['teams/manage', 'users/manage'],
      ['teams/manage', 'users/read'],
    ],
  ])('%j by %j: %j', (owner, key, expected) => {
    expect([...narrowed(new Set(owner), new Set(key))].sort()).toEqual(expected);
  });
});

describe('may', () => {
  const everything = ['*'];
  test.each([
    ['main account, any account', actor(everything), 'emea', true],
    ['main account, the organisation', actor(everything), null, true],
    ['sub-account, itself', actor(everything, { main: false, account: 'emea' }), 'emea', true],
    ['sub-account, another', actor(everything, { main: false, account: 'emea' }), 'apac', false],
    ['sub-account, the organisation', actor(everything, { main: false, account: 'emea' }), null, false],
    ['nobody’s account, nothing', actor(everything, { main: false, account: null }), null, false],
    ['scope, inside', actor(everything, { scope: { accounts: ['emea'] } }), 'emea', true],
    ['scope, outside', actor(everything, { scope: { accounts: ['emea'] } }), 'apac', false],
    ['scope, the organisation', actor(everything, { scope: { accounts: ['emea'] } }), null, false],
    [
      'scope beyond a sub-account',
      actor(everything, { main: false, account: 'emea', scope: { accounts: ['apac'] } }),
      'apac',
      false,
    ],
    ['no permission', actor([]), 'acme', false],
  ])('%s', (_, who, account, expected) => {
    expect(may(who, 'teams/manage', account)).toBe(expected);
  });

  test('a scope of kinds leaves the others out', () => {
    const machine = actor(['*'], { scope: { kinds: ['Team'] } });
    expect(mayKind(machine, 'manage', 'Team', 'emea')).toBe(true);
    expect(mayKind(machine, 'read', 'User', 'emea')).toBe(false);
  });
});

test('lacking names what cannot be granted, sorted', () => {
  expect(lacking(actor(['teams/manage']), ['users/read', 'teams/read', 'seats/manage'])).toEqual([
    'seats/manage',
    'users/read',
  ]);
  expect(lacking(actor(['teams/manage']), ['*'])).toEqual(['*']);
  expect(lacking(actor(['*']), ['*'])).toEqual([]);
});
