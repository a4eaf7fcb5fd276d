import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';

const PLANTED = '-- AlterTable\nALTER TABLE "organisation" ADD COLUMN     "planted" INTEGER;\n';

/** The comparison is made on PGlite whatever the project's dialect: once is enough. */
describe.runIf(inject('testDatabaseSource').dialect === 'pglite')(
  'scripts/migrations.mjs',
  { timeout: 120_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'bylaw-migrations-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    const run = (...args: string[]): { status: number | null; stderr: string } =>
      spawnSync(process.execPath, ['scripts/migrations.mjs', ...args], { encoding: 'utf8' });

    const schema = readFileSync('prisma/schema.prisma', 'utf8');
    const changed = join(folder, 'schema.prisma');
    const migrations = join(folder, 'migrations');

    it('--check fails on a planted difference and shows it as SQL', () => {
      writeFileSync(changed, schema.replace('model Organisation {', 'model Organisation {\n  planted Int?'));
      const { status, stderr } = run('--check', '--schema', changed);
      expect(status).toBe(1);
      expect(stderr).toContain(PLANTED);
    });

    it('--create writes that difference as a migration, after which there is none', () => {
      cpSync('prisma/migrations', migrations, { recursive: true });
      const where = ['--schema', changed, '--migrations', migrations];
      expect(run('--create', 'Planted column', ...where).status).toBe(0);
      const [created = ''] = readdirSync(migrations).filter((name) => /^\d{14}_planted_column$/.test(name));
      // Nothing else stands in it: apart from what was planted, schema and migrations agree, and SQL that Prisma cannot model is no drift.
      expect(readFileSync(join(migrations, created, 'migration.sql'), 'utf8')).toBe(PLANTED);
      expect(run('--check', ...where)).toMatchObject({ status: 0, stderr: '' });
    });

    it('--reset rewrites the first migration from the schema', () => {
      expect(run('--reset', '--schema', changed, '--migrations', join(folder, 'anew')).status).toBe(0);
      expect(readdirSync(join(folder, 'anew'))).toEqual(['20261124000000_initial']);
    });
  },
);
