import type { AnswerIntervals } from '@kaizenml/contracts';
import { risingOrder } from '../../math/index.ts';
import { LEVELS } from './levels.ts';

/** Held-out rows that a bin has at least: of so many, one lies beyond either end of the widest interval. */
const FEWEST_PER_BIN = 250;
const MOST_BINS = 10;
/** Rows below which nothing is said. */
const FEWEST_ROWS = 40;

/** An interval that the truth lies in. */
export interface AnswerInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Learns intervals from answers to rows that were held out: `answer + low` to `answer + high` holds a new truth with at least the
 * probability of its level, where rows to come are drawn as those were. Each end leaves out half of the rest, so skewed errors
 * get skewed intervals; answers of like size have intervals of their own (Mondrian bins).
 *
 * The model that answers has learned from all rows and errs a little less than those of the folds: the intervals are a little wide.
 *
 * @param truth Length n.
 * @param answers Out of fold. Length n.
 * @param least No truth lies below it. Default: none is known.
 * @returns undefined below 40 rows.
 * @cost O(n log n)
 * @source Vovk, Gammerman & Shafer (2005), "Algorithmic Learning in a Random World", 2.2 and 4.5; Vovk (2015), "Cross-conformal predictors"; Boström & Johansson (2020), "Mondrian conformal regressors".
 */
export function fitAnswerIntervals(
  truth: Float64Array,
  answers: Float64Array,
  { least }: { readonly least?: number | undefined } = {},
): AnswerIntervals | undefined {
  const n = truth.length;
  if (n < FEWEST_ROWS) return undefined;
  const order = risingOrder(answers);
  const nBins = Math.max(1, Math.min(MOST_BINS, Math.floor(n / FEWEST_PER_BIN)));
  const bins: AnswerIntervals['bins'][number][] = [];
  for (let b = 0, from = 0; b < nBins && from < n; b++) {
    let to = b === nBins - 1 ? n : Math.max(from, Math.floor((n * (b + 1)) / nBins));
    // Equal answers share a bin.
    while (to > from && to < n && answers[order[to]] === answers[order[to - 1]]) to++;
    if (to - from < FEWEST_PER_BIN && to < n) continue;
    if (n - to < FEWEST_PER_BIN) to = n;
    const residuals = Float64Array.from(
      order.subarray(from, to),
      (i) => truth[i] - answers[i],
    ).sort();
    bins.push({ upTo: to === n ? null : answers[order[to - 1]], spans: spansOf(residuals) });
    from = to;
  }
  return { nRows: n, bins, ...(least === undefined ? {} : { least }) };
}

/** The spans of the levels that so many residuals can tell. @param sorted Rising. */
function spansOf(sorted: Float64Array): AnswerIntervals['bins'][number]['spans'] {
  const n = sorted.length;
  return LEVELS.flatMap((level) => {
    const k = Math.floor(((n + 1) * (1 - level)) / 2 + 1e-9);
    return k < 1 ? [] : [{ level, low: sorted[k - 1], high: sorted[n - k] }];
  });
}

/**
 * The interval around an answer; undefined where too few rows were held out to tell at this level.
 *
 * @param level One of `LEVELS`.
 */
export function intervalAround(
  { bins, least }: AnswerIntervals,
  answer: number,
  level: number,
): AnswerInterval | undefined {
  const bin = bins.find(({ upTo }) => upTo === null || answer <= upTo);
  const span = bin?.spans.find((each) => each.level === level);
  if (span === undefined) return undefined;
  const [low, high] = [answer + span.low, answer + span.high];
  return least === undefined
    ? { low, high }
    : { low: Math.max(low, least), high: Math.max(high, least) };
}
