import { describe, expect, it } from 'vitest';
import { binAmong, quantileCuts } from './index.ts';

const cuts = (values: readonly number[], nBins: number) => [
  ...quantileCuts(Float64Array.from(values).sort(), nBins),
];

describe('quantileCuts', () => {
  it('cuts values into bins of as many', () => {
    expect(cuts([1, 2, 3, 4, 5, 6, 7, 8], 4)).toEqual([3, 5, 7]);
  });

  it('gives a value that fills whole bins one of its own, whatever lies on either side', () => {
    expect(cuts([0, 0, 0, 0, 0, 0, 5, 6], 4)).toEqual([0, 5]);
    expect(cuts([-3, -2, 0, 0, 0, 0, 0, 0], 4)).toEqual([0]);
    expect(cuts([7, 7, 7], 4)).toEqual([7]);
    expect(cuts([], 4)).toEqual([]);
  });

  it('tells bins apart by the cuts that are not above a value', () => {
    const at = Float64Array.from([0, 5]);
    expect([-1, 0, 4, 5, 9].map((value) => binAmong(at, value))).toEqual([0, 1, 1, 2, 2]);
  });
});
