import { describe, expect, it } from 'vitest';
import { fromRows, seededRandom } from '../../../math/index.ts';
import { axesOf, binMatrix } from './axis.ts';

describe('the axis of a column', () => {
  it('has a bin for each of few values, cuts midway, and bin 0 for missing ones', () => {
    const x = fromRows([[3], [1], [Number.NaN], [2], [1]]);
    const axes = axesOf(x, 254);
    expect(axes).toEqual([{ kind: 'number', nBins: 4, cuts: Float64Array.of(1.5, 2.5) }]);
    expect([...binMatrix(axes, x)]).toEqual([3, 1, 0, 2, 1]);
    expect([...binMatrix(axes, fromRows([[-9], [1.5], [9]]))]).toEqual([1, 1, 3]);
  });

  it('cuts many values into bins of about equal counts', () => {
    const random = seededRandom(1);
    const x = fromRows(Array.from({ length: 5000 }, () => [random.normal()]));
    const axes = axesOf(x, 50);
    expect(axes[0].nBins).toBe(51);
    const counts = new Array(51).fill(0);
    for (const bin of binMatrix(axes, x)) counts[bin]++;
    expect(Math.min(...counts.slice(1))).toBeGreaterThanOrEqual(90);
    expect(Math.max(...counts.slice(1))).toBeLessThanOrEqual(110);
  });

  it('gives bins to the most frequent levels, and one to all others', () => {
    const codes = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, -1, 4];
    const x = { ...fromRows(codes.map((code) => [code])), levels: Int32Array.of(5) };
    const axes = axesOf(x, 2);
    expect([...binMatrix(axes, x)]).toEqual([3, 3, 3, 1, 1, 1, 2, 2, 2, 2, 0, 3]);
    expect([...binMatrix(axes, fromRows([[5]]))]).toEqual([3]);
  });

  it('has only bins for missing and unseen values where a column is empty', () => {
    const x = { ...fromRows([[Number.NaN, -1]]), levels: Int32Array.of(0, 2) };
    const axes = axesOf(x, 254);
    expect(axes.map(({ nBins }) => nBins)).toEqual([2, 2]);
    expect([...binMatrix(axes, fromRows([[7, 1]]))]).toEqual([1, 1]);
  });
});
