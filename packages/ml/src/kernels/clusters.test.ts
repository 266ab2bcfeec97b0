import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { CLUSTERS } from './clusters.ts';
import { PANEL_ROWS } from './distances.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';

const random = seededRandom(3);

describe('cluster kernels', () => {
  const heap = openHeap(2 ** 21);
  const compiled = loadKernels(CLUSTERS, heap.memory);
  const twin = CLUSTERS.twin(heap.memory);
  const cases = [
    { nRows: 1, p: 1, k: 1 },
    { nRows: 8, p: 3, k: 2 },
    { nRows: 61, p: 5, k: 9 },
    { nRows: 203, p: 17, k: 4 },
  ];

  // Small whole numbers make centers that are equally near.
  for (const isCoarse of [false, true])
    it.each(cases)(
      `assign and sum rows like their twins to the last bit: %o, ${isCoarse}`,
      (of) => {
        const { nRows, p, k } = of;
        const places = Math.ceil(nRows / PANEL_ROWS) * PANEL_ROWS;
        const draw = () => (isCoarse ? random.below(3) : random.normal());
        const mark = heap.mark();
        const panels = heap.take(8 * places * p);
        const centers = heap.take(8 * k * p);
        const codes = heap.take(4 * places);
        const distances = heap.take(8 * places);
        const sums = heap.take(8 * k * p);
        const counts = heap.take(8 * k);
        heap.doubles(panels, places * p).set(Float64Array.from({ length: places * p }, draw));
        heap.doubles(centers, k * p).set(Float64Array.from({ length: k * p }, draw));
        const found = [compiled, twin].map(({ assignRows, sumRows }) => {
          heap.ints(codes, places).fill(-1);
          heap.doubles(sums, k * p).fill(0);
          heap.doubles(counts, k).fill(0);
          const first = assignRows(panels, nRows, p, centers, k, codes, distances);
          const again = assignRows(panels, nRows, p, centers, k, codes, distances);
          sumRows(panels, nRows, p, codes, sums, counts);
          return {
            changes: [first, again],
            codes: heap.ints(codes, places).slice(),
            distances: heap.doubles(distances, places).slice(),
            sums: heap.doubles(sums, k * p).slice(),
            counts: heap.doubles(counts, k).slice(),
          };
        });
        expect(found[0]).toEqual(found[1]);
        expect(found[0].changes).toEqual([nRows, 0]);
        expect(found[0].counts.reduce((a, b) => a + b, 0)).toBe(nRows);
        heap.release(mark);
      },
    );
});
