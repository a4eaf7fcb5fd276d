import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { declaration, document } from '../../support/organisation.ts';
import { databaseUrl } from '../../support/postgresql-url.ts';
import { applyOver, type ServerHandle, startProcess } from './server-handle.ts';

const source = inject('testDatabaseSource');
const operatorToken = 'operator-token-of-the-replica-test';
const name = `bylaw_replicas_${randomUUID().replaceAll('-', '')}`;
const seats = 3;
const accounts = Array.from({ length: 8 }, (_, index) => `branch-${index}`);

async function administrate(statement: string): Promise<void> {
  if (source.dialect !== 'postgresql') return;
  const client = new pg.Client(source.url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

interface Seats {
  readonly body: { readonly spec: { readonly holders?: readonly string[] } };
}

describe.runIf(source.dialect === 'postgresql')(
  'two replicas on one PostgreSQL',
  { timeout: 120_000 },
  () => {
    const replicas: ServerHandle[] = [];
    let token = '';

    beforeAll(async () => {
      if (source.dialect !== 'postgresql') return;
      await administrate(`CREATE DATABASE ${name}`);
      vi.stubEnv('DATABASE_URL', databaseUrl(source.url, name));
      vi.stubEnv('BYLAW_OPERATOR_TOKEN', operatorToken);
      vi.stubEnv('BYLAW_ENCRYPTION_KEY', `test:${Buffer.alloc(32, 7).toString('base64')}`);
      vi.stubEnv('BYLAW_LOG_LEVEL', 'error');
      // Both start on the empty database at once: one of them migrates it, the other waits.
      replicas.push(...(await Promise.all([startProcess(''), startProcess('')])));
      const wanted = { name: 'acme', seats, admin: 'ana', email: 'ana@acme.example' };
      const made = await replicas[0]?.request<{ apiKey: string }>(
        'POST',
        '/v1/operator/organisations',
        operatorToken,
        wanted,
      );
      token = made?.body.apiKey ?? '';
    });

    afterAll(async () => {
      for (const { process: child } of replicas) child.kill('SIGKILL');
      vi.unstubAllEnvs();
      await administrate(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });

    it('never give away more seats than there are, however they race', async () => {
      const [first, second] = replicas;
      if (!first || !second) throw new Error('the replicas did not start');
      const documents = accounts.flatMap((account) => [
        document('Account', { name: account }, { displayName: account }),
        document(
          'User',
          { name: 'agent', account },
          { email: `agent@${account}.example`, conversationsRoles: ['agent'] },
        ),
      ]);
      expect(await applyOver(first, token, declaration(documents))).toBe(200);
      // Eight branches ask for one of three seats, at both replicas at once.
      const asks = accounts.map((account, index) =>
        (index % 2 === 0 ? first : second).request('PATCH', `/v1/accounts/${account}/seats`, token, {
          spec: { holders: ['agent'] },
        }),
      );
      const answers = await Promise.all(asks);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(seats);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(accounts.length - seats);
      const held = await Promise.all(
        accounts.map(
          (account) => second.request('GET', `/v1/accounts/${account}/seats`, token) as Promise<Seats>,
        ),
      );
      expect(held.flatMap(({ body }) => body.spec.holders ?? [])).toHaveLength(seats);
    });

    it('count in their own numbers what their threads for long work did', async () => {
      const texts = await Promise.all(
        replicas.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
      );
      expect(texts.join('')).toMatch(/^bylaw_applies_total\{outcome="applied"\} 1$/m);
      expect(texts.join('')).toMatch(
        /^bylaw_requests_total\{method="POST",route="\/v1\/plans",status="201"\} 1$/m,
      );
    });

    it('apply one of two plans that touch the same thing, and refuse the other as stale', async () => {
      const [first, second] = replicas;
      if (!first || !second) throw new Error('the replicas did not start');
      const teams = (text: string, set: string) =>
        declaration([document('Team', { name: `Team of ${set}`, account: 'acme' }, { description: text })], {
          set: { name: set },
        });
      expect(await applyOver(first, token, teams('before', 'race'))).toBe(200);
      const plans = await Promise.all(
        [first, second].map((replica, index) =>
          replica.request<{ id: string }>('POST', '/v1/plans', token, teams(`after ${index}`, 'race')),
        ),
      );
      const applies = await Promise.all(
        plans.map(({ body }, index) => replicas[index]?.request('POST', `/v1/plans/${body.id}/apply`, token)),
      );
      expect(applies.map((answer) => answer?.status).sort()).toEqual([200, 409]);
    });
  },
);
