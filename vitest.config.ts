import { defineConfig } from 'vitest/config';

const conditions = ['source', 'module', 'node', 'development|production'];
const resolution = { resolve: { conditions }, ssr: { resolve: { conditions } } };
const everyTest = ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'];
const slowTest = ['packages/*/src/**/*.slow.test.ts', 'test/**/*.slow.test.ts'];

/** Tests run what the product runs: Node reads the sources itself, no bundler rewrites them on the way. */
const asNodeReadsIt = { experimental: { viteModuleRunner: false, nodeLoader: false } };

export default defineConfig({
  ...resolution,
  test: {
    env: { TZ: 'UTC' },
    maxWorkers: '100%',
    projects: [
      {
        ...resolution,
        test: {
          ...asNodeReadsIt,
          name: 'fast',
          isolate: false,
          include: everyTest,
          exclude: [...slowTest, '**/node_modules/**', '**/dist/**'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          env: { TZ: 'UTC', NO_COLOR: '1' },
        },
      },
      {
        ...resolution,
        test: {
          ...asNodeReadsIt,
          name: 'slow',
          include: slowTest,
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          env: { TZ: 'UTC', NO_COLOR: '1' },
        },
      },
    ],
  },
});
