import type { Candidate } from '@kaizenml/ml/search';
import { describe, expect, it } from 'vitest';
import { affordablePlan } from './affordable-plan.ts';
import type { ModelPlan } from './model-plan.ts';

const candidate = (id: string): Candidate => ({ id, estimator: id, params: {}, isBaseline: false });
const MS: Readonly<Record<string, number>> = { slow: 800, fair: 100, quick: 10 };
const time = (msLeft?: number) => ({
  msLeft,
  fitMs: ({ id }: Candidate) => MS[id] ?? 0,
  bag: { nFits: 5, share: 0.8 },
});
const blend: ModelPlan = {
  candidates: ['slow', 'fair', 'quick'].map(candidate),
  combination: {
    kind: 'ensemble',
    members: ['slow', 'fair', 'quick'],
    weights: Float64Array.of(0.6, 0.3, 0.1),
  },
  calibration: { kind: 'none', nClasses: 2 },
  isBagged: true,
};
const idsOf = ({ candidates }: ModelPlan) => candidates.map(({ id }) => id);

describe('affordablePlan', () => {
  it('leaves a plan alone that there is time for', () => {
    expect(affordablePlan(blend, time())).toBe(blend);
    expect(affordablePlan(blend, time(910 * 4))).toBe(blend);
  });

  it('gives up bags first', () => {
    expect(affordablePlan(blend, time(910))).toEqual({ ...blend, isBagged: false });
  });

  it('keeps the members that together weigh most, and weighs them anew', () => {
    expect(idsOf(affordablePlan(blend, time(805)))).toEqual(['slow']);
    expect(idsOf(affordablePlan(blend, time(500)))).toEqual(['slow']);
    const kept = affordablePlan(blend, time(300));
    expect(idsOf(kept)).toEqual(['fair', 'quick']);
    expect(kept.combination).toEqual({
      kind: 'ensemble',
      members: ['fair', 'quick'],
      weights: Float64Array.of(0.3 / 0.4, 0.1 / 0.4),
    });
    expect(kept.calibration).toEqual(blend.calibration);
  });

  it('keeps one model however late it is', () => {
    expect(affordablePlan(blend, time(5))).toMatchObject({ candidates: [candidate('quick')] });
    expect(affordablePlan(blend, time(5)).combination).toBeUndefined();
    const alone: ModelPlan = { candidates: [candidate('slow')], isBagged: true };
    expect(affordablePlan(alone, time(5))).toEqual({ ...alone, isBagged: false });
  });

  it('makes one of its members of a stack', () => {
    const stack: ModelPlan = {
      ...blend,
      combination: {
        kind: 'stack',
        members: ['slow', 'fair', 'quick'],
        nClasses: 0,
        center: 0,
        scale: 1,
        model: { intercept: 0, weights: new Float64Array(3) } as never,
      },
    };
    expect(affordablePlan(stack, time(390))).toEqual({
      candidates: [candidate('fair')],
      isBagged: false,
    });
  });
});
