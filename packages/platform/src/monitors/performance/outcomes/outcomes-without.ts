import type { MeanSum } from './mean-sum.ts';
import type { Cell, OutcomeCounts } from './outcome-counts.ts';

/**
 * What the other rows showed: the reverse of `addOutcomes`, exact but for rounding. What rows may be believed is left out.
 *
 * @param part Some of the rows of `all`. @cost O(cells)
 */
export function outcomesWithout(all: OutcomeCounts, part: OutcomeCounts): OutcomeCounts {
  return {
    nRows: all.nRows - part.nRows,
    nUnreadable: all.nUnreadable - part.nUnreadable,
    calls: cellsWithout(all.calls, part.calls),
    scores: cellsWithout(all.scores, part.scores),
    means: Object.fromEntries(
      Object.entries(all.means).map(([name, mean]) => [name, meanWithout(mean, part.means[name])]),
    ),
    trust: {},
  };
}

function cellsWithout(
  all: Readonly<Record<string, Cell>>,
  part: Readonly<Record<string, Cell>>,
): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, cell]) => {
      const less = part[key];
      if (less === undefined) return [[key, { ...cell }]];
      if (less.nRows >= cell.nRows) return [];
      const { nRows, weight, stated } = less;
      return [
        [
          key,
          {
            nRows: cell.nRows - nRows,
            weight: cell.weight - weight,
            stated: cell.stated - stated,
          },
        ],
      ];
    }),
  );
}

/** @source Chan, Golub & LeVeque (1983), American Statistician 37, formula (1.5), solved for one of the parts. */
function meanWithout(all: MeanSum, part: MeanSum | undefined): MeanSum {
  if (part === undefined) return { ...all };
  const nRows = all.nRows - part.nRows;
  if (nRows <= 0) return { nRows: 0, weight: 0, weightSquares: 0, mean: 0, squares: 0 };
  const weight = all.weight - part.weight;
  const mean = (all.mean * all.weight - part.mean * part.weight) / weight;
  const between = ((part.mean - mean) ** 2 * weight * part.weight) / all.weight;
  return {
    ...{ nRows, weight, mean, weightSquares: all.weightSquares - part.weightSquares },
    squares: Math.max(0, all.squares - part.squares - between),
  };
}
