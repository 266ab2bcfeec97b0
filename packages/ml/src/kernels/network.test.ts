import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';
import { NETWORK, type NetworkKernels } from './network.ts';

const WIDTH = 24;
const INNER = 16;
const SIZE = 1024;

/** What a kernel does to eight arrays of random floats, as bits. */
function effect(which: 'compiled' | 'twin', run: Run): Int32Array {
  const heap = openHeap(2 ** 20);
  const arrays = Array.from({ length: 8 }, () => heap.take(4 * SIZE));
  const random = seededRandom(3);
  for (const at of arrays) {
    const values = heap.floats(at, SIZE);
    for (let i = 0; i < SIZE; i++) values[i] = random.below(9) === 0 ? 0 : random.normal();
  }
  const kernels = which === 'twin' ? NETWORK.twin(heap.memory) : loadKernels(NETWORK, heap.memory);
  const answer = run(kernels, arrays);
  const bits = [
    ...heap.ints(arrays[0], 8 * SIZE),
    ...new Int32Array(Float64Array.of(Number(answer ?? 0)).buffer),
  ];
  return Int32Array.from(bits);
}

type Run = (kernels: NetworkKernels, arrays: readonly number[]) => unknown;

const RUNS: Readonly<Record<keyof NetworkKernels, (rows: number) => Run>> = {
  multiply:
    (rows) =>
    (k, [a, b, s, c]) =>
      k.multiply(a, b, s, c, rows, INNER, WIDTH),
  multiplyCrossed:
    (rows) =>
    (k, [a, d, c]) =>
      k.multiplyCrossed(a, d, c, rows, INNER, WIDTH),
  transpose:
    () =>
    (k, [b, t]) =>
      k.transpose(b, t, INNER, WIDTH),
  addRows:
    (rows) =>
    (k, [d, sums]) =>
      k.addRows(d, sums, rows, WIDTH),
  rectify:
    (rows) =>
    (k, [y]) =>
      k.rectify(y, WIDTH * rows),
  rectifyBack:
    (rows) =>
    (k, [y, d]) =>
      k.rectifyBack(y, d, WIDTH * rows, 1.25),
  drop:
    (rows) =>
    (k, [y, seeds]) =>
      k.drop(y, WIDTH * rows, seeds, 0.4 * 2 ** 32, 1 / 0.6),
  normalize:
    (rows) =>
    (k, [x, hat, gain, shift, moments]) =>
      k.normalize(x, hat, gain, shift, moments, rows, WIDTH, 1e-5),
  normalizeBack:
    (rows) =>
    (k, [d, hat, gain, moments, g, s]) =>
      k.normalizeBack(d, hat, gain, moments, g, s, rows, WIDTH),
  ramps:
    (rows) =>
    (k, [x, out]) =>
      k.ramps(x, out, rows, WIDTH),
  adam:
    (rows) =>
    (k, [w, slope, m, v, v2]) => {
      k.rectify(v, SIZE);
      k.adam(w, slope, m, v, WIDTH * rows, 1e-3, 0.9, 0.95, 1e-8, 1e-4, 1.7, 1.3);
      k.adam(w, v2, m, v, WIDTH * rows, 1e-3, 0.9, 0.95, 1e-8, 0, 1.4, 1.2);
    },
  sumSquares:
    (rows) =>
    (k, [x]) =>
      k.sumSquares(x, WIDTH * rows),
  scale:
    (rows) =>
    (k, [x]) =>
      k.scale(x, WIDTH * rows, 0.3),
};

describe('network kernels', () => {
  it.each(Object.entries(RUNS))('%s is the same to the last bit as its twin', (_, runOf) => {
    for (const rows of [1, 2, 4, 7, 32]) {
      const compiled = effect('compiled', runOf(rows));
      expect(compiled).toEqual(effect('twin', runOf(rows)));
      expect(compiled).not.toEqual(effect('compiled', () => undefined));
    }
  });

  it('gives a row alone the bits that it has among others', () => {
    const heap = openHeap(2 ** 20);
    const [a, one, b, start, c] = Array.from({ length: 5 }, () => heap.take(4 * SIZE));
    const random = seededRandom(3);
    for (const at of [a, b, start])
      heap.floats(at, SIZE).set(Float32Array.from({ length: SIZE }, () => random.normal()));
    const kernels = loadKernels(NETWORK, heap.memory);
    const nRows = 11;
    kernels.multiply(a, b, start, c, nRows, INNER, WIDTH);
    const among = heap.floats(c, nRows * WIDTH).slice();
    for (let i = 0; i < nRows; i++) {
      for (let k = 0; k < INNER; k++)
        heap.floats(one, INNER)[k] = heap.floats(a, SIZE)[((k >> 3) * nRows + i) * 8 + (k & 7)];
      kernels.multiply(one, b, start, c, 1, INNER, WIDTH);
      const alone = heap.floats(c, WIDTH);
      for (let j = 0; j < WIDTH; j++)
        expect(alone[j]).toBe(among[((j >> 3) * nRows + i) * 8 + (j & 7)]);
    }
  });
});
