import type { Estimate } from '@kaizenml/contracts';
import { type LearningCurve, type LearningPoint, learningCurve } from '@kaizenml/ml/combine';
import { getMetric } from '@kaizenml/ml/metrics';

/** Whether more rows would help. */
export interface RowsOutlook extends LearningCurve {
  /** The best candidate's value at each size of training. */
  readonly points: readonly LearningPoint[];
  /** What all training rows would give, where only a sample was looked at. 90 % interval. */
  readonly atAllRows?: Estimate & { readonly size: number };
}

/**
 * The curve of the best candidate at each size: the one that a search would take there.
 *
 * @param curves Of each candidate, the same sizes in all.
 * @param options.nAllRows Training rows of one fold of the whole table.
 * @throws ARGUMENT_INVALID for fewer than three sizes.
 */
export function rowsOutlook(
  curves: readonly (readonly LearningPoint[])[],
  { metric: name, nAllRows }: { readonly metric: string; readonly nAllRows: number },
): RowsOutlook {
  const metric = getMetric(name);
  const sign = metric.better === 'higher' ? 1 : -1;
  const points = (curves[0] ?? []).map((point, at) =>
    curves.reduce((best, curve) => {
      const rival = curve[at] ?? best;
      return sign * rival.value > sign * best.value ? rival : best;
    }, point),
  );
  const fitted = learningCurve(points, metric, { of: 'rows' });
  const most = points.at(-1)?.size ?? 0;
  return {
    ...fitted,
    points,
    ...(nAllRows > 1.05 * most && {
      atAllRows: { ...readCurve(fitted.curve, nAllRows), size: nAllRows },
    }),
  };
}

/** The curve at a size, on a logarithmic scale between its points; its last point beyond them. */
export function readCurve(curve: LearningCurve['curve'], size: number): Estimate {
  const at = curve.findIndex((point) => point.size >= size);
  const [before, after] = [curve[Math.max(0, at - 1)], curve[at] ?? curve.at(-1)];
  if (before === undefined || after === undefined)
    return { value: Number.NaN, low: null, high: null };
  const span = Math.log(after.size / before.size);
  const t = at <= 0 || span === 0 ? 1 : Math.log(size / before.size) / span;
  const mix = (a: number | null, b: number | null) =>
    a === null || b === null ? null : a + t * (b - a);
  return {
    value: before.value + t * (after.value - before.value),
    low: mix(before.low, after.low),
    high: mix(before.high, after.high),
  };
}
