import { describe, expect, it } from 'vitest';
import { fromRows, seededRandom } from '../../math/index.ts';
import type { Target } from '../estimator.ts';
import { kNearestNeighbors } from './k-nearest-neighbors.ts';

const random = seededRandom(1);
const defaults = { nNeighbors: 2, weighting: 'uniform', metric: 'euclidean' } as const;

function answers(
  rows: readonly (readonly number[])[],
  target: Target,
  queries: readonly (readonly number[])[],
  given: Partial<Parameters<typeof kNearestNeighbors.fit>[2]> = {},
): number[] {
  const state = kNearestNeighbors.fit(
    fromRows(rows),
    target,
    { ...defaults, ...given },
    { random },
  );
  return [...kNearestNeighbors.predict(state, fromRows(queries))];
}

function numbers(...values: readonly number[]): Target {
  return { kind: 'regression', values: Float64Array.from(values) };
}

describe('k-nearest-neighbors', () => {
  it('shares the last places among rows that are equally near', () => {
    const rows = [[0], [1], [-1], [5]];
    expect(answers(rows, numbers(6, 1, 3, 100), [[0]])).toEqual([4]);
    const classes: Target = {
      kind: 'classification',
      codes: Int32Array.of(0, 1, 2, 2),
      nClasses: 3,
    };
    expect(answers(rows, classes, [[0]])).toEqual([0.5, 0.25, 0.25]);
  });

  it('weighs by 1 / distance', () => {
    const given = { weighting: 'distance' } as const;
    expect(answers([[1], [-3], [9]], numbers(4, 8, 100), [[0]], given)[0]).toBeCloseTo(5, 12);
  });

  it('lets rows at distance 0 answer alone when it weighs by distance', () => {
    const given = { weighting: 'distance', nNeighbors: 3 } as const;
    expect(answers([[1], [1], [2]], numbers(4, 8, 100), [[1]], given)).toEqual([6]);
  });

  it('takes all rows where there are fewer than asked for', () => {
    expect(answers([[1], [2]], numbers(4, 8), [[7]], { nNeighbors: 50 })).toEqual([6]);
  });

  it('answers finite numbers for rows so far out that distances overflow', () => {
    for (const metric of ['euclidean', 'manhattan', 'cosine'] as const) {
      for (const weighting of ['uniform', 'distance'] as const) {
        const [far] = answers([[1e300], [2]], numbers(4, 8), [[-1e308]], { metric, weighting });
        expect(far, `${metric}, ${weighting}`).toBeGreaterThanOrEqual(4);
      }
    }
  });

  it('measures angles at the origin, and a right angle to rows of zeros', () => {
    const rows = [
      [10, 0],
      [0, 0.1],
      [0, 0],
    ];
    const given = { metric: 'cosine', nNeighbors: 1 } as const;
    expect(answers(rows, numbers(1, 2, 3), [[1, 0.1]], given)).toEqual([1]);
    expect(answers(rows, numbers(1, 2, 3), [[0, 0]], given)).toEqual([3]);
    expect(answers(rows, numbers(1, 2, 3), [[-1, -1]], given)).toEqual([3]);
  });
});
