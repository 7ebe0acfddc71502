import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/build-app.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // A machine that is busy with something else may be late once; what fails twice fails.
    retry: 1,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 1,
    fileParallelism: false,
    reporters: ['default', './build/counting-reporter.mjs'],
  },
});
