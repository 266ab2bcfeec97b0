import { type Binning, type ColumnWindow, isLevelBinning } from '@kaizenml/ml/windows';

/** What moved most between two windows of a column, in words. */
export function sayMove(binning: Binning, before: ColumnWindow, after: ColumnWindow): string {
  if (isLevelBinning(binning)) return sayLevel(binning.levels, before, after);
  const what = binning.kind === 'text' || binning.kind === 'id' ? 'mean length' : 'mean';
  const [from, to] = [before.moments, after.moments];
  const spread = (of: ColumnWindow['moments']) => Math.sqrt(of.squares / of.weight);
  const isDate = binning.kind === 'date';
  const show = (value: number) =>
    isDate ? new Date(value).toISOString().slice(0, 10) : inFourDigits(value);
  const means = `${what} ${show(from.mean)} → ${show(to.mean)}`;
  const hasMoved = Math.abs(to.mean - from.mean) > 0.2 * Math.max(spread(from), spread(to));
  if (hasMoved || isDate) return means;
  return `${means}, deviation ${inFourDigits(spread(from))} → ${inFourDigits(spread(to))}`;
}

function sayLevel(levels: readonly string[], before: ColumnWindow, after: ColumnWindow): string {
  const share = (window: ColumnWindow, bin: number) =>
    (window.counts[bin] ?? 0) / Math.max(1, window.weight - window.missing);
  const moves = Array.from(before.counts, (_, bin) => share(after, bin) - share(before, bin));
  const most = moves.reduce(
    (best, move, bin) => (Math.abs(move) > Math.abs(moves[best] ?? 0) ? bin : best),
    0,
  );
  const news = [...after.newLevels].sort(([, a], [, b]) => b - a).map(([level]) => level);
  const name = levels[most] ?? news[0] ?? 'others';
  const [from, to] = [share(before, most), share(after, most)];
  return `${to > from ? 'more' : 'less'} of "${name}": ${percent(from)} → ${percent(to)}`;
}

function inFourDigits(value: number): string {
  return Number.isFinite(value) ? `${Number(value.toPrecision(4))}` : 'none';
}

/** Share of rows without a value; 0 of no rows. */
export function shareMissing({ missing, weight }: ColumnWindow): number {
  return weight === 0 ? 0 : missing / weight;
}

/** A share in words, such as `41 %` or `0.3 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)} %`;
}
