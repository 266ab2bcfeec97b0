import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';
import { TRIANGLES } from './triangles.ts';

const random = seededRandom(3);

/** B B' + 1 on the diagonal: positive definite. */
function positiveDefinite(n: number): Float64Array {
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < n; k++) sum += b[i * n + k] * b[j * n + k];
    return sum;
  });
}

describe('kernels on symmetric matrices', () => {
  const heap = openHeap(2 ** 22);
  const compiled = loadKernels(TRIANGLES, heap.memory);
  const twin = TRIANGLES.twin(heap.memory);

  it.each([1, 2, 4, 5, 31, 32, 33, 70])(
    'are the same to the last bit as their twins, n %i',
    (n) => {
      const mark = heap.mark();
      const [aAt, uAt, inverseAt] = [1, 2, 3].map(() => heap.take(8 * n * n));
      const four = heap.take(32);
      const a = positiveDefinite(n);
      const [first, second] = [compiled, twin].map(({ factorize, invertLower, multiplyRows }) => {
        heap.doubles(aAt, n * n).set(a);
        heap.doubles(inverseAt, n * n).fill(0);
        expect(factorize(aAt, n, four)).toBe(1);
        invertLower(aAt, n, uAt, four);
        multiplyRows(uAt, n, inverseAt, four);
        return [aAt, uAt, inverseAt].map((at) => heap.doubles(at, n * n).slice());
      });
      expect(first).toEqual(second);
      const inverse = (i: number, j: number) => second[2][Math.max(i, j) * n + Math.min(i, j)];
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let entry = 0;
          for (let k = 0; k < n; k++) entry += a[i * n + k] * inverse(k, j);
          expect(Math.abs(entry - (i === j ? 1 : 0))).toBeLessThan(1e-9);
        }
      }
      heap.release(mark);
    },
  );

  it('say where a matrix is not positive definite', () => {
    const mark = heap.mark();
    const a = heap.take(32);
    const four = heap.take(32);
    for (const { factorize } of [compiled, twin]) {
      heap.doubles(a, 4).set([1, 2, 2, 1]);
      expect(factorize(a, 2, four)).toBe(0);
    }
    heap.release(mark);
  });
});
