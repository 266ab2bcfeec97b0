import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { getMetric } from '../../metrics/index.ts';
import { selectEnsemble } from '../ensemble/select-ensemble.ts';
import { sampleLibrary } from '../testing/sample-library.ts';
import { minimizeOnSimplex, type SimplexFunction } from './minimize-on-simplex.ts';
import { mixtureWeights } from './mixture-weights.ts';

/** |A w - b|^2 / 2 for a random A with fewer rows than columns at times, so that many w are best. */
function squaredDistance(seed: number, nRows: number, size: number): SimplexFunction {
  const random = seededRandom(seed);
  const a = Float64Array.from({ length: nRows * size }, () => random.normal());
  const b = Float64Array.from({ length: nRows }, () => random.normal());
  const errors = (w: Float64Array) =>
    b.map((each, i) => w.reduce((sum, weight, j) => sum + weight * a[i * size + j], -each));
  const product = (j: number, other: (i: number) => number) =>
    b.reduce((sum, _, i) => sum + a[i * size + j] * other(i), 0);
  return {
    size,
    value: (w) => errors(w).reduce((sum, each) => sum + (each * each) / 2, 0),
    gradient(w) {
      const off = errors(w);
      return Float64Array.from({ length: size }, (_, j) => product(j, (i) => off[i]));
    },
    hessian: (_, support) =>
      Float64Array.from(
        support.flatMap((j) => support.map((k) => product(j, (i) => a[i * size + k]))),
      ),
  };
}

function drawWeights(size: number, random: { next(): number }): Float64Array {
  const weights = Float64Array.from({ length: size }, () => -Math.log(1 - random.next()));
  const sum = weights.reduce((total, each) => total + each, 0);
  return weights.map((each) => each / sum);
}

describe('minimizeOnSimplex', () => {
  it('is below all other weights, by its own proof, on problems of any shape', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (...given) => {
          const [seed, nRows, size] = given;
          const target = squaredDistance(seed, nRows, size);
          const { weights, value, gap } = minimizeOnSimplex(target);
          expect(weights.every((each) => each >= 0)).toBe(true);
          expect(weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
          expect(gap).toBeLessThan(1e-8 * Math.max(1, value));
          const random = seededRandom(seed + 1);
          for (let draw = 0; draw < 30; draw++)
            expect(target.value(drawWeights(size, random))).toBeGreaterThanOrEqual(
              value - gap - 1e-12,
            );
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('mixtureWeights', () => {
  it('have no more log loss than a greedy ensemble', () => {
    const library = sampleLibrary({ seed: 9, nRows: 400, nMembers: 10, nClasses: 3 });
    const greedy = selectEnsemble(library, getMetric('log_loss'), { maxSteps: 60, patience: 60 });
    const { value, gap } = mixtureWeights(library.truth, library.members);
    expect(value).toBeLessThanOrEqual(greedy.value + 1e-12);
    expect(value - gap).toBeGreaterThan(greedy.value - 0.01);
  });

  it('bear models that are alike, certain, wrong, and alone', () => {
    const truth = { kind: 'classification', codes: Int32Array.of(0, 1, 0), nClasses: 2 } as const;
    const model = (id: string, answers: readonly number[]) => ({
      id,
      answers: Float64Array.from(answers),
      microsPerRow: 1,
    });
    const wrong = model('wrong', [0, 1, 1, 0, 0, 1]);
    const half = model('half', [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect([...mixtureWeights(truth, [wrong]).weights]).toEqual([1]);
    const { weights, value } = mixtureWeights(truth, [wrong, half, { ...half, id: 'twin' }]);
    expect(weights[0]).toBeLessThan(1e-9);
    expect(value).toBeCloseTo(Math.LN2, 9);
  });
});
