import { describe, expect, it } from 'vitest';
import { extrapolateCurve } from './extrapolate-curve.ts';
import { curveCutOff } from './index.ts';

const SHARES = [1 / 8, 1 / 4, 1 / 2];
const FOREST = { estimator: 'random-forest', params: {} };
const RIDGE = { estimator: 'ridge', params: {} };

describe('extrapolateCurve', () => {
  it.each([0.25, 0.5, 1, 2])('finds where a power law of %d ends', (power) => {
    const at = (members: number) => 0.9 - 0.02 * members ** -power;
    const points = SHARES.map((members) => ({ members, score: at(members) }));
    expect(extrapolateCurve(points)).toBeCloseTo(at(1), 10);
  });

  it('takes the latest score of a curve that falls', () => {
    const points = SHARES.map((members) => ({ members, score: 1 - members }));
    expect(extrapolateCurve(points)).toBe(0.5);
  });
});

describe('curveCutOff', () => {
  /** Runs candidates one after the other. @returns Shares and folds that each one got. */
  function run(curves: readonly { readonly draft: typeof FOREST; at(members: number): number }[]) {
    const schedule = curveCutOff({ nFolds: 3 });
    return curves.map(({ draft, at }, trial) => {
      let step = schedule.begin(trial, draft);
      const got: number[] = [];
      for (;;) {
        got.push(step.members * step.folds);
        schedule.settle(
          trial,
          step,
          Array.from({ length: step.folds }, () => at(step.members)),
        );
        const due = schedule.due();
        if (due === undefined) return got;
        step = due.step;
      }
    });
  }

  it('leaves those that are on course to less, and lets those grow that are on course to more', () => {
    const curve = (end: number, fall: number) => ({
      draft: FOREST,
      at: (members: number) => end - fall * (1 / members - 1),
    });
    const grown = [1 / 8, 1 / 4, 1 / 2, 3];
    expect(
      run([
        { draft: RIDGE, at: () => 0.8 },
        curve(0.7, 0.01),
        curve(0.82, 0.01),
        curve(0.85, 0.05),
        curve(0.82, 0.001),
      ]),
    ).toEqual([[3], [1 / 8, 1 / 4], grown, grown, [1 / 8, 1 / 4]]);
  });

  it('grows everything while there is no best', () => {
    expect(run([{ draft: FOREST, at: (members) => members }])).toEqual([[1 / 8, 1 / 4, 1 / 2, 3]]);
  });
});
