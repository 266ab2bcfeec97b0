import type { Matrix, Random } from '../math/index.ts';
import { drawDistinct } from '../outliers/isolation/draw-distinct.ts';
import { selectColumns, type Table, takeRows } from '../table/index.ts';
import type { LeftOut } from '../unlabeled/index.ts';
import { chooseK } from './choice/choose-k.ts';
import type { ChoiceOfK } from './choice/evidence.ts';
import type { TableEncoding } from './encoding/column-encoding.ts';
import { encodeTable } from './encoding/encode-table.ts';
import { fitEncoding } from './encoding/fit-encoding.ts';
import { projectPoints } from './encoding/project-points.ts';
import { type Assignment, assignToCenters, type KMeansState, kMeans } from './k-means.ts';
import { type ClusterProfile, profileClusters } from './profiles/profile-clusters.ts';
import { resampleClusters, type Stability } from './stability/resample-clusters.ts';
import { sampleRows } from './stability/sample-rows.ts';

export interface ClusterOptions {
  /** Clusters. Default: chosen, see `chooseK`; 1 where there are none. */
  readonly k?: number | undefined;
  /** Columns that are looked at. Default: all that tell rows apart. */
  readonly columns?: readonly string[] | undefined;
  /** Largest number of clusters of the choice. Default 10. */
  readonly maxK?: number | undefined;
  /** References and resamples per number of clusters of the choice. Default 20 each. */
  readonly nReferences?: number | undefined;
  readonly nResamples?: number | undefined;
  readonly method?: 'lloyd' | 'mini-batch' | undefined;
  readonly random: Random;
}

/** What answers for new rows: JSON and typed arrays. */
export interface ClusterModel {
  readonly encoding: TableEncoding;
  readonly centers: KMeansState;
}

/** The clusters of a table. */
export interface Clustering {
  readonly model: ClusterModel;
  /** The cluster of each row, 0 the largest, and its distance to the center in about standard deviations of a column. */
  readonly assignment: Assignment;
  /** Why this number of clusters; null where it was given. */
  readonly choice: ChoiceOfK | null;
  /** How much of the clusters resamples find again, on at most 2000 rows; null for one cluster. */
  readonly stability: Stability | null;
  /** What each cluster is like, by its number; none for one cluster. */
  readonly profiles: readonly ClusterProfile[];
  /** Columns that were not looked at, and why. */
  readonly leftOut: readonly LeftOut[];
}

/** Beginnings of the final clusters: more where rows are few. */
const [N_STARTS, N_STARTS_SMALL, SMALL_ROWS] = [8, 30, 5000];
/** Rows that the encoding is learned from. */
const ENCODING_ROWS = 100_000;
const N_FINAL_RESAMPLES = 50;
const FINAL_ROWS = 2000;

/**
 * Groups of rows that are alike, with what an expert needs to trust and to name them.
 *
 * Numbers count in robust standard deviations from their median with their tails drawn in, after a logarithm where they
 * are positive and have a long tail; a category counts about as much as a number, whatever its levels; a missing value lies
 * in the middle of its column. Medians and spreads are learned from at most 100 000 drawn rows. Identifiers, free text, constant and mostly missing columns are left out and named.
 *
 * @throws TABLE_EMPTY, FEATURES_UNUSABLE, COLUMN_UNKNOWN, ARGUMENT_INVALID (k), TABLE_TOO_SMALL (k)
 * @cost That of `chooseK` on at most 5000 rows where k is not given, O(n p k) per iteration, and O(n p) around it.
 *
 * @example
 * const { model, profiles, choice } = clusterTable(table, { random: seededRandom(1) });
 * const { codes, distances } = predictClusters(model, newRows);
 */
export function clusterTable(table: Table, options: ClusterOptions): Clustering {
  const { columns, random } = options;
  const looked = columns === undefined ? table : selectColumns(table, columns);
  const encoding = fitEncoding(sampleTable(looked, random));
  const x = encodeTable(encoding, looked);
  const choice =
    options.k === undefined ? chooseK(x, encoding, { ...given(options), random }) : null;
  const k = options.k ?? choice?.k ?? 1;
  const { method } = options;
  const nStarts = x.nRows <= SMALL_ROWS ? N_STARTS_SMALL : N_STARTS;
  const centers = kMeans(x, { k, random, nStarts, ...(method && { method }) });
  const assignment = assignToCenters(centers, x);
  const clustered = { table: looked, encoding, x, assignment, k };
  return {
    model: { encoding, centers },
    assignment,
    choice,
    stability: k === 1 ? null : stabilityOf(x, centers, random),
    profiles: k === 1 ? [] : profileClusters(clustered, { random }),
    leftOut: encoding.leftOut,
  };
}

/**
 * The cluster of each row of a table, and its distance to the center. Columns are found by name; others are not looked at.
 *
 * @throws COLUMN_UNKNOWN, INPUT_SCHEMA_MISMATCH, SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 */
export function predictClusters({ encoding, centers }: ClusterModel, table: Table): Assignment {
  return assignToCenters(centers, encodeTable(encoding, table));
}

function sampleTable(table: Table, random: Random): Table {
  if (table.nRows <= ENCODING_ROWS) return table;
  return takeRows(table, drawDistinct(table.nRows, ENCODING_ROWS, random).sort());
}

function stabilityOf(x: Matrix, centers: KMeansState, random: Random): Stability {
  const some = sampleRows(x, FINAL_ROWS, random);
  const { codes } = assignToCenters(centers, some);
  const k = centers.sizes.length;
  const options = { k, nResamples: N_FINAL_RESAMPLES, nStarts: 2, random };
  return resampleClusters(projectPoints(some, random), codes, options);
}

function given({ maxK, nReferences, nResamples }: ClusterOptions): {
  maxK?: number;
  nReferences?: number;
  nResamples?: number;
} {
  return {
    ...(maxK !== undefined && { maxK }),
    ...(nReferences !== undefined && { nReferences }),
    ...(nResamples !== undefined && { nResamples }),
  };
}
