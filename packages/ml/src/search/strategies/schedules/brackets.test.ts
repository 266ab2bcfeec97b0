import { describe, expect, it } from 'vitest';
import { brackets } from './brackets.ts';

const table = (resource: number, eta: number) =>
  brackets(resource, eta).map((rounds) =>
    rounds.map(({ nCandidates, resource: each }) => [nCandidates, each]),
  );

describe('brackets', () => {
  it('are those of Li et al. (2018), table 1', () => {
    expect(table(81, 3)).toEqual([
      [
        [81, 1],
        [27, 3],
        [9, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [34, 3],
        [11, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [15, 9],
        [5, 27],
        [1, 81],
      ],
      [
        [8, 27],
        [2, 81],
      ],
      [[5, 81]],
    ]);
  });

  it('are those that mlr3hyperband publishes for eta = 2 and 8 units', () => {
    expect(table(8, 2)).toEqual([
      [
        [8, 1],
        [4, 2],
        [2, 4],
        [1, 8],
      ],
      [
        [6, 2],
        [3, 4],
        [1, 8],
      ],
      [
        [4, 4],
        [2, 8],
      ],
      [[4, 8]],
    ]);
  });

  it('are one bracket of one round where there is one unit only', () => {
    expect(table(1, 3)).toEqual([[[1, 1]]]);
  });
});
