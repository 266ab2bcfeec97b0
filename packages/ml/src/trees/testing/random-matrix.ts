import type { Matrix, Random } from '../../math/index.ts';

/**
 * One column of a random matrix: its number of distinct values, or the levels of a category, and the share
 * of rows that lack it.
 */
export interface ColumnKind {
  readonly nDistinct?: number;
  readonly nLevels?: number;
  readonly missingShare?: number;
}

/**
 * Rows of random columns. A missing number is NaN, a missing level -1 or NaN; levels are the less frequent the
 * higher their code.
 */
export function randomMatrix(random: Random, nRows: number, kinds: readonly ColumnKind[]): Matrix {
  const nColumns = kinds.length;
  const values = new Float64Array(nRows * nColumns);
  for (let i = 0, at = 0; i < nRows; i++)
    for (const kind of kinds) values[at++] = randomValue(random, kind);
  const levels = Int32Array.from(kinds, ({ nLevels = 0 }) => nLevels);
  return { nRows, nColumns, values, ...(levels.some((n) => n > 0) && { levels }) };
}

function randomValue(random: Random, { nDistinct, nLevels, missingShare = 0 }: ColumnKind): number {
  if (missingShare > 0 && random.next() < missingShare)
    return nLevels !== undefined && random.next() < 0.5 ? -1 : Number.NaN;
  if (nLevels !== undefined) return Math.floor(nLevels * random.next() ** 2);
  if (nDistinct !== undefined) return random.below(nDistinct) / 4 - 2;
  return random.normal();
}
