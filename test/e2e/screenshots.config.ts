import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: makes docs/screenshots anew. */
export default defineConfig({
  test: {
    include: [
      'test/e2e/screenshots.ts',
      'test/e2e/screens.ts',
      'test/e2e/screens-moments.ts',
      'test/e2e/screens-debugger.ts',
      'test/e2e/screens-debugger-code.ts',
      'test/e2e/screens-debugger-side.ts',
    ],
    globalSetup: ['test/e2e/build-app.ts'],
    testTimeout: 240_000,
    maxWorkers: 1,
    fileParallelism: false,
    reporters: ['default', './build/counting-reporter.mjs'],
  },
});
