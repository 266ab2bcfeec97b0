import { describe, expect, it } from 'vitest';
import { createObjective, custom, squared } from './index.ts';

const target = { kind: 'regression', values: Float64Array.of(1, 2, 5) } as const;
const weights = Float64Array.of(1, 0.5, 2);
const scores = Float64Array.of(0, 2.5, 7);

describe('custom', () => {
  it('does what the built-in objective of the same loss does', () => {
    const mine = custom({
      name: 'my-squared',
      loss: (score, y) => (score - y) ** 2 / 2,
      gradient: (score, y) => score - y,
      hessian: () => 1,
      initialScore: 3,
    });
    const run = (description: typeof mine) => {
      const objective = createObjective(description, { target, weights });
      const gradients = new Float64Array(3);
      const hessians = new Float64Array(3);
      objective.gradients(scores, gradients, hessians, 0, 3);
      return { gradients, hessians, loss: objective.loss(scores), link: objective.link };
    };
    expect(run(mine)).toEqual(run(squared));
    expect([...createObjective(mine, { target }).initialScores()]).toEqual([3]);
  });

  it('refuses a gradient that is no number, naming the row', () => {
    const broken = custom({
      name: 'broken',
      loss: () => 0,
      gradient: (score, y) => Math.log(score - y),
      hessian: () => 1,
    });
    const attempt = () =>
      createObjective(broken, { target }).gradients(
        Float64Array.of(2, 3, 4),
        new Float64Array(3),
        new Float64Array(3),
        0,
        3,
      );
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'broken must give a finite gradient and a finite Hessian of at least 0, got NaN and 1 in row 3 (score 4, target 5).',
        details: {
          objective: 'broken',
          row: 3,
          score: '4',
          y: '5',
          gradient: 'NaN',
          hessian: '1',
        },
      }),
    );
  });

  it('refuses a negative Hessian', () => {
    const saddle = custom({
      name: 'saddle',
      loss: () => 0,
      gradient: () => 0,
      hessian: () => -1,
    });
    const one = new Float64Array(3);
    expect(() => createObjective(saddle, { target }).gradients(one, one, one, 0, 1)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID', message: expect.stringContaining('-1') }),
    );
  });
});
