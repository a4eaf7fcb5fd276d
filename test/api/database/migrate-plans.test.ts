import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate, type Session } from '../../../api/database/migrate.ts';
import { readMigrations } from '../../../api/database/migration-files.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/empty-session.ts';

let database: EmptyDatabase;
let session: Session;

beforeAll(async () => {
  database = await emptyDatabase();
  session = await database.session();
});
afterAll(() => database.close());

const organisation = '01890000-0000-7000-8000-000000000001';
const document = {
  id: 'p',
  summary: { create: 1 },
  impact: [{ code: 'invited' }],
  effective: [{ account: 'emea' }],
  resource_changes: [
    { kind: 'Team', account: 'emea' },
    { kind: 'Role', account: null },
  ],
};

it('a plan that was stored before its head stood beside it can be listed and applied', async () => {
  const migrations = await readMigrations();
  const before = migrations.findIndex(({ name }) => name.endsWith('plan_head'));
  await migrate(session, migrations.slice(0, before));
  await session.query(
    `INSERT INTO plan (organisation_id, id, status, digest, risk, created_at, created_by, declaration, document)
     VALUES ($1, $1, 'planned', 'd', 'low', now(), 'ana', '{"documents": []}', $2)`,
    [organisation, JSON.stringify(document)],
  );
  await migrate(session, migrations);
  const [row] = (await session.query(
    'SELECT head, accounts, kinds, declaration, document FROM plan',
  )) as Record<string, unknown>[];
  const { resource_changes: _changes, effective: _effective, ...head } = document;
  expect(row).toMatchObject({ head, declaration: '{"documents": []}' });
  expect([row?.['accounts'], row?.['kinds']].map((list) => [...(list as string[])].sort())).toEqual([
    ['', 'emea'],
    ['Role', 'Team'],
  ]);
  expect(JSON.parse(String(row?.['document']))).toEqual(document);
});
