import { describe, expect, it } from 'vitest';
import { rows } from '../../api/database/transaction.ts';
import { loadSet } from '../../controller/manifest/load-set.ts';
import type { Plan } from '../../schemas/contract/plan.ts';
import { kinds } from '../../schemas/semantics.ts';
import { testDatabase } from '../support/database.ts';
import { bylaw } from '../whole/command.ts';
import { startServer } from '../whole/server.ts';
import { freshOrganisation } from './fresh-organisation.ts';

interface Example {
  readonly path: string;
  readonly organisation: { readonly name: string; readonly seats: number; readonly admin: string };
}

const acme = { name: 'acme', seats: 100, admin: 'ana' };

const examples: readonly Example[] = [
  { path: 'examples/acme', organisation: acme },
  { path: 'examples/group', organisation: { name: 'aurora', seats: 300, admin: 'olga' } },
];

const database = await testDatabase();
const server = await startServer(database);

async function planOf(path: string, env: Readonly<Record<string, string>>): Promise<Plan> {
  const { output, complaint } = await bylaw(['plan', path, '--format', 'json', '--quiet'], env);
  if (output === '') throw new Error(complaint);
  return JSON.parse(output) as Plan;
}

describe.for(examples)('$path', ({ path, organisation }) => {
  it('validates, plans, applies, and then there is nothing to do', async () => {
    const { created } = await freshOrganisation(database, organisation);
    const env = { BYLAW_SERVER: server, BYLAW_TOKEN: created.apiKey };
    expect(await bylaw(['validate', path], env)).toMatchObject({ exitCode: 0 });
    expect(await planOf(path, env)).toMatchObject({ status: 'planned' });
    expect(await bylaw(['apply', path, '--yes'], env)).toMatchObject({ exitCode: 0 });
    const again = await bylaw(['plan', path, '--detailed-exitcode'], env);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.output).toContain('No changes');
  });
});

describe('examples/acme', () => {
  it('declares every kind at least once', async () => {
    const { documents } = await loadSet('examples/acme');
    expect([...new Set(documents.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
  });

  it('shows whom it hits before it is applied', async () => {
    const { created } = await freshOrganisation(database, acme);
    const plan = await planOf('examples/acme', { BYLAW_SERVER: server, BYLAW_TOKEN: created.apiKey });
    const codes = new Set(plan.impact.map(({ code }) => code));
    expect([...codes]).toEqual(
      expect.arrayContaining(['must-enrol-second-factor', 'gains-seat', 'invited', 'gains-permission']),
    );
    expect(codes).not.toContain('locked-out');
  });
});

describe('examples/group', () => {
  it('gives every account what its labels call for', async () => {
    const { created, context } = await freshOrganisation(database, {
      name: 'aurora',
      seats: 300,
      admin: 'olga',
    });
    const env = { BYLAW_SERVER: server, BYLAW_TOKEN: created.apiKey };
    await bylaw(['apply', 'examples/group', '--yes', '--quiet'], env);
    const found = await database.snapshot((tx) =>
      rows<{ account: string; limit: number; idle: number; days: number }>(
        tx,
        `SELECT a.name AS account, s.value->'limit' AS limit, p.value->'session'->'idleMinutes' AS idle,
           p.value->'maxInactivityDays' AS days
         FROM account a
         JOIN effective_setting s ON s.organisation_id = a.organisation_id AND s.account_id = a.id AND s.kind = 'Seats'
         JOIN effective_setting p ON p.organisation_id = a.organisation_id AND p.account_id = a.id AND p.kind = 'SecurityPolicy'
         WHERE a.organisation_id = $1::uuid ORDER BY a.name COLLATE "C"`,
        context.organisationId,
      ),
    );
    const of = (name: string) => found.find(({ account }) => account === name);
    expect(found).toHaveLength(13);
    expect(of('aurora')).toMatchObject({ limit: 'unlimited', idle: 30, days: 180 });
    expect(of('germany')).toMatchObject({ limit: 50, idle: 15, days: 90 });
    expect(of('croatia')).toMatchObject({ limit: 10, idle: 15, days: 90 });
    expect(of('japan')).toMatchObject({ limit: 50, idle: 10, days: 180 });
    expect(of('canada')).toMatchObject({ limit: 10, idle: 30, days: 180 });
  });
});
