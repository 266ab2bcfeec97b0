import type { Finding } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import {
  countDistinctSorted,
  quantileSorted,
  sampleMoments,
  sortedPresent,
} from '../../stats/index.ts';
import { percent } from '../percent.ts';
import { ksDistance } from '../values/ks-distance.ts';
import { secondMode } from '../values/second-mode.ts';

/** Numbers to be predicted, and where they stand. */
export interface DoubtedTargets {
  readonly target: string;
  readonly values: Float64Array;
  /** Rows of the table, from 0. Length n. */
  readonly rows: Int32Array;
  /** Rows that have a target. */
  readonly nRows: number;
}

/** Robust standard deviations, and standard deviations of the target, from which a residual is gross. */
const GROSS = 8;
const GROSS_OF_ALL = 0.6;
/** Share of gross residuals that is told, and their fewest. */
const SHARE = 0.004;
const FEWEST = 4;
/** What a quick model must explain before its residuals say anything. */
const FEWEST_R2 = 0.5;
/** Different values, and the most frequent one's share, of a target that is measured. */
const FEWEST_VALUES = 30;
const MOST_OF_ONE = 0.1;
const FEWEST_VALUES_OF_SLIPS = 12;
const BIN_ROWS = 50;

/** Share of numbers above 0 from which the others do not keep them from being taken by their logarithm. */
const POSITIVE = 0.97;
/** Rows of a slipped point or sign, at least, and at most as a share. */
const FEWEST_SLIPS = 8;
const MOST_SLIPS = 0.15;
/** Distance of negated numbers from the others, and size of small ones as a part of the median, that sets signs apart. */
const LIKE = 0.3;
const SMALL = 0.1;

/**
 * Finds targets far from what their rows say: residuals, out of fold, of 8 robust standard deviations among rows of
 * like answers, and of 0.6 standard deviations of the target.
 *
 * Positive targets are taken by their logarithm; values beyond the 1 % quantiles are drawn to them before the fit, and
 * what is far off is left out of a second one. Said where four rows and 0.4 % are so far off and the model explains half of
 * the variance of the others. Where it explains less, a point that slipped is told by a mode of residuals at a factor of 10,
 * 100 or 1000, and a lost sign by a few negative numbers that are as large as all others.
 *
 * @param answer Answers out of fold to a given target. Length n.
 * @returns At most one finding.
 * @cost One out-of-fold fit, two where something is found, and O(n log n)
 * @source Rousseeuw & Leroy (1987), "Robust Regression and Outlier Detection", 1.4; Hampel (1974), JASA 69 (MAD).
 */
export function checkOutlyingTargets(
  answer: (y: Float64Array) => Float64Array,
  doubted: DoubtedTargets,
): Finding[] {
  const { values } = doubted;
  if (countDistinctSorted(sortedPresent(values)) < FEWEST_VALUES_OF_SLIPS) return [];
  const negated = negatedRows(values);
  if (negated.length > 0)
    return [toFinding(doubted, negated, 'have lost their sign, being as large as the others', {})];
  const scaled = byLogarithm(values) ?? values;
  const sorted = sortedPresent(scaled);
  const [low, high] = [quantileSorted(sorted, 0.01), quantileSorted(sorted, 0.99)];
  const drawn = scaled.map((value) => Math.min(high, Math.max(low, value)));
  const answers = answer(drawn);
  const first = grossRows(scaled, answers, sampleMoments(drawn).sd);
  const fewest = Math.max(FEWEST, SHARE * values.length);
  if (first.rows.length >= fewest && isMeasured(values)) {
    const isOut = new Set(first.rows);
    const cured = drawn.map((value, i) => (isOut.has(i) ? answers[i] : value));
    const second = answer(cured);
    const r2 = explained(drawn, second, isOut);
    const { rows, distances } = grossRows(scaled, second, sampleMoments(cured).sd);
    if (r2 >= FEWEST_R2 && rows.length >= fewest)
      return [
        toFinding(doubted, rows, `are ${GROSS} robust standard deviations or more from it`, {
          r2,
          distances: [...rows.subarray(0, 100)].map((i) => distances[i]),
        }),
      ];
  }
  if (scaled === values) return [];
  const slipped = slippedRows(scaled, answers);
  return slipped
    ? [
        toFinding(doubted, slipped.rows, `are it ${slipped.words}, as if a point had slipped`, {
          factor: slipped.factor,
        }),
      ]
    : [];
}

/** The logarithm of numbers above 0; a few zeros count as the smallest of them. Nothing where some are negative. */
function byLogarithm(values: Float64Array): Float64Array | undefined {
  const positive = values.filter((value) => value > 0);
  if (positive.length < POSITIVE * values.length || values.some((value) => value < 0))
    return undefined;
  const smallest = positive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return values.map((value) => log(Math.max(value, smallest)));
}

/** Rows of negative numbers among positive ones that are as large as they, where small numbers are rare. */
function negatedRows(values: Float64Array): Int32Array {
  const rows = Int32Array.from(values.keys()).filter((i) => values[i] < 0);
  if (rows.length < FEWEST_SLIPS || rows.length > MOST_SLIPS * values.length)
    return new Int32Array();
  const others = sortedPresent(values.filter((value) => value >= 0));
  const sizes = Float64Array.from(rows, (i) => -values[i]).sort();
  const isApart = quantileSorted(others, 0.02) >= SMALL * quantileSorted(others, 0.5);
  return isApart && ksDistance(sizes, others) <= LIKE ? rows : new Int32Array();
}

function slippedRows(scaled: Float64Array, answers: Float64Array) {
  const residuals = scaled.map((value, i) => value - answers[i]);
  const middle = quantileSorted(residuals.slice().sort(), 0.5);
  const centered = residuals.map((residual) => residual - middle);
  const sorted = centered.slice().sort();
  const spread = 1.4826 * quantileSorted(sorted.map(Math.abs).sort(), 0.5);
  const fewest = Math.max(FEWEST_SLIPS, SHARE * scaled.length);
  for (const factor of [10, 100, 1000])
    for (const side of [1, -1]) {
      const cut = secondMode(sorted, { spread, way: log(factor), side, fewest });
      if (cut === undefined) continue;
      const rows = Int32Array.from(scaled.keys()).filter((i) => centered[i] * side >= cut);
      return { rows, factor, words: side > 0 ? `times ${factor}` : `divided by ${factor}` };
    }
  return undefined;
}

/** R squared over the rows that are not left out. */
function explained(
  values: Float64Array,
  answers: Float64Array,
  isOut: ReadonlySet<number>,
): number {
  const kept = Int32Array.from(values.keys()).filter((i) => !isOut.has(i));
  const { sd } = sampleMoments(Float64Array.from(kept, (i) => values[i]));
  const squares = kept.reduce((sum, i) => sum + (values[i] - answers[i]) ** 2, 0);
  return 1 - squares / (sd * sd * (kept.length - 1));
}

/** Rows far from their answers, the farthest first. */
function grossRows(scaled: Float64Array, answers: Float64Array, deviation: number) {
  const { distances, residuals } = robustDistances(scaled, answers);
  const rows = Int32Array.from(distances.keys())
    .filter((i) => distances[i] > GROSS && Math.abs(residuals[i]) > GROSS_OF_ALL * deviation)
    .sort((a, b) => distances[b] - distances[a] || a - b);
  return { rows, distances };
}

function toFinding(
  { target, rows, values, nRows }: DoubtedTargets,
  found: Int32Array,
  how: string,
  details: Readonly<Record<string, unknown>>,
): Finding {
  const share = found.length / values.length;
  const sampled = values.length < nRows ? ` (seen in ${values.length} of ${nRows} rows)` : '';
  return {
    code: 'LABELS_OUTLYING',
    severity: 'warning',
    message: `Target "${target}" is far from what the row says in ${percent(share)} of its rows${sampled}: they ${how}.`,
    hint: `Look at rows ${[...found.subarray(0, 5)].map((i) => rows[i] + 1).join(', ')} first: another unit, a digit too many, or the value of another row?`,
    column: target,
    details: {
      target,
      share,
      nRowsSeen: values.length,
      rows: [...found.subarray(0, 100)].map((i) => rows[i] + 1),
      ...details,
    },
  };
}

function isMeasured(values: Float64Array): boolean {
  const sorted = sortedPresent(values);
  if (countDistinctSorted(sorted) < FEWEST_VALUES) return false;
  const run = Math.ceil(MOST_OF_ONE * sorted.length);
  for (let k = 0; k + run < sorted.length; k++) if (sorted[k] === sorted[k + run]) return false;
  return true;
}

/** Residuals less their median, in robust standard deviations, each among rows of like answers. */
function robustDistances(values: Float64Array, answers: Float64Array) {
  const n = values.length;
  const order = Int32Array.from(answers.keys()).sort((a, b) => answers[a] - answers[b] || a - b);
  const nBins = Math.max(1, Math.min(20, Math.floor(n / BIN_ROWS)));
  const distances = new Float64Array(n);
  const residuals = new Float64Array(n);
  for (let bin = 0; bin < nBins; bin++) {
    const rows = order.subarray(Math.floor((bin * n) / nBins), Math.floor(((bin + 1) * n) / nBins));
    const raw = Float64Array.from(rows, (i) => values[i] - answers[i]);
    const middle = quantileSorted(raw.slice().sort(), 0.5);
    const spread = 1.4826 * quantileSorted(raw.map((r) => Math.abs(r - middle)).sort(), 0.5);
    rows.forEach((row, place) => {
      residuals[row] = raw[place] - middle;
      distances[row] = spread === 0 ? 0 : Math.abs(residuals[row]) / spread;
    });
  }
  return { distances, residuals };
}
