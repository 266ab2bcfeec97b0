import type { Estimate, Finding, Row } from '@kaizenml/contracts';
import {
  type ChoiceOfK,
  type ClusterProfile,
  chooseK,
  clusterTable,
  encodeTable,
  mapPoints,
  meanSilhouette,
  type NearestCenterState,
  projectPoints,
  type Stability,
} from '@kaizenml/ml/clustering';
import { type Matrix, seededRandom } from '@kaizenml/ml/math';
import { rowAt, type Table } from '@kaizenml/ml/table';
import type { LeftOut } from '@kaizenml/ml/unlabeled';
import { step } from '../step.ts';
import { usableColumns } from '../whole-table/usable-columns.ts';
import { clusterFindings } from './cluster-findings.ts';

/** What is asked of a search for clusters. */
export interface ClustersParams {
  /** Number of clusters; undefined: chosen. */
  readonly count: number | undefined;
  readonly ignore: readonly string[];
  readonly seed: number;
}

/** A row on the map of the clusters. */
export interface MapFigures {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly codes: Int32Array;
  /** Shares of the variance that the axes keep. */
  readonly shares: readonly [number, number];
  readonly nRows: number;
}

/** Clusters of a table, with what is needed to trust and to name them. */
export interface FoundClusters {
  /** 1: none. */
  readonly count: number;
  readonly state: NearestCenterState;
  /** Evidence for every number of clusters; it chose unless a number was asked for. */
  readonly choice: ChoiceOfK;
  readonly isAsked: boolean;
  readonly stability: Stability | null;
  readonly profiles: readonly ClusterProfile[];
  /** Typical rows of each cluster, nearest to its center first. */
  readonly typical: readonly (readonly Row[])[];
  readonly leftOut: readonly LeftOut[];
  readonly columns: readonly string[];
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly map: MapFigures;
  readonly findings: readonly Finding[];
}

/** Rows that the silhouette is measured on. */
const MOST_JUDGED = 4000;
/** Rows on the map. */
const MOST_MAPPED = 1500;
const DEFAULT_MOST_CLUSTERS = 10;

/** Groups the rows of a table, and says how well they are told apart. @throws TABLE_EMPTY, FEATURES_UNUSABLE, TABLE_TOO_SMALL */
export const findClusters = step<{ table: Table }, ClustersParams, FoundClusters>({
  name: 'clusters',
  title: 'Looking for clusters',
  url: import.meta.url,
  async run({ table }, { count: asked, ignore, seed }) {
    const usable = usableColumns(table, ignore);
    const found = clusterTable(usable.table, { k: asked, random: seededRandom(seed) });
    const { encoding, centers } = found.model;
    const x = encodeTable(encoding, usable.table);
    const choice =
      found.choice ??
      chooseK(x, encoding, {
        maxK: Math.max(DEFAULT_MOST_CLUSTERS, asked ?? 0),
        random: seededRandom(seed),
      });
    const count = centers.sizes.length;
    const metrics = measure(x, found.assignment.codes, {
      count,
      choice,
      stability: found.stability,
    });
    const leftOut = [...usable.leftOut, ...found.leftOut];
    const perCell = centers.inertia / (x.nRows * x.nColumns);
    return {
      count,
      state: { encoding, centers, variance: perCell > 0 ? perCell : 1 },
      choice,
      isAsked: asked !== undefined,
      stability: found.stability,
      profiles: found.profiles,
      typical: found.profiles.map(({ typicalRows }) => typicalRows.map((row) => rowAt(table, row))),
      leftOut,
      columns: encoding.columns.map(({ name }) => name),
      metrics,
      map: mapOf(x, found.assignment.codes, seed),
      findings: clusterFindings({ count, asked, choice, stability: found.stability, leftOut }),
    };
  },
});

function measure(
  x: Matrix,
  codes: Int32Array,
  { count, choice, stability }: { count: number; choice: ChoiceOfK; stability: Stability | null },
): Record<string, Estimate> {
  if (count < 2 || stability === null) return {};
  const judged = evenly(x, MOST_JUDGED);
  const some = judged.map((row) => codes[row] ?? 0);
  const isTold = new Set(some).size > 1;
  const { agreements, agreement } = stability;
  const at = (share: number) =>
    agreements[Math.round(share * (agreements.length - 1))] ?? agreement;
  const excess = choice.evidence.find(({ k }) => k === count)?.excess ?? null;
  return {
    ...(isTold && { silhouette: plain(meanSilhouette(takeRows(x, judged), some)) }),
    stability: { value: agreement, low: at(0.025), high: at(0.975) },
    ...(excess !== null && { excess: plain(excess) }),
  };
}

function plain(value: number): Estimate {
  return { value, low: null, high: null };
}

/** Rows at even distances. */
function evenly({ nRows }: Matrix, most: number): Int32Array {
  const n = Math.min(nRows, most);
  return Int32Array.from({ length: n }, (_, i) => Math.floor((i * nRows) / n));
}

function takeRows({ nColumns, values }: Matrix, rows: Int32Array): Matrix {
  const taken = new Float64Array(rows.length * nColumns);
  rows.forEach((row, i) => {
    taken.set(values.subarray(row * nColumns, (row + 1) * nColumns), i * nColumns);
  });
  return { nRows: rows.length, nColumns, values: taken };
}

function mapOf(x: Matrix, codes: Int32Array, seed: number): MapFigures {
  const rows = evenly(x, MOST_MAPPED);
  const { shares, ...places } = mapPoints(projectPoints(takeRows(x, rows), seededRandom(seed)));
  return { ...places, shares, codes: rows.map((row) => codes[row] ?? 0), nRows: x.nRows };
}
