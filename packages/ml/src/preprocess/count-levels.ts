import { invariant } from '@kaizenml/contracts';
import type { CodedColumn, Column } from '../table/index.ts';
import { isNumeric } from '../table/index.ts';

/** How often one level occurs. */
export interface LevelCount {
  readonly level: string;
  readonly count: number;
}

/**
 * Levels that occur in a column, most frequent first; equal counts in order of the text.
 *
 * The order does not depend on the order of the rows, so that a shuffled table gives the same state.
 */
export function countLevels(column: Column): LevelCount[] {
  const { codes, levels } = coded(column);
  const counts = new Float64Array(levels.length);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return levels
    .map((level, code) => ({ level, count: counts[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1));
}

/** The column as one of codes; transformers that accept only such kinds call it. */
export function coded(column: Column): CodedColumn {
  invariant(!isNumeric(column), `column "${column.name}" has codes`);
  return column;
}
