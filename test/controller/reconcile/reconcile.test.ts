import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Values } from '../../../controller/reconcile/change.ts';
import { digest } from '../../../controller/reconcile/digest.ts';
import { checkDeletions } from '../../../controller/reconcile/guard-deletions.ts';
import type { ReconcileInput } from '../../../controller/reconcile/input.ts';
import { reconcile } from '../../../controller/reconcile/reconcile.ts';
import type { ActualResource, DesiredResource } from '../../../controller/reconcile/resource.ts';
import { canonicalValues } from '../../../controller/reconcile/values.ts';
import { teamValues } from './generated-values.ts';

const source = { file: 'teams.yaml', line: 3, lines: { '/members': 7 } };

function team(name: string, values: Values, more: Partial<DesiredResource> = {}): DesiredResource {
  return {
    kind: 'Team',
    account: 'emea',
    name,
    values: canonicalValues('Team', values),
    previously: [],
    source,
    ...more,
  };
}

function actual(name: string, values: Values, more: Partial<ActualResource> = {}): ActualResource {
  return {
    id: `id-${name}`,
    kind: 'Team',
    account: 'emea',
    name,
    values: canonicalValues('Team', values),
    version: 1,
    predefined: false,
    owners: [],
    ...more,
  };
}

function owner(lastApplied: Values, more: Partial<ActualResource['owners'][number]> = {}) {
  return { set: 'acme', lastApplied: canonicalValues('Team', lastApplied), source, adopted: false, ...more };
}

function run(
  desired: readonly DesiredResource[],
  state: readonly ActualResource[],
  more: Partial<ReconcileInput> = {},
) {
  return reconcile({
    set: 'acme',
    desired,
    actual: state,
    prune: true,
    prunable: () => true,
    takeOver: new Set(),
    always: () => ({}),
    ...more,
  });
}

/** The state that the changes lead to, as an apply would leave it. */
function applied(state: readonly ActualResource[], changes: readonly Change[]): readonly ActualResource[] {
  const after = new Map(state.map((resource) => [resource.id, resource]));
  for (const change of changes) {
    const id = change.id ?? `id-${change.name}`;
    if (change.after === null) {
      after.delete(id);
      continue;
    }
    const others = (after.get(id)?.owners ?? []).filter(({ set }) => set !== 'acme');
    const own = change.lastApplied ? [owner(change.lastApplied, { adopted: change.action === 'adopt' })] : [];
    after.set(id, actual(change.name ?? '', change.after, { id, owners: [...others, ...own] }));
  }
  return [...after.values()];
}

const declared = fc.dictionary(fc.constantFrom('Support', 'Sales', 'Ops'), teamValues, { maxKeys: 3 });
const states = fc
  .dictionary(
    fc.constantFrom('Support', 'Sales', 'Ops', 'Old'),
    fc.record({ values: teamValues, owned: fc.option(teamValues) }),
    { maxKeys: 4 },
  )
  .map((found) =>
    Object.entries(found).map(([name, { values, owned }]) =>
      actual(name, values, owned ? { owners: [owner(owned)] } : {}),
    ),
  );

describe('reconcile', () => {
  it('leads to a state in which it finds nothing to do', () => {
    fc.assert(
      fc.property(declared, states, (wanted, state) => {
        const desired = Object.entries(wanted).map(([name, values]) => team(name, values));
        const { changes } = run(desired, state);
        expect(run(desired, applied(state, changes)).changes).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same plan and digest whatever the order of documents and resources', () => {
    fc.assert(
      fc.property(declared, states, (wanted, state) => {
        const desired = Object.entries(wanted).map(([name, values]) => team(name, values));
        const one = run(desired, state).changes;
        const other = run([...desired].reverse(), [...state].reverse()).changes;
        expect(other).toEqual(one);
        expect(digest(other)).toBe(digest(one));
      }),
    );
  });

  it('touches nothing that is neither declared nor owned', () => {
    fc.assert(
      fc.property(declared, states, (wanted, state) => {
        const desired = Object.entries(wanted).map(([name, values]) => team(name, values));
        const foreign = state.filter(
          ({ name, owners }) => owners.length === 0 && !Object.hasOwn(wanted, name ?? ''),
        );
        const touched = new Set(run(desired, state).changes.map(({ id }) => id));
        expect(foreign.filter(({ id }) => touched.has(id))).toEqual([]);
      }),
    );
  });

  it('creates, and says where each field stands', () => {
    const [change] = run([team('Support', { members: ['ana'], description: 'First line' })], []).changes;
    expect(change).toMatchObject({
      action: 'create',
      reason: 'declared',
      address: 'Team/emea/Support',
      before: null,
    });
    expect(change?.fields.map(({ path, source: at }) => [path, at?.line])).toEqual([
      ['/description', 3],
      ['/members', 7],
    ]);
  });

  it('takes over what exists, with no difference where none is', () => {
    const values = { members: ['ana'] };
    expect(run([team('Support', values)], [actual('Support', values)]).changes).toMatchObject([
      { action: 'adopt', reason: 'exists-already', fields: [] },
    ]);
  });

  it('renames by `previously` without removing and making', () => {
    const state = [actual('Helpdesk', { members: ['ana'] }, { owners: [owner({ members: ['ana'] })] })];
    const { changes } = run([team('Support', { members: ['ana'] }, { previously: ['Helpdesk'] })], state);
    expect(changes).toMatchObject([
      {
        action: 'move',
        id: 'id-Helpdesk',
        name: 'Support',
        previousName: 'Helpdesk',
        previousAddress: 'Team/emea/Helpdesk',
        fields: [],
      },
    ]);
  });

  it.each([
    ['a team is deleted', owner({}), 'delete'],
    ['one that was adopted is released', owner({}, { adopted: true }), 'release'],
    ['one that says keep is released', owner({ 'metadata.onRemoval': 'keep' }), 'release'],
    [
      'one that was adopted and says delete is deleted',
      owner({ 'metadata.onRemoval': 'delete' }, { adopted: true }),
      'delete',
    ],
  ])('prunes what is no longer declared: %s', (_name, own, action) => {
    expect(run([], [actual('Old', {}, { owners: [own] })]).changes).toMatchObject([
      { action, reason: 'no-longer-declared' },
    ]);
  });

  it('disables a user that is no longer declared, once', () => {
    const user = {
      ...actual('ana', {}),
      kind: 'User',
      values: { email: 'ana@acme.example' },
      owners: [owner({})],
    };
    expect(run([], [user]).changes).toMatchObject([{ action: 'disable', after: { enabled: false } }]);
    const disabled = { ...user, values: { ...user.values, enabled: false } };
    expect(run([], [disabled]).changes).toMatchObject([{ action: 'release', fields: [] }]);
  });

  it('refuses a field that another set owns, unless it is taken over by name', () => {
    const state = [
      actual('Support', { members: ['ana'] }, { owners: [owner({ members: ['ana'] }, { set: 'other' })] }),
    ];
    const desired = [team('Support', { members: ['ivan'] })];
    expect(run(desired, state).diagnostics).toMatchObject([
      { severity: 'error', code: 'ownership/conflict', address: 'Team/emea/Support' },
    ]);
    expect(run(desired, state, { takeOver: new Set(['Team/emea/support']) }).diagnostics).toEqual([]);
    expect(run([team('Support', { description: 'x' })], state).diagnostics).toEqual([]);
  });
});

describe('former names', () => {
  const own = (name: string) => actual(name, {}, { owners: [owner({})] });

  it('move every link of a chain', () => {
    const desired = [team('C', {}, { previously: ['B'] }), team('B', {}, { previously: ['A'] })];
    for (const order of [desired, [...desired].reverse()]) {
      const { changes, diagnostics } = run(order, [own('A'), own('B')]);
      expect(diagnostics).toEqual([]);
      expect(changes.map(({ action, id, name }) => [action, id, name])).toEqual([
        ['move', 'id-A', 'B'],
        ['move', 'id-B', 'C'],
      ]);
    }
  });

  it('belong to one document', () => {
    const desired = [team('B', {}, { previously: ['A'] }), team('C', {}, { previously: ['A'] })];
    expect(run(desired, [own('A')]).diagnostics).toMatchObject([
      { severity: 'error', code: 'rename/ambiguous' },
    ]);
  });

  it('that are left in the manifest after the rename say nothing', () => {
    expect(run([team('B', {}, { previously: ['A'] })], [own('B')]).changes).toEqual([]);
  });
});

describe('what pruning leaves', () => {
  const seats = (lastApplied: Values, holders: string[]): ActualResource => ({
    ...actual('x', {}),
    kind: 'Seats',
    name: null,
    values: { assignment: 'additive', holders },
    owners: [owner({}, { lastApplied: canonicalValues('Seats', lastApplied) })],
  });

  it('an additive list keeps whom others have added', () => {
    const declaredHolders = { assignment: 'additive', holders: ['ana'] };
    expect(run([], [seats(declaredHolders, ['ana', 'ivan'])]).changes).toMatchObject([
      {
        action: 'release',
        after: { holders: ['ivan'] },
        fields: expect.arrayContaining([{ path: '/holders', removed: ['ana'] }]),
      },
    ]);
    expect(run([], [seats(declaredHolders, ['ana'])]).changes).toMatchObject([{ action: 'delete' }]);
  });

  it('what is taken over while disabled is told', () => {
    const user = {
      ...actual('ana', {}),
      kind: 'User',
      values: { email: 'ana@acme.example', enabled: false },
    };
    const desired = { ...team('ana', {}), kind: 'User', values: { email: 'ana@acme.example' } };
    expect(run([desired], [user]).diagnostics).toMatchObject([
      { severity: 'warning', code: 'adopt/disabled' },
    ]);
  });
});

describe('the digest', () => {
  it('does not care for lines', () => {
    const one = run([team('Support', { members: ['ana'] })], []).changes;
    const moved = run(
      [team('Support', { members: ['ana'] }, { source: { file: 'other.yaml', line: 99 } })],
      [],
    ).changes;
    expect(digest(moved)).toBe(digest(one));
  });

  it('differs as soon as a value does', () => {
    const one = run([team('Support', { members: ['ana'] })], []).changes;
    expect(digest(run([team('Support', { members: ['ivan'] })], []).changes)).not.toBe(digest(one));
  });
});

describe('the deletion limit', () => {
  const deletions = (count: number) =>
    run(
      [],
      Array.from({ length: count }, (_, index) => actual(`t${index}`, {}, { owners: [owner({})] })),
    ).changes;
  const owned = new Map([['Team/emea', 40]]);

  it.each([
    [10, 10, undefined, true],
    [11, 10, undefined, false],
    [11, 10, 11, true],
    [11, 10, 12, false],
    [2, '5%', undefined, true],
    [3, '5%', undefined, false],
    [10, undefined, undefined, true],
    [11, undefined, undefined, false],
  ])(
    'of %i deletions with maxDeletions %s and %s allowed passes: %s',
    (count, maxDeletions, allowed, passes) => {
      const limit = {
        ...(maxDeletions === undefined ? {} : { maxDeletions }),
        ...(allowed === undefined ? {} : { allowed }),
      };
      expect(checkDeletions(deletions(count), owned, limit).length === 0).toBe(passes);
    },
  );
});
