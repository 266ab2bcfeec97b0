import type { Estimate } from '@kaizenml/contracts';
import { type LearningCurve, type LearningPoint, learningCurve } from '@kaizenml/ml/combine';
import { getMetric, type Metric, signOf } from '@kaizenml/ml/metrics';
import { inDigits } from '../in-digits.ts';

/** Whether more rows would help. */
export interface RowsOutlook extends LearningCurve {
  /** The best candidate's value at each size of training. */
  readonly points: readonly LearningPoint[];
  /** What all training rows would give, where only a sample was looked at. 90 % interval. */
  readonly atAllRows?: Estimate & { readonly size: number };
}

/**
 * How far a forecast gain may be off besides the noise of its points: curves of real tables bend in ways that no power law has.
 * Of ten forecasts from 30 % of the rows, nine came true within these factors (`bench/quick.ts`).
 */
const LEAST_OF_GAIN = 0.2;
const MOST_OF_GAIN = 2;
/** Share of the value that is worth having. */
const WORTH = 0.01;

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
  const sign = signOf(metric);
  const points = (curves[0] ?? []).map((point, at) =>
    curves.reduce((best, curve) => {
      const rival = curve[at] ?? best;
      return sign * rival.value > sign * best.value ? rival : best;
    }, point),
  );
  const fitted = learningCurve(points, metric, { of: 'rows' });
  const most = points.at(-1)?.size ?? 0;
  const now = readCurve(fitted.curve, most).value;
  const curve = fitted.curve.map((point) =>
    point.size > most ? { ...point, ...forecast(point, now, metric) } : point,
  );
  const gainOfTwice = widened(fitted.gainOfTwice);
  const verdict = verdictOf(gainOfTwice, WORTH * Math.abs(now));
  return {
    gainOfTwice,
    gainOfTenfold: widened(fitted.gainOfTenfold),
    verdict,
    curve,
    sentence: sentenceOf(verdict, gainOfTwice, { metric, most }),
    points,
    ...(nAllRows > 1.05 * most && {
      atAllRows: { ...readCurve(curve, nAllRows), size: nAllRows },
    }),
  };
}

/** A gain with its interval, and the factors that forecasts are off by. */
function widened({ value, low, high }: Estimate): Estimate {
  return {
    value,
    low: Math.min(low ?? value, LEAST_OF_GAIN * value),
    high: Math.max(high ?? value, MOST_OF_GAIN * value),
  };
}

function forecast({ value, low, high }: Estimate, now: number, { bounds }: Metric): Estimate {
  const [least, most] = bounds;
  const ends = [LEAST_OF_GAIN, MOST_OF_GAIN].map((factor) => now + factor * (value - now));
  return {
    value,
    low: Math.max(least, Math.min(low ?? value, ...ends)),
    high: Math.min(most, Math.max(high ?? value, ...ends)),
  };
}

function verdictOf({ value, low, high }: Estimate, worth: number): LearningCurve['verdict'] {
  if ((high ?? value) < worth) return 'enough';
  return value >= worth && (low ?? value) > 0 ? 'helps' : 'unclear';
}

function sentenceOf(
  verdict: LearningCurve['verdict'],
  { value, low, high }: Estimate,
  { metric, most }: { readonly metric: Metric; readonly most: number },
): string {
  const range = `${inDigits(value, 2)} (90 %: ${inDigits(low ?? value, 2)} to ${inDigits(high ?? value, 2)})`;
  const made = `learning from ${2 * most} rows instead of ${most} would make the ${metric.title} better by ${range}`;
  if (verdict === 'helps') return `More rows would help: ${made}.`;
  if (verdict === 'enough') return `More rows would hardly help: ${made}.`;
  return `Whether more rows would help is not clear: ${made}.`;
}

/** The curve at a size, on a logarithmic scale between its points; its last point beyond them. */
export function readCurve(curve: LearningCurve['curve'], size: number): Estimate {
  const at = curve.findIndex((point) => point.size >= size * (1 - 1e-9));
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
