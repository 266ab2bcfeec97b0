import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { DISTANCES, KEPT_HEAD, PANEL_ROWS } from './distances.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';

const random = seededRandom(1);

/** Half of the numbers are small whole ones, so that many distances are equal. */
function numbers(length: number, isCoarse: boolean): Float64Array {
  return Float64Array.from({ length }, () => (isCoarse ? random.below(3) : random.normal()));
}

describe('distance kernels', () => {
  const heap = openHeap(2 ** 21);
  const compiled = loadKernels(DISTANCES, heap.memory);
  const twin = DISTANCES.twin(heap.memory);

  const cases = [
    { nRows: 1, nColumns: 1, k: 1 },
    { nRows: 61, nColumns: 3, k: 5 },
    { nRows: 64, nColumns: 16, k: 64 },
    { nRows: 203, nColumns: 17, k: 9 },
    { nRows: 100, nColumns: 40, k: 2 },
  ];
  for (const metric of [0, 1]) {
    for (const isCoarse of [false, true]) {
      it.each(cases)(
        `keep the same rows as their twins to the last bit, metric ${metric}, ${isCoarse ? 'equal' : 'different'} distances: %o`,
        ({ nRows, nColumns, k }) => {
          const mark = heap.mark();
          const nPanels = Math.ceil(nRows / PANEL_ROWS);
          const panels = heap.take(8 * nPanels * PANEL_ROWS * nColumns);
          const query = heap.take(8 * nColumns);
          const size = KEPT_HEAD + 2 * k;
          const kept = heap.take(8 * size);
          heap
            .doubles(panels, nPanels * PANEL_ROWS * nColumns)
            .set(numbers(nPanels * PANEL_ROWS * nColumns, isCoarse));
          heap.doubles(query, nColumns).set(numbers(nColumns, isCoarse));
          const found = [compiled, twin].map(({ offerRows }) => {
            heap.doubles(kept, size).set([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0]);
            heap.doubles(kept + 8 * KEPT_HEAD, 2 * k).fill(-1);
            const cut = Math.floor(nPanels / 2);
            offerRows(panels, nRows, nColumns, metric, query, cut, nPanels, kept, k);
            offerRows(panels, nRows, nColumns, metric, query, 0, cut, kept, k);
            return heap.doubles(kept, size).slice();
          });
          expect(found[0]).toEqual(found[1]);
          expect(found[0][2]).toBe(Math.min(k, nRows));
          heap.release(mark);
        },
      );
    }
  }

  it.each([0, 1])(
    'bound the distance to boxes like their twins to the last bit, metric %i',
    (metric) => {
      const mark = heap.mark();
      for (const nColumns of [1, 4, 9]) {
        const boxes = heap.take(64 * nColumns);
        const query = heap.take(8 * nColumns);
        const gaps = heap.take(32);
        const ends = heap.doubles(boxes, 8 * nColumns);
        for (let j = 0; j < nColumns; j++) {
          const lower = numbers(4, false);
          ends.set(lower, 8 * j);
          ends.set(
            lower.map((value) => value + random.next()),
            8 * j + 4,
          );
        }
        heap.doubles(query, nColumns).set(numbers(nColumns, false));
        const found = [compiled, twin].map(({ boxGaps }) => {
          boxGaps(boxes, nColumns, metric, query, gaps);
          return heap.doubles(gaps, 4).slice();
        });
        expect(found[0]).toEqual(found[1]);
      }
      heap.release(mark);
    },
  );
});
