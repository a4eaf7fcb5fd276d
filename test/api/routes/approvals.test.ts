import { uuidv7 } from 'uuidv7';
import { beforeEach, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { newApiKey } from '../../../api/identity/api-key.ts';
import { insertApiKey } from '../../../api/identity/api-key-rows.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from './test-server.ts';
import { apply, declaration, type ShortDocument } from './test-world.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);

interface Plan {
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly detail: string;
  readonly approval?: { needed: number; given: number; missing: number; decisions: object[] };
}

let base: readonly ShortDocument[];
let number = 0;
let organisation: string;
let admin: Call;

/** Calls as a person of the main account, with a key of his own. */
async function person(username: string): Promise<Call> {
  const made = newApiKey();
  await database.write(async (tx) => {
    const [user] = await rows<{ organisation: string; id: string }>(
      tx,
      `SELECT u.organisation_id AS organisation, u.id FROM app_user u JOIN organisation o ON o.id = u.organisation_id
       WHERE o.name = $1 AND u.username = $2`,
      organisation,
      username,
    );
    await insertApiKey(tx, {
      organisation_id: user?.organisation ?? '',
      id: uuidv7(),
      name: 'own',
      token_hash: made.hash,
      prefix: made.prefix,
      user_id: user?.id ?? '',
      service_account_id: null,
      permissions: [],
      allowed_networks: [],
      created_at: clock.time.toISOString(),
      created_by: username,
      expires_at: null,
    });
  });
  return caller(app, made.key);
}

const user = (name: string, roles: readonly string[]): ShortDocument => ({
  kind: 'User',
  account: organisation,
  name,
  spec: { email: `${name}@mail.example`, roles: [...roles] },
});
const policy = (spec: object): ShortDocument => ({
  kind: 'ChangePolicy',
  name: 'default',
  spec: { ...spec },
});
const attempts = (maxLoginAttempts: number): ShortDocument => ({
  kind: 'SecurityPolicy',
  account: organisation,
  spec: { maxLoginAttempts },
});
const planOf = async (documents: readonly ShortDocument[], set: string, author?: string): Promise<string> => {
  const body = declaration(documents, set) as { origin: object };
  const origin = author === undefined ? body.origin : { ...body.origin, author };
  const made = await admin<Plan>('POST', '/v1/plans', { ...body, origin });
  expect([made.status, made.body.status]).toEqual([201, 'waiting']);
  return made.body.id;
};
const approve = (call: Call, id: string) =>
  call<Plan>('POST', `/v1/plans/${id}/approve`, { comment: 'seen' });
const applyId = (id: string) => admin<Plan>('POST', `/v1/plans/${id}/apply`);

beforeEach(async () => {
  number += 1;
  organisation = `agree-${number}`;
  admin = caller(app, (await makeOrganisation(app, organisation)).apiKey);
  const people = [
    user('ana', ['Account Manager']),
    user('bea', ['Account Manager']),
    user('cem', ['Analyze Manager']),
  ];
  base = [
    ...people,
    policy({ approvals: [{ risk: 'high', count: 2, from: { roles: ['Account Manager'] } }] }),
  ];
  await apply(admin, [...base, attempts(5)], 'base');
});

const weaker = (author?: string): Promise<string> => planOf([...base, attempts(50)], 'base', author);

test('a plan waits for two people of the role, each once, and never for its author', async () => {
  const id = await weaker();
  const [ana, bea, cem] = [await person('ana'), await person('bea'), await person('cem')];
  const refused = await applyId(id);
  expect([refused.status, refused.body.code]).toEqual([409, 'plan/waiting-for-approval']);
  expect(refused.body.detail).toContain('2 more of people of the main account with the role Account Manager');
  expect((await approve(admin, id)).body.code).toBe('plan/own');
  expect((await approve(cem, id)).status).toBe(403);
  expect((await approve(ana, id)).body).toMatchObject({ status: 'waiting', approval: { missing: 1 } });
  expect((await approve(ana, id)).body).toMatchObject({ status: 'waiting', approval: { missing: 1 } });
  expect((await applyId(id)).body.code).toBe('plan/waiting-for-approval');
  expect((await approve(bea, id)).body).toMatchObject({ status: 'approved', approval: { missing: 0 } });
  const { approval } = (await admin<Plan>('GET', `/v1/plans/${id}`)).body;
  expect(approval).toMatchObject({ needed: 2, given: 2, missing: 0 });
  expect(approval?.decisions).toMatchObject([
    { by: 'ana', decision: 'approve', comment: 'seen' },
    { by: 'bea', decision: 'approve', comment: 'seen' },
  ]);
  expect((await applyId(id)).status).toBe(200);
  expect((await approve(ana, id)).body.code).toBe('plan/closed');
  const log = await admin<{ items: { action: string }[] }>('GET', '/v1/audit?item=Plan&action=Approve');
  expect(log.body.items.length).toBeGreaterThanOrEqual(3);
});

test('the author of the commit does not decide', async () => {
  const id = await weaker('Ana <ANA@mail.example>');
  expect((await approve(await person('ana'), id)).body.code).toBe('plan/own');
});

test('a rejected plan is never applied, and a rejection has a reason', async () => {
  const id = await weaker();
  const ana = await person('ana');
  expect((await ana('POST', `/v1/plans/${id}/reject`, {})).status).toBe(422);
  const rejected = await ana<Plan>('POST', `/v1/plans/${id}/reject`, { comment: 'too weak' });
  expect(rejected.body.status).toBe('rejected');
  expect((await applyId(id)).body.code).toBe('plan/rejected');
});

test('a plan that takes the rules away waits as they say', async () => {
  const id = await planOf([...base.slice(0, -1), policy({ approvals: [] }), attempts(5)], 'base');
  expect((await applyId(id)).body.code).toBe('plan/waiting-for-approval');
});
