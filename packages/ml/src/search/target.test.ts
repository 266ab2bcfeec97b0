import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { constant, fitRows, type Target } from '../models/index.ts';
import { takeTargetRows, toOutcome } from './index.ts';

const said = {
  weights: Float64Array.of(1, 0, 2, 3),
  groups: Int32Array.of(4, 4, 5, 5),
  quantiles: [0.1, 0.4, 0.9],
};
const y: Target = { kind: 'regression', values: Float64Array.of(10, 20, 30, 40), ...said };

describe('what is said of rows', () => {
  it('goes with them through splits', () => {
    expect(takeTargetRows(y, [3, 0])).toEqual({
      kind: 'regression',
      values: Float64Array.of(40, 10),
      weights: Float64Array.of(3, 1),
      groups: Int32Array.of(5, 4),
      quantiles: said.quantiles,
    });
    const codes = { kind: 'classification', codes: Int32Array.of(1, 0), nClasses: 2 } as const;
    expect(takeTargetRows({ ...codes, weights: Float64Array.of(7, 8) }, [1])).toEqual({
      ...codes,
      codes: Int32Array.of(0),
      weights: Float64Array.of(8),
    });
  });

  it('goes into the fit', () => {
    const x = { nRows: 4, nColumns: 1, values: new Float64Array(4) };
    const state = fitRows(
      constant,
      x,
      { ...y, quantiles: [0.2, 0.5] },
      {},
      {
        random: seededRandom(1),
      },
    );
    expect(state).toEqual({ nColumns: 1, answer: Float64Array.of(30, 35) });
  });

  it('goes to the metrics, with the middle quantile as the answer', () => {
    const answers = Float64Array.from({ length: 12 }, (_, i) => i);
    const { weights, groups, quantiles: levels } = said;
    expect(toOutcome(y, answers)).toEqual({
      kind: 'regression',
      truth: y.kind === 'regression' && y.values,
      predicted: Float64Array.of(1, 4, 7, 10),
      weights,
      groups,
      quantiles: { levels, values: answers },
    });
  });
});
