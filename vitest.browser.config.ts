import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: the built server, the real command and a real Chromium. */
export default defineConfig({
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    // Two browsers on two cores are slower than one after the other.
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
