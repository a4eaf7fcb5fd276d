import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import { declaration, document } from '../../support/organisation.ts';
import { crash } from '../../support/run-bundled.ts';
import { applyOver, type ServerHandle, startProcess } from './server-handle.ts';

const operatorToken = 'operator-token-of-the-crash-test';
const teamCount = 150;
const kills = 5;
const folder = mkdtempSync(join(tmpdir(), 'bylaw-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All teams say the same number: a mixture of two would be an apply of which half was done. */
function teams(version: number): readonly DeclaredDocument[] {
  return Array.from({ length: teamCount }, (_, index) =>
    document('Team', { name: `team ${index}`, account: 'acme' }, { description: `version ${version}` }),
  );
}

async function versions(server: ServerHandle, token: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/v1/resources?kind=Team&limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await server.request<{
      items: { spec: { description: string } }[];
      next: string | null;
    }>('GET', path, token);
    for (const { spec } of body.items) found.add(spec.description);
    cursor = body.next;
  }
  return found;
}

/** Applies one version after the other until the server dies; gives the last one that it acknowledged. */
async function applyUntilDeath(
  server: ServerHandle,
  token: string,
  from: number,
  dies: Promise<void>,
): Promise<number> {
  let acknowledged = from;
  const going = (async () => {
    for (let version = from + 1; ; version += 1) {
      if ((await applyOver(server, token, declaration(teams(version)))) === 200) acknowledged = version;
    }
  })();
  await Promise.race([going.catch(() => undefined), dies]);
  return acknowledged;
}

describe.runIf(inject('testDatabaseSource').dialect === 'pglite')(
  'kill -9 in the middle of applies',
  { timeout: 180_000 },
  () => {
    it('leaves nothing half applied and loses nothing acknowledged', async () => {
      process.env['BYLAW_OPERATOR_TOKEN'] = operatorToken;
      let server = await startProcess(folder);
      const wanted = { name: 'acme', seats: 10, admin: 'ana', email: 'ana@acme.example' };
      const made = await server.request<{ apiKey: string }>(
        'POST',
        '/v1/operator/organisations',
        operatorToken,
        wanted,
      );
      const token = made.body.apiKey;
      expect(await applyOver(server, token, declaration(teams(0)))).toBe(200);
      let last = 0;
      for (let round = 0; round < kills; round += 1) {
        // The moment of the kill is the length of the round's applies so far: always another statement.
        const dying = new Promise<void>((resolve) => {
          setTimeout(() => void crash(server.process).then(resolve), 150 + 137 * round);
        });
        const acknowledged = await applyUntilDeath(server, token, last, dying);
        await dying;
        server = await startProcess(folder);
        const found = await versions(server, token);
        expect(found.size).toBe(1);
        const version = Number([...found][0]?.replace('version ', ''));
        expect(version).toBeGreaterThanOrEqual(acknowledged);
        expect(version).toBeLessThanOrEqual(acknowledged + 1);
        last = version;
      }
      await crash(server.process);
    });
  },
);
