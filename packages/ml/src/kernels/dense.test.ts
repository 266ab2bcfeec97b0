import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { DENSE } from './dense.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';

describe('dense kernels', () => {
  it('are the same to the last bit as their twins', () => {
    const heap = openHeap(2 ** 20);
    const [a, b] = [heap.take(800), heap.take(800)];
    const random = seededRandom(1);
    for (const at of [a, b])
      heap.doubles(at, 100).set(Float64Array.from({ length: 100 }, () => random.normal()));
    const compiled = loadKernels(DENSE, heap.memory);
    const twin = DENSE.twin(heap.memory);
    for (const n of [0, 1, 3, 4, 5, 97, 100])
      expect(compiled.dotDoubles(a, b, n)).toBe(twin.dotDoubles(a, b, n));
  });
});
