import { exp, log } from '../../math/index.ts';
import { quantileSorted } from '../../stats/index.ts';

/**
 * What scores of ordinary rows look like above their median: a Weibull tail, the share 1/2 exp(-((s - median) / scale)^shape)
 * of the rows scores at least s.
 */
export interface Calibration {
  readonly median: number;
  /** Above 0; 0 where at least 40 % of the scores equal the median, so that nothing tells of a tail. */
  readonly scale: number;
  /** 1 is an exponential tail, above 1 a lighter one. */
  readonly shape: number;
  /** Share of the scores above the median. */
  readonly shareAbove: number;
}

const [LIGHTEST, HEAVIEST] = [4, 0.5];
/** ln (0.5 / 0.25) and ln (0.5 / 0.1): how deep the tail is at the 75 % and 90 % quantiles. */
const DEPTH_75 = Math.LN2;
const DEPTH_90 = 1.6094379124341003;

/** Scores that fewer ordinary rows reach are left out when the tail is looked at a second time. */
const LEFT_OUT = 0.001;

/**
 * The tail of ordinary scores, from quantiles that a tenth of outliers moves little: median, 75 % and 90 %. Scores that
 * hardly an ordinary row reaches are left out and the quantiles taken once more.
 *
 * So scores of any detector become one figure, the share of ordinary rows that would score as high (`falseAlarmShare`).
 * Tails that fall faster than a Weibull one, such as a normal one, get shares that are a little too high: fewer alarms.
 *
 * @param scores Of the training rows, at least one.
 * @cost O(n log n)
 */
export function calibrateTail(scores: Float64Array): Calibration {
  const sorted = scores.toSorted();
  const first = tailOf(sorted, sorted.length);
  const limit = scoreAt(first, LEFT_OUT);
  let n = sorted.length;
  while (n > 1 && sorted[n - 1] > limit) n--;
  return first.scale === 0 ? first : tailOf(sorted, n);
}

/** The tail by the n least scores. */
function tailOf(sorted: Float64Array, n: number): Calibration {
  const ordinary = sorted.subarray(0, n);
  const [median, upper, high] = [0.5, 0.75, 0.9].map((share) => quantileSorted(ordinary, share));
  let nAbove = 0;
  for (let i = sorted.length - 1; i >= 0 && sorted[i] > median; i--) nAbove++;
  const shareAbove = nAbove / sorted.length;
  if (!(high > median)) return { median, scale: 0, shape: 1, shareAbove };
  const ratio = (high - median) / (upper - median);
  const shape =
    upper > median && ratio > 1
      ? Math.min(LIGHTEST, Math.max(HEAVIEST, log(DEPTH_90 / DEPTH_75) / log(ratio)))
      : 1;
  return { median, scale: (high - median) / power(DEPTH_90, 1 / shape), shape, shareAbove };
}

/** Share of ordinary rows that score at least as high; 1/2 up to the median. */
export function falseAlarmShare(
  { median, scale, shape, shareAbove }: Calibration,
  score: number,
): number {
  if (!(score > median)) return 0.5;
  return scale === 0 ? shareAbove : exp(-power((score - median) / scale, shape)) / 2;
}

/** The score that such a share of ordinary rows reaches, at most 1/2; infinite where nothing tells of a tail. */
export function scoreAt({ median, scale, shape, shareAbove }: Calibration, share: number): number {
  if (scale === 0) return shareAbove <= share ? median : Number.POSITIVE_INFINITY;
  return median + scale * power(log(0.5 / share), 1 / shape);
}

/** x^exponent with the same bits in every engine; 0 for 0. */
function power(x: number, exponent: number): number {
  return x === 0 ? 0 : exp(exponent * log(x));
}
