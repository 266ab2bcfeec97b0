import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const conditions = ['source', 'module', 'node', 'development|production'];
const resolution = { resolve: { conditions }, ssr: { resolve: { conditions } } };
const everyTest = ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'];
const slowTest = ['packages/*/src/**/*.slow.test.ts', 'test/**/*.slow.test.ts'];
const notOurs = ['**/node_modules/**', '**/dist/**'];

/** Slow tests that compute and read files, and wait for nothing: nobody disturbs them, and they disturb nobody. */
const togetherTest = [
  'packages/ml/src/**/*.slow.test.ts',
  'packages/platform/src/datasets/**/*.slow.test.ts',
  'test/{fuzz,guardrails,kernels,planted,reference}/**/*.slow.test.ts',
];

/** Tests run what the product runs: Node reads the sources itself, no bundler rewrites them on the way. */
const asNodeReadsIt = { experimental: { viteModuleRunner: false, nodeLoader: false } };
const env = { TZ: 'UTC', NO_COLOR: '1' };
const slow = { ...asNodeReadsIt, testTimeout: 600_000, hookTimeout: 600_000, env };

// Processes of tests, and those that they start, keep compiled sources for each other and for the next run.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('node_modules/.cache/compiled-sources', import.meta.url),
);

export default defineConfig({
  ...resolution,
  test: {
    env: { TZ: 'UTC' },
    teardownTimeout: 60_000,
    projects: [
      {
        ...resolution,
        test: {
          ...asNodeReadsIt,
          name: 'fast',
          isolate: false,
          include: everyTest,
          exclude: [...slowTest, ...notOurs],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One more than there are processors: many files wait for disks, threads and children.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 0 },
          env,
        },
      },
      {
        ...resolution,
        test: {
          ...slow,
          name: 'slow-together',
          include: togetherTest,
          exclude: notOurs,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...resolution,
        test: {
          ...slow,
          name: 'slow',
          include: slowTest,
          exclude: [...togetherTest, ...notOurs],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
