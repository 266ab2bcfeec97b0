import type { Measured } from './compare.ts';

export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Median over the rounds of one figure; NaN where it was not measured. */
export function medianOf<F>(
  { rounds }: Measured<F>,
  figure: (figures: F) => number | undefined,
): number {
  return median(rounds.map(figure).filter((value) => value !== undefined));
}

/** How often the time of the fastest peer of the same round: the median over the rounds. */
export function ratioToFastest<F>(
  own: Measured<F>,
  all: readonly Measured<F>[],
  time: (figures: F) => number | undefined,
): number {
  const ratios = own.rounds.map((figures) => {
    const others = all
      .filter(({ engine }) => !engine.isOurs)
      .flatMap(({ rounds }) => rounds.filter(({ round }) => round === figures.round))
      .map((other) => time(other) ?? Number.NaN);
    return others.length > 0 ? (time(figures) ?? Number.NaN) / Math.min(...others) : Number.NaN;
  });
  return median(ratios.filter(Number.isFinite));
}

/** Slope of log y over log x by least squares: the exponent of growth. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (at: number) => logs.reduce((sum, each) => sum + each[at], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
