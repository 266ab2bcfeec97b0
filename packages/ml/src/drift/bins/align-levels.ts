import type { LevelSample } from '../samples/index.ts';
import type { Bins } from './bins.ts';

/** Rows per level of either sample. */
export interface AlignedLevels extends Bins {
  /** The most frequent first, equal ones by name. A last bin without a name holds what sketches no longer tell apart. */
  readonly levels: readonly string[];
}

/** Brings the levels of two samples together. @cost O(levels log levels) */
export function alignLevels(reference: LevelSample, current: LevelSample): AlignedLevels {
  const total = new Map(reference.counts);
  for (const [level, count] of current.counts) total.set(level, (total.get(level) ?? 0) + count);
  const levels = [...total]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([level]) => level);
  const rowsOf = ({ counts, rest }: LevelSample): number[] => [
    ...levels.map((level) => counts.get(level) ?? 0),
    ...(reference.rest + current.rest > 0 ? [rest] : []),
  ];
  return { levels, reference: rowsOf(reference), current: rowsOf(current) };
}
