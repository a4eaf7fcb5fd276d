import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { declaration, document } from '../../support/organisation.ts';
import { crash } from '../../support/run-bundled.ts';
import { applyOver, type ServerHandle, startProcess } from './server-handle.ts';

const operatorToken = 'operator-token-of-the-crash-test';
const teamCount = 150;
/** `BYLAW_TEST_KILLS=50` for a long run by hand. */
const kills = Number(process.env['BYLAW_TEST_KILLS'] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'bylaw-crash-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** All teams say the same number: a mixture of two would be an apply of which half was done. */
function teams(version: number): readonly DeclaredDocument[] {
  return Array.from({ length: teamCount }, (_, index) =>
    document('Team', { name: `team ${index}`, account: 'acme' }, { description: `version ${version}` }),
  );
}

type Page = { items: { spec: { description: string } }[]; next: string | null };

async function versions(server: ServerHandle, token: string): Promise<readonly string[]> {
  const found = new Set<string>();
  let query = '';
  for (;;) {
    const { body } = await server.request<Page>('GET', `/v1/resources?kind=Team&limit=100${query}`, token);
    for (const { spec } of body.items) found.add(spec.description);
    if (body.next === null) return [...found];
    query = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

/** Sends an apply and kills the server so many milliseconds later; tells whether the apply was acknowledged before. */
async function killDuring(
  server: ServerHandle,
  token: string,
  version: number,
  afterMs: number,
): Promise<boolean> {
  const plan = await server.request<Plan>('POST', '/v1/plans', token, declaration(teams(version)));
  const apply = server.request('POST', `/v1/plans/${plan.body.id}/apply`, token).then(
    ({ status }) => status === 200,
    () => false,
  );
  const killed = new Promise<void>((resolve) => {
    setTimeout(() => void crash(server.process).then(resolve), afterMs);
  });
  const [acknowledged] = await Promise.all([apply, killed]);
  return acknowledged;
}

async function firstServer(): Promise<{ server: ServerHandle; token: string }> {
  vi.stubEnv('BYLAW_OPERATOR_TOKEN', operatorToken);
  vi.stubEnv('BYLAW_LOG_LEVEL', 'error');
  const server = await startProcess(folder);
  const wanted = { name: 'acme', seats: 10, admin: 'ana', email: 'ana@acme.example' };
  const made = await server.request<{ apiKey: string }>(
    'POST',
    '/v1/operator/organisations',
    operatorToken,
    wanted,
  );
  return { server, token: made.body.apiKey };
}

const embedded = inject('testDatabaseSource').dialect === 'pglite';

describe.runIf(embedded)('kill -9 in the middle of applies', { timeout: 60_000 + kills * 40_000 }, () => {
  it('leaves nothing half applied and loses nothing acknowledged', async () => {
    const { server: first, token } = await firstServer();
    let server = first;
    expect(await applyOver(server, token, declaration(teams(0)))).toBe(200);
    const begun = performance.now();
    expect(await applyOver(server, token, declaration(teams(1)))).toBe(200);
    const applyMs = (performance.now() - begun) / 2;
    for (let round = 0; round < kills; round += 1) {
      const [before, after] = [round * 2 + 1, round * 2 + 2];
      // Spread over the length of an apply, so that each kill meets another statement.
      const acknowledged = await killDuring(server, token, after, (applyMs * (round + 0.5)) / kills);
      server = await startProcess(folder);
      const found = await versions(server, token);
      expect(found).toHaveLength(1);
      expect([`version ${before}`, `version ${after}`]).toContain(found[0]);
      if (acknowledged) expect(found).toEqual([`version ${after}`]);
      expect(await applyOver(server, token, declaration(teams(after + 1)))).toBe(200);
    }
    await crash(server.process);
  });
});
