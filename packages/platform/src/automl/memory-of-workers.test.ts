import { expect, it } from 'vitest';
import { memoryOfWorkers } from './memory-of-workers.ts';

const GIB = 2 ** 30;

it.each([
  [1, 2 * GIB],
  [4, 8 * GIB],
  [16, 64 * GIB],
])('memoryOfWorkers keeps %i threads and what they share within what there is', (n, available) => {
  const { maxHeapMb, maxMatrixBytes, maxStoreBytes } = memoryOfWorkers(n, available);
  // A fit holds its matrix and about as much again.
  expect(n * Math.max(maxHeapMb * 2 ** 20, 2 * maxMatrixBytes) + maxStoreBytes).toBeLessThan(
    0.75 * available,
  );
  expect(maxMatrixBytes).toBeGreaterThan(available / n / 10);
});
