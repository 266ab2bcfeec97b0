import { AppError } from '@kaizenml/contracts';
import { exp, log } from '../../math/index.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { sayDuration } from '../say-duration.ts';

/** How long nothing came, and how long nothing usually comes. */
export interface Freshness {
  /** Since the last row, milliseconds. */
  readonly sinceLastMs: number;
  /** Between rows before, milliseconds: the latest thousands are enough, if they span nights and weekends. In any order. */
  readonly gapsMs: readonly number[];
}

/** Gaps below which nothing is usual. */
const FEWEST = 10;
/** Longest gaps from which longer ones are reckoned, at most. */
const MOST_LONG = 20;

/**
 * Whether it is longer since the last row than it should be for who looks at any time.
 *
 * P(nothing since t) = sum over gaps of what they have beyond t, divided by the sum of all: somebody who looks at any time is more likely to
 * meet a long gap, such as a night. Beyond the k longest gaps, those are taken for exponential above the next one, u, with their own
 * uncertainty: (1 + (t - u) / excess)^-k, excess being the sum of what the k have beyond u.
 *
 * @returns Undefined with fewer than 10 gaps before, or when all are 0.
 * @throws ARGUMENT_INVALID where a time is below 0 or no number.
 * @cost O(gaps log gaps)
 * @source Cox (1962), "Renewal Theory", 5.2 for the age; Davison & Smith (1990), Journal of the Royal Statistical Society B 52, for exceedances.
 */
export function checkFreshness({ sinceLastMs, gapsMs }: Freshness): QualityFinding | undefined {
  assertTimes(sinceLastMs, gapsMs);
  const gaps = Float64Array.from(gapsMs).sort().reverse();
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  if (gaps.length < FEWEST || total === 0) return undefined;
  const nLong = Math.min(MOST_LONG, Math.floor(gaps.length / 5));
  const limit = gaps[nLong];
  const beyond = (t: number): number => gaps.reduce((sum, gap) => sum + Math.max(0, gap - t), 0);
  const excess = beyond(limit);
  const t = sinceLastMs;
  const seen = beyond(t) / total;
  const more = t <= limit ? 1 : exp(-nLong * log(1 + (t - limit) / excess));
  const usual = gaps[Math.floor(gaps.length / 10)];
  const expected = Math.max(usual, limit);
  return {
    ...{ check: 'freshness', column: null },
    effect: t <= expected ? 0 : 1 - expected / t,
    pValue: t <= limit ? seen : Math.max(seen, (excess / total) * more),
    expected: `seldom more than ${sayDuration(expected)}`,
    found: sayDuration(t),
    why: `The last row came ${sayDuration(t)} ago; seldom is it more than ${sayDuration(expected)} between two.`,
  };
}

function assertTimes(sinceLastMs: number, gapsMs: readonly number[]): void {
  const wrong = [sinceLastMs, ...gapsMs].find((ms) => !(ms >= 0 && Number.isFinite(ms)));
  if (wrong === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Times between rows must be milliseconds of at least 0, got ${wrong}.`,
    hint: 'Sort rows by their time before gaps are taken.',
    details: { wrong: String(wrong) },
  });
}
