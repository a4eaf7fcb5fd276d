import { describe, expect, it } from 'vitest';
import { expand, labelsAfter } from '../../../controller/reconcile/expand.ts';
import type { ActualResource } from '../../../controller/reconcile/resource.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';

const source = { file: 'a.yaml', line: 1 };
const accounts = [
  { name: 'acme', labels: {} },
  { name: 'emea', labels: { kind: 'business', tier: 'gold' } },
  { name: 'apac', labels: { kind: 'business' } },
];

function team(metadata: DeclaredDocument['metadata']): DeclaredDocument {
  return { kind: 'Team', metadata: { name: 'Support', ...metadata }, spec: {}, source };
}

function addresses(document: DeclaredDocument): readonly (string | null)[] {
  return expand([document], accounts).desired.map(({ account }) => account);
}

describe('a document', () => {
  it.each([
    [{ account: 'emea' }, ['emea']],
    [{ accounts: ['apac', 'emea'] }, ['apac', 'emea']],
    [{ accounts: { matchLabels: { kind: 'business' } } }, ['emea', 'apac']],
    [{ accounts: { matchExpressions: [{ key: 'tier', operator: 'Exists' as const }] } }, ['emea']],
    [
      { accounts: { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' as const }] } },
      ['acme', 'apac'],
    ],
    [
      { accounts: { matchExpressions: [{ key: 'kind', operator: 'In' as const, values: ['business'] }] } },
      ['emea', 'apac'],
    ],
    [
      { accounts: { matchExpressions: [{ key: 'tier', operator: 'NotIn' as const, values: ['gold'] }] } },
      ['acme', 'apac'],
    ],
    [{ accounts: {} }, ['acme', 'emea', 'apac']],
  ])('with %j stands in %j', (metadata, wanted) => {
    expect(addresses(team(metadata))).toEqual(wanted);
  });

  it('that stands for the same resource as another is refused, whatever the case of its name', () => {
    const { diagnostics } = expand(
      [
        team({ account: 'emea' }),
        { ...team({ account: 'emea' }), metadata: { name: 'SUPPORT', account: 'emea' } },
      ],
      accounts,
    );
    expect(diagnostics).toMatchObject([{ code: 'duplicate/address', file: 'a.yaml', line: 1 }]);
  });
});

describe('labels after the plan', () => {
  const emea: ActualResource = {
    id: '1',
    kind: 'Account',
    account: null,
    name: 'emea',
    values: { 'metadata.labels': { region: 'emea', old: 'x', hand: 'y' } },
    version: 1,
    predefined: false,
    owners: [
      {
        set: 'acme',
        lastApplied: { 'metadata.labels': { region: 'emea', old: 'x' } },
        source,
        adopted: false,
      },
    ],
  };

  it('are declared ones over those that are there, without those no longer declared', () => {
    const document: DeclaredDocument = {
      kind: 'Account',
      metadata: { name: 'emea', labels: { region: 'eu' } },
      spec: {},
      source,
    };
    expect(labelsAfter([document], [emea], 'acme')).toEqual([
      { name: 'emea', labels: { region: 'eu', hand: 'y' } },
    ]);
  });

  it('include accounts that the plan makes or renames', () => {
    const made: DeclaredDocument = {
      kind: 'Account',
      metadata: { name: 'apac', labels: { region: 'apac' } },
      spec: {},
      source,
    };
    const renamed: DeclaredDocument = {
      kind: 'Account',
      metadata: { name: 'europe', previously: ['emea'] },
      spec: {},
      source,
    };
    expect(labelsAfter([made, renamed], [emea], 'acme').map(({ name }) => name)).toEqual(['apac', 'europe']);
  });
});
