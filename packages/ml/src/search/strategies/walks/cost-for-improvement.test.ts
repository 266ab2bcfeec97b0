import { describe, expect, it } from 'vitest';
import { costForImprovement } from './cost-for-improvement.ts';

describe('costForImprovement', () => {
  it('is what the latest improvement took, or what was spent in vain since', () => {
    const improvements = [
      { spent: 10, score: 1 },
      { spent: 30, score: 5 },
    ];
    expect(costForImprovement([{ score: 5, spent: 35, improvements }], [])).toEqual([20]);
    expect(costForImprovement([{ score: 5, spent: 80, improvements }], [])).toEqual([50]);
  });

  it('is what a family that is behind needs at its pace', () => {
    const ahead = { score: 9, spent: 4, improvements: [{ spent: 4, score: 9 }] };
    const behind = {
      score: 5,
      spent: 31,
      improvements: [
        { spent: 10, score: 3 },
        { spent: 30, score: 5 },
      ],
    };
    expect(costForImprovement([ahead, behind], [])).toEqual([4, 40]);
  });

  it('is the cost of the defaults, or of the cheapest family, where nothing was tried', () => {
    const fresh = { score: Number.NEGATIVE_INFINITY, spent: 0, improvements: [] };
    const tried = { score: 1, spent: 7, improvements: [{ spent: 7, score: 1 }] };
    expect(costForImprovement([tried, fresh, fresh], [undefined, 3, undefined])).toEqual([7, 3, 7]);
    expect(costForImprovement([fresh], [])).toEqual([1]);
  });
});
