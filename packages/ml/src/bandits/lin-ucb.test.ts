import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { chooseArm } from './choose-arm.ts';
import { linUcb } from './lin-ucb.ts';
import { ridgeInverse } from './ridge-inverse.ts';

/** Gauss and Jordan's inverse, with rows exchanged. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const p = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let i = 0; i < p; i++) {
    const pivot = rows.findIndex((row, at) => at >= i && Math.abs(row[i]) > 1e-9);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    rows[i] = rows[i].map((value) => value / rows[i][i]);
    for (let other = 0; other < p; other++) {
      const factor = rows[other][i];
      if (other !== i) rows[other] = rows[other].map((value, j) => value - factor * rows[i][j]);
    }
  }
  return rows.map((row) => row.slice(p));
}

describe('lin-ucb', () => {
  const p = 5;
  const random = seededRandom(4);
  const draw = () => Array.from({ length: p }, (_, j) => (j === 0 ? 1 : random.normal()));

  it('has by Sherman and Morrison the inverse that Gauss and Jordan find, after 5 000 rewards', () => {
    const state = linUcb.empty({ nArms: 2, nFeatures: p, ridge: 0.5 });
    const direct = Array.from({ length: p }, (_, i) =>
      Array.from({ length: p }, (_, j) => (i === j ? 0.5 : 0)),
    );
    for (let n = 0; n < 5000; n++) {
      const x = draw();
      linUcb.update(state, { arm: 1, reward: random.normal(), context: x });
      x.forEach((xi, i) => {
        x.forEach((xj, j) => {
          direct[i][j] += xi * xj;
        });
      });
    }
    const wanted = inverseOf(direct).flat();
    const byFactor = ridgeInverse(state.arms[1].gram, 0.5);
    wanted.forEach((value, at) => {
      expect(state.arms[1].inverse[at]).toBeCloseTo(value, 12);
      expect(byFactor[at]).toBeCloseTo(value, 12);
    });
  });

  it('prefers the bound x w + width sqrt(x A^-1 x), written out', () => {
    const state = linUcb.empty({ nArms: 2, nFeatures: 1, width: 1, explore: 0 });
    for (let n = 0; n < 8; n++) linUcb.update(state, { arm: 0, reward: 1, context: [1] });
    // Arm 0: 8/9 + 1/3; arm 1: 0 + 1.
    expect(linUcb.probabilities(state, [1])).toEqual([1, 0]);
    expect(linUcb.probabilities({ ...state, width: 2 }, [1])).toEqual([0, 1]);
  });

  it('learns which arm suits which request', () => {
    const weights = [
      [0.2, 1],
      [0.2, -1],
    ];
    const state = linUcb.empty({ nFeatures: 2 });
    let nRight = 0;
    for (let n = 0; n < 1200; n++) {
      const x = [1, random.normal()];
      const { arm } = chooseArm(linUcb.probabilities(state, x), random);
      const means = weights.map((w) => w[0] * x[0] + w[1] * x[1]);
      if (n >= 200) nRight += Number(means[arm] === Math.max(...means));
      linUcb.update(state, { arm, reward: means[arm] + 0.5 * random.normal(), context: x });
    }
    // 5 % are dealt out evenly, half of them right.
    expect(nRight / 1000).toBeGreaterThan(0.92);
  });

  it('refuses another number of features', () => {
    expect(() => linUcb.probabilities(linUcb.empty({ nFeatures: 3 }), [1, 2])).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'The context of lin-ucb must be 3 finite numbers, got 2.',
        details: { expected: 3, received: 2 },
      }),
    );
  });

  it('refuses to invert what has no inverse to working precision', () => {
    expect(() => ridgeInverse([1e20, 1e20, 1e20, 1e20], 1)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID', details: { nFeatures: 2, ridge: 1 } }),
    );
  });
});
