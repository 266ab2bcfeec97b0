import { AppError, type Estimate } from '@kaizenml/contracts';
import { type Metric, signOf } from '../../metrics/index.ts';
import { type CurvePoint, type FittedLaw, fitPowerLaws, shrink } from './fit-power-law.ts';
import { normalCdf } from './normal-cdf.ts';

/** The metric of models that learned from so many rows, or from so many columns drawn at random. */
export interface LearningPoint {
  readonly size: number;
  readonly value: number;
  /** Standard error of the value, over folds or draws. */
  readonly standardError: number;
}

export interface LearningCurve {
  /** By how much twice as many would make the metric better, with a 90 % interval. */
  readonly gainOfTwice: Estimate;
  /** The same of ten times as many. */
  readonly gainOfTenfold: Estimate;
  /** `helps`: twice as many gain what is worth it. `enough`: they do not. `unclear`: the points do not say. */
  readonly verdict: 'helps' | 'enough' | 'unclear';
  /** The fitted value along the sizes, up to ten times the largest, with a 90 % interval. */
  readonly curve: readonly (Estimate & { readonly size: number })[];
  readonly sentence: string;
}

export interface CurveOptions {
  /** What the sizes count. */
  readonly of: 'rows' | 'features';
  /** Gain of the metric that is worth having. Default 1 % of the value at the largest size. */
  readonly worth?: number;
}

const N_CURVE = 20;
/** Of the largest standard error: folds that agree more closely do so by chance. */
const LEAST_ERROR = 0.05;
/** Laws less likely than this change no figure that is shown. */
const UNLIKELY = 1e-6;
/** Halvings of 16 standard deviations: to a billionth of one. */
const N_HALVINGS = 34;

/**
 * Would more rows, or more features like these, help? An inverse power law through the points, with its uncertainty.
 *
 * For rows: train on growing parts, judge on the same folds. For features: draw columns at random; the curve then says
 * what further columns of the same kind would add, and nothing of columns that know something else.
 *
 * @param points At least three of different sizes.
 * @throws ARGUMENT_INVALID for fewer points, and for sizes, values or errors that cannot be used.
 */
export function learningCurve(
  points: readonly LearningPoint[],
  metric: Metric,
  { of, worth }: CurveOptions,
): LearningCurve {
  assertPoints(points);
  const sign = signOf(metric);
  const leastError = LEAST_ERROR * Math.max(...points.map(({ standardError }) => standardError));
  const usable = points.map(
    ({ size, value, standardError }): CurvePoint => ({
      size,
      score: sign * value,
      error: Math.max(standardError, leastError, 1e-9 * Math.max(1, Math.abs(value))),
    }),
  );
  const laws = fitPowerLaws(usable).filter(({ weight }) => weight > UNLIKELY);
  const sizes = points.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const now = valueAt(laws, 1);
  const needed = worth ?? 0.01 * Math.abs(now.value);
  const room = Math.abs(metric.best - sign * now.value);
  const gainOfTwice = gainAt(laws, { ratio: 2, room });
  const gainOfTenfold = gainAt(laws, { ratio: 10, room });
  const verdict = verdictOf(gainOfTwice, needed);
  return {
    gainOfTwice,
    gainOfTenfold,
    verdict,
    curve: Array.from({ length: N_CURVE }, (_, k) => {
      const size = least * ((10 * most) / least) ** (k / (N_CURVE - 1));
      return { size, ...turned(valueAt(laws, size / most), metric) };
    }),
    sentence: sentenceOf(verdict, gainOfTwice, { metric, of, most }),
  };
}

function verdictOf({ value, low, high }: Estimate, needed: number): LearningCurve['verdict'] {
  if ((high ?? value) < needed) return 'enough';
  return value >= needed && (low ?? value) > 0 ? 'helps' : 'unclear';
}

/** What the laws say of a number that is linear in level and gap: a mixture of normal distributions. */
function mixtureOf(
  laws: readonly FittedLaw[],
  factorsOf: (law: FittedLaw) => readonly [ofLevel: number, ofGap: number],
): Estimate {
  const parts = laws.map((law) => {
    const [a, b] = factorsOf(law);
    const [varianceOfLevel, varianceOfGap, both] = law.covariance;
    const variance = a * a * varianceOfLevel + b * b * varianceOfGap + 2 * a * b * both;
    return {
      weight: law.weight,
      mean: a * law.level + b * law.gap,
      sd: Math.sqrt(Math.max(variance, Number.MIN_VALUE)),
    };
  });
  const value = parts.reduce((sum, { weight, mean }) => sum + weight * mean, 0);
  return { value, low: quantileOf(parts, 0.05), high: quantileOf(parts, 0.95) };
}

function valueAt(laws: readonly FittedLaw[], ratio: number): Estimate {
  return mixtureOf(laws, ({ exponent }) => [1, -shrink(ratio, exponent)]);
}

interface Growth {
  readonly ratio: number;
  /** What separates the value from a perfect one. */
  readonly room: number;
}

function gainAt(laws: readonly FittedLaw[], { ratio, room }: Growth): Estimate {
  const { value, low, high } = mixtureOf(laws, ({ exponent }) => [0, 1 - shrink(ratio, exponent)]);
  const within = (gain: number) => Math.min(room, Math.max(0, gain));
  return { value: within(value), low: within(low ?? 0), high: within(high ?? 0) };
}

interface NormalPart {
  readonly weight: number;
  readonly mean: number;
  readonly sd: number;
}

function quantileOf(parts: readonly NormalPart[], share: number): number {
  let low = Math.min(...parts.map(({ mean, sd }) => mean - 8 * sd));
  let high = Math.max(...parts.map(({ mean, sd }) => mean + 8 * sd));
  for (let step = 0; step < N_HALVINGS; step++) {
    const middle = (low + high) / 2;
    const below = parts.reduce(
      (sum, { weight, mean, sd }) => sum + weight * normalCdf((middle - mean) / sd),
      0,
    );
    if (below < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** A score as a value of the metric again, within its bounds. */
function turned({ value, low, high }: Estimate, metric: Metric): Estimate {
  const [least, most] = metric.bounds;
  const sign = signOf(metric);
  const turn = (score: number | null) =>
    score === null ? null : Math.min(most, Math.max(least, sign * score));
  const ends = [turn(low), turn(high)] as const;
  const [bottom, top] = sign === 1 ? ends : [ends[1], ends[0]];
  return { value: turn(value) ?? value, low: bottom, high: top };
}

interface Said {
  readonly metric: Metric;
  readonly of: 'rows' | 'features';
  readonly most: number;
}

function sentenceOf(
  verdict: LearningCurve['verdict'],
  { value, low, high }: Estimate,
  { metric, of, most }: Said,
): string {
  const range = `${value.toPrecision(2)} (90 %: ${(low ?? value).toPrecision(2)} to ${(high ?? value).toPrecision(2)})`;
  const more =
    of === 'rows' ? `${2 * most} rows instead of ${most}` : 'twice as many features like these';
  const made = `${more} would make the ${metric.title} better by ${range}`;
  if (verdict === 'helps') return `More ${of} would help: ${made}.`;
  if (verdict === 'enough') return `More ${of} would hardly help: ${made}.`;
  return `Whether more ${of} would help is not clear: ${made}.`;
}

function assertPoints(points: readonly LearningPoint[]): void {
  const nSizes = new Set(points.map(({ size }) => size)).size;
  const bad = points.find(
    ({ size, value, standardError }) =>
      !(size > 0 && Number.isFinite(size) && Number.isFinite(value)) ||
      !(standardError >= 0 && Number.isFinite(standardError)),
  );
  if (nSizes >= 3 && !bad) return;
  const got = bad
    ? `a value of ${bad.value} ± ${bad.standardError} at ${bad.size}`
    : `${nSizes} ${nSizes === 1 ? 'size' : 'sizes'}`;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A learning curve must have finite values of at least three sizes, got ${got}.`,
    hint: 'Measure at a quarter, a half and all of the rows, or at more sizes.',
    details: { nSizes },
  });
}
