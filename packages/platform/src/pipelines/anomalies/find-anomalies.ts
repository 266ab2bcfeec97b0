import type { Estimate, Finding, Row } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import {
  type DetectedOutliers,
  detectOutliers,
  falseAlarmShare,
  type OutlierModel,
  type OutlierReason,
  type OutlierRow,
  scoreOutliers,
} from '@kaizenml/ml/outliers';
import { wilsonInterval } from '@kaizenml/ml/stats';
import { rowAt, type Table } from '@kaizenml/ml/table';
import type { LeftOut } from '@kaizenml/ml/unlabeled';
import { step } from '../step.ts';
import { usableColumns } from '../whole-table/usable-columns.ts';
import { anomalyFindings } from './anomaly-findings.ts';

/** What is asked of a search for anomalies. */
export interface AnomaliesParams {
  /** Share of the rows that are called anomalies; undefined: by false alarms. */
  readonly share: number | undefined;
  readonly detector: 'isolation-forest' | 'robust-distance';
  readonly ignore: readonly string[];
  readonly seed: number;
}

/** An unusual row with its reasons. */
export interface AnomalousRow {
  /** Number in the table, from 1. */
  readonly row: number;
  /** Whether it is above the threshold. */
  readonly isFlagged: boolean;
  /** Share of ordinary rows that are less unusual. */
  readonly score: number;
  readonly falseAlarmShare: number;
  readonly reasons: readonly OutlierReason[];
  readonly values: Row;
}

/** Anomalies of a table, with what is needed to trust them. */
export interface FoundAnomalies {
  readonly model: OutlierModel;
  readonly nRows: number;
  readonly nFlagged: number;
  /** Rows that would be flagged were all ordinary. */
  readonly nExpected: number;
  /** Share of ordinary rows above the threshold. */
  readonly thresholdShare: number | null;
  /** The most unusual rows; where few are flagged, also some that are not. */
  readonly strongest: readonly AnomalousRow[];
  /** Of every row -log10 of its false alarm share, counted in bins. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  /** Flagged rows that a column is a reason for, most first. */
  readonly columns: readonly { readonly column: string; readonly nRows: number }[];
  readonly leftOut: readonly LeftOut[];
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
}

const [FEWEST_STRONGEST, MOST_STRONGEST] = [10, 50];
/** Flagged rows that columns are counted over. */
const MOST_EXPLAINED = 2000;
const N_BINS = 40;

/** Finds rows that are unlike the others, and what makes them so. @throws TABLE_EMPTY, FEATURES_UNUSABLE */
export const findAnomalies = step<{ table: Table }, AnomaliesParams, FoundAnomalies>({
  name: 'anomalies',
  title: 'Looking for unusual rows',
  url: import.meta.url,
  async run({ table }, { share, detector, ignore, seed }) {
    const usable = usableColumns(table, ignore);
    const options = { detector, contamination: share };
    const found = detectOutliers(usable.table, {
      ...options,
      maxExplained: MOST_EXPLAINED,
      random: seededRandom(seed),
    });
    const again = detectOutliers(usable.table, {
      ...options,
      maxExplained: 0,
      random: seededRandom(seed + 1),
    });
    const { model, nOutliers: nFlagged, falseAlarmShares } = found;
    const { nRows } = table;
    const thresholdShare =
      model.threshold === null ? null : falseAlarmShare(model.calibration, model.threshold);
    const nExpected = nRows * (thresholdShare ?? 0);
    const leftOut = [...usable.leftOut, ...model.columns.leftOut];
    const flagged = { value: nFlagged / nRows, ...wilsonInterval(nFlagged, nRows) };
    const isTold = model.columns.columns.map(({ name }) => name);
    return {
      model,
      nRows,
      nFlagged,
      nExpected,
      thresholdShare,
      strongest: strongestOf(found, usable.table).map((one) => ({
        row: one.row + 1,
        isFlagged: found.isOutlier[one.row] === 1,
        score: 1 - one.falseAlarmShare,
        falseAlarmShare: one.falseAlarmShare,
        reasons: one.reasons,
        values: rowAt(table, one.row),
      })),
      histogram: histogramOf(falseAlarmShares.map((each) => -Math.log10(Math.max(each, 1e-12)))),
      columns: countReasons(found.explained.map(({ reasons }) => reasons)),
      leftOut,
      metrics: {
        share_flagged: flagged,
        expected_by_chance: { value: nExpected / nRows, low: null, high: null },
        agreement: {
          value: overlap(found.isOutlier, again.isOutlier),
          low: null,
          high: null,
        },
      },
      findings: anomalyFindings({ nFlagged, nExpected, nRows, share, leftOut, columns: isTold }),
    };
  },
});

/** The most unusual rows with their reasons, flagged or not. */
function strongestOf(
  { model, scores, explained, nOutliers }: DetectedOutliers,
  table: Table,
): readonly OutlierRow[] {
  if (nOutliers >= FEWEST_STRONGEST) return explained.slice(0, MOST_STRONGEST);
  const threshold = scores.toSorted((a, b) => b - a)[FEWEST_STRONGEST];
  if (threshold === undefined) return explained;
  return scoreOutliers({ ...model, threshold }, table, { maxExplained: FEWEST_STRONGEST })
    .explained;
}

function countReasons(rows: readonly (readonly OutlierReason[])[]): FoundAnomalies['columns'] {
  const counts = new Map<string, number>();
  for (const reasons of rows)
    for (const { column } of reasons) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts]
    .map(([column, nRows]) => ({ column, nRows }))
    .sort((a, b) => b.nRows - a.nRows || (a.column < b.column ? -1 : 1));
}

function histogramOf(values: Float64Array): FoundAnomalies['histogram'] {
  const low = -Math.log10(0.5);
  const high = Math.max(3, ...[values.reduce((most, each) => Math.max(most, each), 0)]);
  const edges = Array.from({ length: N_BINS + 1 }, (_, i) => low + ((high - low) * i) / N_BINS);
  const counts = new Array<number>(N_BINS).fill(0);
  for (const value of values) {
    const bin = Math.min(
      N_BINS - 1,
      Math.max(0, Math.floor(((value - low) / (high - low)) * N_BINS)),
    );
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges, counts };
}

/** Jaccard index of what two detectors of other chance flag: 1 for the same rows. */
function overlap(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    both += (a[i] ?? 0) & (b[i] ?? 0);
    either += (a[i] ?? 0) | (b[i] ?? 0);
  }
  return either === 0 ? 1 : both / either;
}
