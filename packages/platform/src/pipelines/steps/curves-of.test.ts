import { describe, expect, it } from 'vitest';
import { curvesOf } from './curves-of.ts';

describe('curvesOf', () => {
  it('counts the share of a class by weight', () => {
    const outcome = {
      kind: 'classification',
      truth: Int32Array.of(0, 0, 1, 1),
      probabilities: Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.7, 0.3, 0.2, 0.8),
      nClasses: 2,
    } as const;
    const prevalence = (weights?: Float64Array) =>
      curvesOf({ ...outcome, ...(weights && { weights }) }, ['no', 'yes']).precisionRecall?.[0]
        ?.prevalence;
    expect(prevalence()).toBe(0.5);
    expect(prevalence(Float64Array.of(1, 1, 1, 7))).toBe(0.8);
  });
});
