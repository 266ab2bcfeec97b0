import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { createObjective, getObjective, type ObjectiveInput } from './index.ts';

describe.each(['absolute', 'quantile', 'huber'])('leaves of %s', (name) => {
  const leaf = fc.array(
    fc.record({
      value: fc.integer({ min: -40, max: 40 }).map((v) => v / 4),
      weight: fc.integer({ min: 0, max: 3 }),
      score: fc.integer({ min: -4, max: 4 }),
    }),
    { minLength: 1, maxLength: 15 },
  );
  const params = { absolute: {}, quantile: { quantileLevel: 0.7 }, huber: { huberDelta: 0.6 } }[
    name
  ];

  it('step by a constant of least loss, found by brute force', () => {
    fc.assert(
      fc.property(leaf, (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const objective = createObjective(
          getObjective(name),
          {
            target: { kind: 'regression', values: Float64Array.from(rows, ({ value }) => value) },
            weights: Float64Array.from(rows, ({ weight }) => weight),
          },
          params,
        );
        const scores = Float64Array.from(rows, ({ score }) => score);
        const all = Int32Array.from(rows, (_, i) => i);
        const lossOf = (step: number) => objective.loss(scores.map((score) => score + step));
        const step = objective.renewLeaf?.(all, 0, all.length, scores) ?? Number.NaN;
        const tried = Array.from({ length: 241 }, (_, k) => lossOf(k / 8 - 15));
        expect(lossOf(step)).toBeLessThanOrEqual(Math.min(...tried) + 1e-9);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('read only their own rows, and step 0 when these have no weight', () => {
    const objective = createObjective(getObjective(name), {
      target: { kind: 'regression', values: Float64Array.of(100, 1, -100, 7) },
      weights: Float64Array.of(1, 1, 1, 0),
    });
    const scores = new Float64Array(4);
    const rows = Int32Array.of(0, 1, 2, 3);
    expect(objective.renewLeaf?.(rows, 1, 2, scores)).toBe(1);
    expect(objective.renewLeaf?.(rows, 3, 4, scores)).toBe(0);
  });
});

describe('huber', () => {
  it('finds the root for spreads of any size', () => {
    const random = seededRandom(12);
    for (const spread of [1e-6, 1, 1e3, 1e9]) {
      const values = Float64Array.from({ length: 200 }, () => spread * random.normal() ** 3);
      const input: ObjectiveInput = { target: { kind: 'regression', values } };
      const objective = createObjective(getObjective('huber'), input);
      const [first] = objective.initialScores();
      const gradients = new Float64Array(200);
      const scores = new Float64Array(200).fill(first);
      objective.gradients(scores, gradients, new Float64Array(200), 0, 200);
      expect(Math.abs(gradients.reduce((sum, g) => sum + g, 0))).toBeLessThan(1e-6);
    }
  });
});
