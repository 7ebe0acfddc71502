import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: makes docs/screenshots anew. */
export default defineConfig({
  test: {
    include: ['test/e2e/screenshots.ts'],
    globalSetup: ['test/e2e/build-app.ts'],
    testTimeout: 120_000,
    maxWorkers: 1,
    reporters: ['default', './build/counting-reporter.mjs'],
  },
});
