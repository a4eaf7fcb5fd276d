import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';

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

    it('--check finds that this package’s migrations make what its schema says', () => {
      expect(run('--check')).toMatchObject({ status: 0, stderr: '' });
    });

    it('--check fails on a planted difference and shows it as SQL', () => {
      writeFileSync(changed, schema.replace('model Organisation {', 'model Organisation {\n  planted Int?'));
      const { status, stderr } = run('--check', '--schema', changed);
      expect(status).toBe(1);
      expect(stderr).toContain('ALTER TABLE "organisation" ADD COLUMN     "planted" INTEGER;');
    });

    it('--create writes that difference as a migration, after which there is none', () => {
      cpSync('prisma/migrations', migrations, { recursive: true });
      const where = ['--schema', changed, '--migrations', migrations];
      expect(run('--create', 'Planted column', ...where).status).toBe(0);
      expect(readdirSync(migrations).filter((name) => /^\d{14}_planted_column$/.test(name))).toHaveLength(1);
      expect(run('--check', ...where)).toMatchObject({ status: 0, stderr: '' });
    });

    it('--reset rewrites the first migration from the schema', () => {
      expect(run('--reset', '--schema', changed, '--migrations', join(folder, 'anew')).status).toBe(0);
      expect(readdirSync(join(folder, 'anew'))).toEqual(['20261124000000_initial']);
    });
  },
);
