import { describe, expect, it } from 'vitest';
import { log, seededRandom, sigmoid } from '../math/index.ts';
import { ADDITIVE } from './additive.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';

const N_CELLS = 5;

describe('kernels of additive boosting', () => {
  it.each([0, 1, 2, 33])('handle %i rows like their twins, to the last bit', (n) => {
    const [compiled, twin] = [false, true].map((isTwin) => {
      const heap = openHeap(2 ** 20);
      const kernels = isTwin ? ADDITIVE.twin(heap.memory) : loadKernels(ADDITIVE, heap.memory);
      return (['lowerAndSumBytes', 'lowerAndSumShorts'] as const).map((name) => {
        const random = seededRandom(n);
        const place = (length: number, next: () => number) => {
          const at = heap.take(8 * length);
          heap.doubles(at, length).forEach((_, i, view) => {
            view[i] = next();
          });
          return at;
        };
        const [residuals, weights] = [place(n, random.normal), place(n, random.next)];
        const step = place(N_CELLS, random.normal);
        const sums = place(4 * N_CELLS, () => 0);
        const cells = [0, 1].map(() => {
          const at = heap.take(2 * n);
          const view =
            name === 'lowerAndSumBytes'
              ? heap.bytes(at, n)
              : new Uint16Array(heap.memory.buffer, at, n);
          for (let i = 0; i < n; i++) view[i] = random.below(N_CELLS);
          return at;
        });
        kernels[name](n, residuals, weights, cells[0], step, cells[1], sums, 16 * N_CELLS);
        return [residuals, sums].map((at, i) => [...heap.doubles(at, i === 0 ? n : 4 * N_CELLS)]);
      });
    });
    expect(compiled).toEqual(twin);
    const [[, sums]] = compiled;
    expect(sums.some((value) => value !== 0)).toBe(n > 0);
  });

  it('expand the log loss like their twins, to the last bit, and as the closed form says', () => {
    const n = 64;
    const least = 1e-6;
    const random = seededRandom(3);
    const scores = Array.from({ length: n }, (_, i) =>
      i < 4 ? 1000 * (i - 1.5) : 4 * random.normal(),
    );
    const signs = scores.map(() => (random.next() < 0.5 ? -1 : 1));
    const learned = scores.map(() => random.below(3));
    const heldOut = scores.map(() => random.below(2));
    const [compiled, twin] = [false, true].map((isTwin) => {
      const heap = openHeap(2 ** 20);
      const kernels = isTwin ? ADDITIVE.twin(heap.memory) : loadKernels(ADDITIVE, heap.memory);
      const place = (values: readonly number[]) => {
        const at = heap.take(8 * n);
        heap.doubles(at, n).set(values);
        return at;
      };
      const fixed = [signs, learned, heldOut].map(place);
      const changed = [scores, scores.map(() => 0), scores].map(place);
      const [a, b, c] = fixed;
      const loss = kernels.expandLogLoss(n, a, b, c, least, changed[0], changed[1], changed[2]);
      return { loss, changed: changed.map((at) => [...heap.doubles(at, n)]) };
    });
    expect(compiled).toEqual(twin);
    const [responses, residuals, weights] = compiled.changed;
    let loss = 0;
    scores.forEach((score, i) => {
      const share = sigmoid(signs[i] * score);
      const curvature = Math.max(share * (1 - share), least);
      expect(residuals[i] * signs[i]).toBeCloseTo((1 - share) / curvature, 8);
      expect(responses[i]).toBeCloseTo(score + residuals[i], 8);
      expect(weights[i]).toBeCloseTo(learned[i] * curvature, 12);
      loss -= heldOut[i] * (share > 0 ? log(share) : signs[i] * score);
    });
    expect(compiled.loss / loss).toBeCloseTo(1, 11);
  });
});
