import type { Finding } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import {
  countDistinctSorted,
  quantileSorted,
  sampleMoments,
  sortedPresent,
} from '../../stats/index.ts';
import { percent } from '../percent.ts';

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
const BIN_ROWS = 50;

/**
 * Finds targets far from what their rows say: residuals, out of fold, of 8 robust standard deviations among rows of
 * like answers, and of 0.6 standard deviations of the target.
 *
 * Positive targets are taken by their logarithm; values beyond the 1 % quantiles are drawn to them before the fit.
 * Said where four rows and 0.4 % are so far off and the model explains half of the variance.
 *
 * @param answer Answers out of fold to a given target. Length n.
 * @returns At most one finding.
 * @cost One out-of-fold fit and O(n log n)
 * @source Rousseeuw & Leroy (1987), "Robust Regression and Outlier Detection", 1.4; Hampel (1974), JASA 69 (MAD).
 */
export function checkOutlyingTargets(
  answer: (y: Float64Array) => Float64Array,
  { target, values, rows, nRows }: DoubtedTargets,
): Finding[] {
  if (!isMeasured(values)) return [];
  const scaled = values.every((value) => value > 0) ? values.map((value) => log(value)) : values;
  const sorted = sortedPresent(scaled);
  const [low, high] = [quantileSorted(sorted, 0.01), quantileSorted(sorted, 0.99)];
  const drawn = scaled.map((value) => Math.min(high, Math.max(low, value)));
  const answers = answer(drawn);
  const deviation = sampleMoments(drawn).sd;
  const squares = drawn.reduce((sum, value, i) => sum + (value - answers[i]) ** 2, 0);
  const r2 = 1 - squares / (deviation * deviation * (drawn.length - 1));
  if (!(r2 >= FEWEST_R2)) return [];
  const { distances, residuals } = robustDistances(scaled, answers);
  const gross = Int32Array.from(distances.keys())
    .filter((i) => distances[i] > GROSS && Math.abs(residuals[i]) > GROSS_OF_ALL * deviation)
    .sort((a, b) => distances[b] - distances[a] || a - b);
  const share = gross.length / values.length;
  if (gross.length < FEWEST || share < SHARE) return [];
  const sampled = values.length < nRows ? ` (seen in ${values.length} of ${nRows} rows)` : '';
  return [
    {
      code: 'LABELS_OUTLYING',
      severity: 'warning',
      message: `Target "${target}" is far from what the row says in ${percent(share)} of its rows${sampled}: ${GROSS} robust standard deviations or more.`,
      hint: `Look at rows ${[...gross.subarray(0, 5)].map((i) => rows[i] + 1).join(', ')} first: another unit, a digit too many, or the value of another row?`,
      column: target,
      details: {
        target,
        share,
        r2,
        nRowsSeen: values.length,
        rows: [...gross.subarray(0, 100)].map((i) => rows[i] + 1),
        distances: [...gross.subarray(0, 100)].map((i) => distances[i]),
      },
    },
  ];
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
