import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterEach, describe, expect, it } from 'vitest';
import configuration from '../../.dependency-cruiser.mjs';

const rooms = ['schemas', 'controller', 'api', 'console'];
const planted: string[] = [];

/** Puts a file beside the sources, in a folder that the test takes away again. */
function plant(room: string, text: string): void {
  const folder = mkdtempSync(join(room, 'planted-'));
  planted.push(folder);
  writeFileSync(join(folder, 'planted.ts'), text);
}

async function violations(): Promise<{ rules: readonly string[]; modules: number }> {
  const { options, forbidden } = configuration;
  const { output } = await cruise(rooms, { ...options, ruleSet: { forbidden }, validate: true }, undefined, {
    tsConfig: extractTSConfig('tsconfig.json'),
  });
  if (typeof output === 'string') throw new Error(output);
  const found = output.summary.violations.filter(({ from }) => from.includes('planted-'));
  const own = output.modules.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`)));
  return { rules: found.map(({ rule }) => rule.name), modules: own.length };
}

function sourceFiles(): number {
  return rooms
    .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.includes('planted-')).length;
}

afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true });
});

describe('the dependency rule', { timeout: 120_000 }, () => {
  it('finds a planted import and a planted import type, and sees every source file', async () => {
    plant('schemas', "export { reconcile } from '../../controller/reconcile/reconcile.ts';\n");
    plant(
      'controller/reconcile',
      "import type { Tx } from '../../../api/database/transaction.ts';\nexport type Planted = Tx;\n",
    );
    plant('api/commit', "export { teamKind } from '../../kinds/team/team.ts';\n");
    plant('api/routes', "export { Pool } from 'pg';\n");
    plant('console/pages', "export type { Tx } from '../../../api/database/transaction.ts';\n");
    const { rules, modules } = await violations();
    expect(rules).toEqual(
      expect.arrayContaining([
        'schemas-import-nothing',
        'reconcile',
        'no-kind-named',
        'driver-stays-in-database',
        'console',
      ]),
    );
    expect(modules).toBeGreaterThanOrEqual(sourceFiles());
  });
});
