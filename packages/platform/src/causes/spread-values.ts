import { type Binning, type ColumnWindow, isLevelBinning } from '@kaizenml/ml/windows';

/** A value as a row holds it. */
type Value = number | string | boolean | null;

/**
 * Values that stand for a window: as many of each bin as its share asks for, missing ones too. The same window gives the same values.
 *
 * @returns `n` of them; undefined of texts and ids, of which windows know the lengths alone, and of a window without rows.
 * @source Hamilton's method of largest remainders for the shares.
 */
export function spreadValues(
  binning: Binning,
  window: Pick<ColumnWindow, 'counts' | 'missing' | 'newLevels'>,
  n: number,
): readonly Value[] | undefined {
  if (binning.kind === 'text' || binning.kind === 'id') return undefined;
  const weights = [...window.counts, window.missing];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return undefined;
  const asked = weights.map((weight) => (n * weight) / total);
  const given = asked.map(Math.floor);
  const byRemainder = asked
    .map((share, bin) => ({ bin, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.bin - b.bin);
  const nLeft = n - given.reduce((sum, number) => sum + number, 0);
  for (const { bin } of byRemainder.slice(0, nLeft)) given[bin] = (given[bin] ?? 0) + 1;
  return given.flatMap((number, bin) =>
    new Array<Value>(number).fill(valueIn(binning, window, bin)),
  );
}

function valueIn(
  binning: Binning,
  { counts, newLevels }: Pick<ColumnWindow, 'counts' | 'newLevels'>,
  bin: number,
): Value {
  if (bin === counts.length) return null;
  if (isLevelBinning(binning)) {
    const level = binning.levels[bin] ?? mostFrequent(newLevels);
    if (level === undefined) return null;
    return binning.kind === 'boolean' ? level === 'true' : level;
  }
  const center = binning.centers[bin];
  if (center === undefined) return null;
  return binning.kind === 'date' ? new Date(center).toISOString() : center;
}

/** The level that stands for those that the reference did not know. */
function mostFrequent(newLevels: ColumnWindow['newLevels']): string | undefined {
  return [...newLevels].sort(([, a], [, b]) => b - a)[0]?.[0];
}
