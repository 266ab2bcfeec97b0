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

  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [6, 4, 1],
    [10, 9, 3],
    [128, 7, 1],
  ])('handle blocks of %i rows, %i columns and %i scores like their twins', (n, p, k) => {
    const random = seededRandom(n);
    const noise = (length: number) => Float64Array.from({ length }, () => random.normal());
    const inputs = [noise(n * p), noise(k * p), noise(n * k), noise(p), noise(n)];
    const outputs = [n * k, k * p, p * n, p * p];
    const run = (isTwin: boolean) => {
      const heap = openHeap(2 ** 20);
      const { scoreRows, addRows, turnRows, addGram } = isTwin
        ? DENSE.twin(heap.memory)
        : loadKernels(DENSE, heap.memory);
      const place = (values: Float64Array) => {
        const at = heap.take(8 * values.length);
        heap.doubles(at, values.length).set(values);
        return at;
      };
      const [x, w, slopes, means, roots] = inputs.map(place);
      const [scores, sums, columns, gram] = outputs.map((size) => place(new Float64Array(size)));
      scoreRows(x, n, p, w, k, scores);
      addRows(x, n, p, slopes, k, sums);
      turnRows(x, n, p, means, roots, columns);
      addGram(columns, n - (n % 2), p, gram);
      const places = [scores, sums, columns, gram];
      return places.map((at, i) => Array.from(heap.doubles(at, outputs[i])));
    };
    const found = run(false);
    expect(found).toEqual(run(true));
    for (const values of n > 1 ? found : found.slice(0, 3))
      expect(values.some((value) => value !== 0)).toBe(true);
  });
});
