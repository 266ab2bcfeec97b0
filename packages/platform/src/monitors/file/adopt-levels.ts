import { type Binning, type ColumnWindow, isLevelBinning } from '@kaizenml/ml/windows';

const MAX_LEVELS = 255;

/** Where a column is counted, and its counts there. */
interface Counted {
  readonly binning: Binning;
  readonly window: ColumnWindow;
}

/**
 * Makes the levels that a reference has, and those of some of its rows had not, known ones, as far as they were remembered: of a
 * reference nothing is new.
 */
export function adoptLevels({ binning, window }: Counted): Counted {
  const { counts, newLevels } = window;
  if (!isLevelBinning(binning) || newLevels.size === 0) return { binning, window };
  const named = [
    ...binning.levels.map((level, bin) => [level, counts[bin] as number] as const),
    ...newLevels,
  ];
  named.sort(([a, nA], [b, nB]) => nB - nA || (a < b ? -1 : 1));
  const known = named.slice(0, MAX_LEVELS);
  const present = counts.reduce((sum, count) => sum + count, 0);
  const others = known.reduce((left, [, count]) => left - count, present);
  return {
    binning: { ...binning, levels: known.map(([level]) => level) },
    window: {
      ...window,
      counts: Float64Array.from([...known.map(([, count]) => count), others]),
      newLevels: new Map(named.slice(MAX_LEVELS)),
    },
  };
}
