import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { BINS } from './bins.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';

const random = seededRandom(5);

describe('bin kernels', () => {
  const heap = openHeap(2 ** 21);
  const compiled = loadKernels(BINS, heap.memory);
  const twin = BINS.twin(heap.memory);

  it.each([
    { n: 0, nSlots: 2 },
    { n: 1, nSlots: 2 },
    { n: 7, nSlots: 4 },
    { n: 64, nSlots: 128 },
    { n: 1003, nSlots: 256 },
  ])('count and sum like their twins to the last bit: %o', ({ n, nSlots }) => {
    const draw = () => {
      const at = random.next();
      if (at < 0.1) return Number.NaN;
      return at < 0.15 ? Infinity : at < 0.2 ? -Infinity : random.normal();
    };
    const mark = heap.mark();
    const [values, edges, counts, out] = [n, nSlots, nSlots + 1, 6].map((length) =>
      heap.take(8 * length),
    );
    heap.doubles(values, n).set(Float64Array.from({ length: n }, draw));
    const inner = Float64Array.from({ length: nSlots - 1 }, () => random.normal()).sort();
    heap.doubles(edges, nSlots).fill(Infinity).set(inner);
    const found = [compiled, twin].map((kernels) => {
      heap.doubles(counts, nSlots + 1).fill(0);
      kernels.countBins(values, n, edges, nSlots, counts);
      kernels.sumFinite(values, n, out);
      kernels.sumSquares(values, n, 0.25, out + 32);
      return [...heap.doubles(counts, nSlots + 1), ...heap.doubles(out, 6)];
    });
    heap.release(mark);
    expect(found[0]).toEqual(found[1]);
    expect(found[0].slice(0, nSlots + 1).reduce((a, b) => a + b)).toBe(n);
  });
});
