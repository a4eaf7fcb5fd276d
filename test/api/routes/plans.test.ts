import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, testServer } from './test-server.ts';
import { apply, declaration, keyOf, testWorld, type World } from './test-world.ts';

const database = await testDatabase();
const { app } = await testServer(database);

interface PlanBody {
  readonly id: string | null;
  readonly status: string;
  readonly code: string;
  readonly diagnostics: { code: string; file?: string; line?: number }[];
}

interface Rows {
  readonly items: {
    id: string;
    set: string;
    status: string;
    createdBy: string;
    summary: object;
    source: object;
    appliedBy: string | null;
  }[];
  readonly next: string | null;
}

let world: World;
let admin: Call;

beforeAll(async () => {
  world = await testWorld(app, 'acme');
  ({ admin } = world);
});

const team = (account: string, name: string, spec: object = {}) => ({
  kind: 'Team',
  account,
  name,
  spec: spec as Record<string, string>,
});
const plan = (call: Call, documents: Parameters<typeof declaration>[0], set = 'plans') =>
  call<PlanBody>('POST', '/v1/plans', declaration(documents, set));

describe('making', () => {
  test('a plan stores it and says where', async () => {
    const { status, body, headers } = await plan(admin, [team('acme', 'a')]);
    expect([status, body.status, headers['location']]).toEqual([201, 'planned', `/v1/plans/${body.id}`]);
    expect((await admin<PlanBody>('GET', `/v1/plans/${body.id}`)).body).toEqual(body);
  });

  test('one that changes nothing is not stored', async () => {
    await apply(admin, [team('acme', 'same')], 'same');
    const { status, body } = await plan(admin, [team('acme', 'same')], 'same');
    expect([status, body.id, body.status]).toEqual([200, null, 'nothing-to-do']);
  });

  test('mistakes are told with file and line', async () => {
    const { status, body } = await plan(admin, [
      team('acme', 'x', { members: 3 }),
      team('acme', 'y', { rolls: [] }),
    ]);
    expect(status).toBe(422);
    expect(body.diagnostics.map(({ file, line }) => [file, line])).toEqual([
      ['all.yaml', 1],
      ['all.yaml', 2],
    ]);
  });

  test.each([
    [{ version: '2' }, 422],
    [{ documents: {} }, 422],
    [{ documents: [{ kind: 'Team' }] }, 422],
    [{ set: { name: 'No Label', prune: true } }, 422],
    [{ set: { name: 'x' } }, 422],
    [{ set: { name: '-x', prune: true } }, 422],
    [{ set: { name: 'x'.repeat(64), prune: true } }, 422],
    [{ set: { name: 'x', prune: true, maxDeletions: 'abc' } }, 422],
    [{ set: { name: 'x', prune: true, maxDeletions: '10' } }, 422],
    [{ set: { name: 'x', prune: true, maxDeletions: '101%' } }, 422],
    [{ set: { name: 'x', prune: true, maxDeletions: '-1%' } }, 422],
    [{ set: { name: 'x', prune: true, maxDeletions: -1 } }, 422],
    [{ set: { name: 'x', prune: true, maxDeletions: 1.5 } }, 422],
    [{ set: { name: 'x', prune: true, confirmWithin: 'soon' } }, 422],
    [{ set: { name: 'x', prune: true, scope: { accounts: [] } } }, 422],
    [{ extra: true }, 422],
    [{ documents: [{ kind: 'Teem', metadata: {}, spec: {}, source: { file: 'x', line: 1 } }] }, 422],
  ])('%j is refused', async (more, status) => {
    expect((await admin('POST', '/v1/plans', { ...declaration([]), ...more })).status).toBe(status);
  });

  test.each([0, 10, '0%', '5%', '100%'])('maxDeletions may be %j', async (maxDeletions) => {
    const set = { name: 'limited', prune: true, maxDeletions };
    const body = { ...declaration([team('acme', 'limited')]), set };
    expect((await admin('POST', '/v1/plans', body)).status).toBe(201);
  });

  test.each([
    [{ kinds: ['User'] }, ['set/outside-scope']],
    [{ accounts: ['acme-emea'] }, ['set/outside-scope']],
    [{ accounts: ['acme-emea'], kinds: ['User'] }, ['set/outside-scope', 'set/outside-scope']],
    [{ accounts: ['acme'], kinds: ['Team'] }, undefined],
  ])('a document outside the scope %j is refused', async (scope, codes) => {
    const set = { name: 'scoped', prune: true, scope };
    const body = { ...declaration([team('acme', 'scoped')]), set };
    const answer = await admin<PlanBody>('POST', '/v1/plans', body);
    expect(answer.status).toBe(codes === undefined ? 201 : 422);
    if (codes) expect(answer.body.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test('a large declaration fits', async () => {
    const documents = Array.from({ length: 300 }, (_, index) =>
      team('acme', `large-${index}`, { description: 'x'.repeat(200) }),
    );
    const annotations = { note: 'y'.repeat(4000) };
    const body = declaration(documents, 'large') as { documents: { metadata: object }[] };
    for (const document of body.documents) document.metadata = { ...document.metadata, annotations };
    expect(JSON.stringify(body).length).toBeGreaterThan(1024 * 1024);
    expect((await admin('POST', '/v1/plans?', body)).status).toBe(201);
  });
});

describe('applying', () => {
  test('a plan takes effect, once', async () => {
    const made = await plan(admin, [team('acme', 'applied')], 'applied');
    const url = `/v1/plans/${made.body.id}/apply`;
    expect((await admin<PlanBody>('POST', url)).body).toMatchObject({ id: made.body.id, status: 'applied' });
    expect((await admin('GET', '/v1/accounts/acme/teams/applied')).status).toBe(200);
    expect((await admin<PlanBody>('POST', url)).body).toMatchObject({
      status: 409,
      code: 'plan/already-applied',
    });
    const { text } = await caller(app, null)('GET', '/metrics');
    expect(text).toMatch(/bylaw_applies_total\{outcome="applied"\} \d+/);
    expect(text).toMatch(/bylaw_plans_total\{status="planned"\} \d+/);
  });

  test('also with an empty body that calls itself JSON', async () => {
    const made = await plan(admin, [team('acme', 'empty')], 'empty');
    const headers = { 'content-type': 'application/json' };
    expect((await admin('POST', `/v1/plans/${made.body.id}/apply`, '', headers)).status).toBe(200);
  });

  test.each(['x', '00000000-0000-7000-8000-000000000000', "' OR 1=1"])('%s is no plan', async (id) => {
    const { status, body } = await admin('POST', `/v1/plans/${encodeURIComponent(id)}/apply`);
    expect([status, body['code']]).toEqual([404, 'plan/unknown']);
  });
});

describe('who sees a plan', () => {
  test('whoever reaches and may read everything in it', async () => {
    const emeaOnly = await plan(admin, [team('acme-emea', 'seen')], 'emea-only');
    const both = await plan(admin, [team('acme-emea', 'seen2'), team('acme-apac', 'hidden')], 'both');
    expect((await world.emea('GET', `/v1/plans/${emeaOnly.body.id}`)).status).toBe(200);
    expect((await world.emea('GET', `/v1/plans/${both.body.id}`)).status).toBe(404);
    expect((await world.emea('POST', `/v1/plans/${both.body.id}/apply`)).status).toBe(404);
    expect((await world.powerless('GET', `/v1/plans/${both.body.id}`)).status).toBe(403);
    const { body } = await world.emea<Rows>('GET', '/v1/plans?limit=100');
    expect(body.items.map(({ set }) => set)).toContain('emea-only');
    expect(body.items.map(({ set }) => set)).not.toContain('both');
  });

  test('without plans/read: who may read its kinds, and in lists only his own', async () => {
    await apply(
      admin,
      [
        { kind: 'Role', name: 'Team Reader', spec: { permissions: ['teams/read'] } },
        { kind: 'ServiceAccount', account: 'acme', name: 'reader', spec: { roles: ['Team Reader'] } },
      ],
      'readers',
    );
    const reader = caller(app, await keyOf(admin, 'acme', 'reader'));
    const teams = await plan(admin, [team('acme', 'readable')], 'teams');
    const policies = await plan(
      admin,
      [{ kind: 'SecurityPolicy', account: 'acme', spec: { maxLoginAttempts: 9 } }],
      'policies',
    );
    expect((await reader('GET', `/v1/plans/${teams.body.id}`)).status).toBe(200);
    expect((await reader('GET', `/v1/plans/${policies.body.id}`)).status).toBe(403);
    const own = await plan(reader, [team('acme', 'own')], 'own');
    expect(own.status).toBe(201);
    expect((await reader<Rows>('GET', '/v1/plans')).body.items.map(({ set }) => set)).toEqual(['own']);
    expect((await reader<PlanBody>('POST', `/v1/plans/${own.body.id}/apply`)).body.code).toBe(
      'permission/lacking',
    );
  });
});

describe('the list', () => {
  test('tells of each plan, newest first, page by page', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: Rows } = await admin(
        'GET',
        `/v1/plans?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      ids.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.next;
    }
    expect(ids.length).toBeGreaterThan(7);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });

  test('by set and status', async () => {
    const { body } = await admin<Rows>('GET', '/v1/plans?set=applied&status=applied');
    expect(body.items).toMatchObject([
      {
        set: 'applied',
        status: 'applied',
        createdBy: 'admin',
        appliedBy: 'admin',
        risk: 'low',
        summary: { create: 1 },
        source: { commit: 'abc123' },
      },
    ]);
    expect((await admin<Rows>('GET', '/v1/plans?set=applied&status=planned')).body.items).toEqual([]);
    expect((await admin('GET', '/v1/plans?status=open')).status).toBe(400);
  });
});
