import { defineConfig } from 'vitest/config';

/**
 * Three projects: what needs no database, and what does, on each of the two databases. PostgreSQL's runs where
 * BYLAW_TEST_DATABASE_URL names a server: `BYLAW_TEST_DATABASE_URL=postgresql://postgres@127.0.0.1/test npx vitest run --project postgresql`.
 */
const DATABASE_TESTS = ['api', 'whole', 'examples'].map((folder) => `test/${folder}/**/*.test.ts`);

/** Threads without isolation: modules are loaded, and PGlite is started, once per worker and not once per file. */
const FAST = {
  pool: 'threads',
  isolate: false,
  maxWorkers: '100%',
  testTimeout: 30_000,
  hookTimeout: 30_000,
} as const;

const pure = {
  test: { ...FAST, name: 'pure', include: ['test/{schemas,controller,architecture}/**/*.test.ts'] },
};

const pglite = {
  test: { ...FAST, name: 'pglite', include: DATABASE_TESTS, globalSetup: 'test/support/pglite-setup.ts' },
};

const postgresql = {
  test: {
    ...FAST,
    name: 'postgresql',
    include: DATABASE_TESTS,
    globalSetup: 'test/support/postgresql-setup.ts',
  },
};

/** The console's pages in jsdom, over the real server. */
const pages = {
  test: {
    name: 'console',
    include: ['test/console/**/*.test.{ts,tsx}'],
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:8080/console/' } },
    globalSetup: 'test/support/pglite-setup.ts',
    setupFiles: 'test/console/support/page-environment.ts',
    css: false,
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};

export default defineConfig({
  test: {
    projects: process.env['BYLAW_TEST_DATABASE_URL']
      ? [pure, pglite, pages, postgresql]
      : [pure, pglite, pages],
  },
});
