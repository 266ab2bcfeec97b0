import type { AnomalyPolicy } from './data/anomaly.ts';
import type { DataSchema } from './data/schema.ts';
import type { Finding } from './finding.ts';
import type { Signature } from './signature.ts';

/** A value with its 95 % interval. `low` and `high` are null where no interval could be computed. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One array in `weights.bin`: little-endian, row-major. */
export interface TensorEntry {
  readonly dtype: 'f64' | 'f32' | 'i32' | 'u16' | 'u8';
  /** Number of elements. */
  readonly length: number;
  /** Byte offset in `weights.bin`, a multiple of 8. */
  readonly offset: number;
}

/** Where a model came from that another library trained. */
export interface ImportedFrom {
  /** `LightGBM`, `XGBoost`. */
  readonly library: string;
  /** What the file says of its version. */
  readonly version: string;
  /** As the library calls it: `binary`, `reg:gamma`. */
  readonly objective: string;
  /** Name of the file, without its folder. */
  readonly file: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly fileHash: string;
}

/** One fitted method of a model artifact. */
export interface ManifestMember {
  /** Place of the graph that prepares its rows, in `graphs`. */
  readonly graph: number;
  readonly estimator: { readonly name: string; readonly params: Readonly<Record<string, unknown>> };
  /**
   * What was learned; several are a bag, whose answers are averaged. A typed array stands as `{ "$tensor": index }`, an
   * object with such a key as `{ "$plain": object }`.
   */
  readonly states: readonly unknown[];
}

/** `manifest.json` of a model artifact: everything but the numbers, which are in `weights.bin`. Nothing in it is code. */
export interface Manifest {
  readonly kind: 'kaizenml-model';
  /** Version of this layout. A reader accepts every version up to its own. */
  readonly formatVersion: 2;
  readonly createdAt: string;
  readonly signature: Signature;
  /** The fitted transform graphs: rows to the matrices that members read. Version 1 had a single one, as `graph`. */
  readonly graphs: readonly unknown[];
  /** The fitted methods. Version 1 had a single one with a single state, as `estimator`. */
  readonly members: readonly ManifestMember[];
  /** How the answers of several members become one, in the order of `members`. */
  readonly combination?: unknown;
  /** How probabilities are corrected. */
  readonly calibration?: unknown;
  /** How probabilities become a called class; absent: the most probable one. */
  readonly decision?: unknown;
  readonly tensors: readonly TensorEntry[];
  /** SHA-256 of `weights.bin`, hexadecimal. */
  readonly weightsHash: string;
  /** Metrics on the untouched test part. */
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** Name of the metric that chose the model; importance says how much worse it gets. */
  readonly primaryMetric: string;
  readonly findings: readonly Finding[];
  readonly lineage: {
    readonly runId: string;
    readonly datasetHash: string;
    readonly datasetName: string;
    readonly nTrainRows: number;
    readonly seed: number;
  };
  readonly environment: { readonly kaizenml: string; readonly runtime: string };
  /** Only for a model that another library trained; `lineage` then names the rows that it was measured on, if any. */
  readonly imported?: ImportedFrom;
  /** What every row that comes to be answered must hold; absent when the dataset had no stored schema. */
  readonly schema?: DataSchema;
  /** With `schema`: what happens to rows that do not keep it. Default warn. */
  readonly serving?: { readonly anomalies: AnomalyPolicy };
}

/** `explain.json` of a model artifact: what explanations need of the training data, and a summary of its columns. */
export interface ExplainFile {
  /** Up to 64 training rows, JSON values by column name: the background of Shapley values. */
  readonly background: readonly Readonly<Record<string, unknown>>[];
  /** Importance by input column, largest first. */
  readonly importance: readonly ColumnImportance[];
  /** Distribution of each input column (and of the prediction, under the target's name) in the training part. */
  readonly reference: readonly ColumnReference[];
}

/** Drop of the score when a column is shuffled. */
export interface ColumnImportance {
  readonly column: string;
  /** Mean drop over the repeats, in the unit of the score. */
  readonly mean: number;
  /** Standard deviation over the repeats (population). */
  readonly sd: number;
}

/** Binned distribution of one column, in few bins; monitors compare with the finer ones of `baseline.bin`. */
export interface ColumnReference {
  readonly column: string;
  readonly kind: 'number' | 'date' | 'boolean' | 'category' | 'text' | 'id';
  readonly nRows: number;
  readonly nMissing: number;
  /** Inner bin edges of a number or date, increasing; bin i holds edge[i-1] < x <= edge[i]. */
  readonly edges?: readonly number[];
  /** Levels of a category; the last count is of all other levels. */
  readonly levels?: readonly string[];
  /** Rows per bin (`edges.length + 1`) or level (`levels.length + 1`). Missing values are not in it. */
  readonly counts: readonly number[];
}
