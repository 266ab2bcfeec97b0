import type { Dimension } from './dimension.ts';
import { distance, type Point, type SearchSpace, startPoint } from './search-space.ts';

/**
 * The points of a grid over one family, those near the defaults first.
 *
 * @param nLevels Levels of a number, evenly spread from bound to bound; of a whole number no more than it has.
 */
export function gridOf(space: SearchSpace, family: number, nLevels: number): Point[] {
  const { dimensions } = space.families[family];
  const tuples = dimensions.reduce<readonly (readonly number[])[]>(
    (rows, each) => rows.flatMap((row) => levelsOf(each, nLevels).map((unit) => [...row, unit])),
    [[]],
  );
  const start = startPoint(space, family);
  return tuples
    .map((units): Point => ({ family, units, rest: {} }))
    .map((point) => ({ point, gap: distance(space, start, point) }))
    .sort((a, b) => a.gap - b.gap)
    .map(({ point }) => point);
}

function levelsOf(dimension: Dimension, nLevels: number): number[] {
  if (dimension.kind === 'choice') return dimension.choices.map((_, i) => i);
  const n = dimension.isInteger ? Math.min(nLevels, dimension.high - dimension.low + 1) : nLevels;
  return Array.from({ length: n }, (_, i) => (n === 1 ? dimension.start : i / (n - 1)));
}
