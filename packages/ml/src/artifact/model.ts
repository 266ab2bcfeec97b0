import type { Manifest, Prediction, Row, ServedAnomalies, Signature } from '@kaizenml/contracts';
import type { WordEffect } from '../explain/index.ts';
import type { Column, Table } from '../table/index.ts';

/** The answers to a table, one per row. */
export type TableAnswers = {
  /** What answers say besides, as columns of as many rows: see `Prediction.beside`. */
  readonly beside?: readonly Column[];
} & (
  | {
      readonly kind: 'regression';
      /** In the unit of the target. Length n. */
      readonly values: Float64Array;
      /** The quantile of each level of `signature.output.quantiles` per row, row-major. Length n * levels. Absent without levels. */
      readonly quantiles?: Float64Array;
    }
  | {
      readonly kind: 'classification';
      /** Position of the answer in `signature.output.classes`. Length n. */
      readonly classes: Int32Array;
      /** Probability of each class per row, row-major. Length n * classes. */
      readonly probabilities: Float64Array;
    }
);

/** How much work an explanation may take; never more than about 20 000 evaluated rows, see `explain`. */
export interface ExplainOptions {
  /** Most pairs of permutations per background row, when the columns are too many to enumerate. Default 4; fewer where they do not fit. */
  readonly nPairs?: number;
  /** Seed of the permutations. Default 1: the same row gives the same explanation. */
  readonly seed?: number;
}

/** What moved one answer away from the average answer. */
export interface Explanation extends Prediction {
  /** What the numbers add up to: `probability of "yes"`, or the target's name. */
  readonly explained: string;
  /** Mean answer over the background rows that were used. */
  readonly average: number;
  /** The answer to this row: `average` plus all contributions. */
  readonly answer: number;
  /** One per column that the model uses, largest first. */
  readonly contributions: readonly Contribution[];
}

/** The share of one column in the difference. */
export interface Contribution {
  readonly column: string;
  /** What the row has there; null when missing. */
  readonly value: number | string | null;
  /** In the unit of the answer; negative when it lowers it. */
  readonly contribution: number;
  /** Of a column of text: what its words do to the answer, each left out alone; largest first. */
  readonly words?: readonly WordEffect[];
}

/** Answers with what their rows do not keep of the schema of the training data. */
export interface Answers<Output extends Prediction = Prediction> extends ServedAnomalies {
  /** One per row, in their order. */
  readonly predictions: Output[];
}

/** One method of a model, and how much it counts. */
export interface ModelMember {
  /** For people: `Boosted trees`. */
  readonly title: string;
  /** Share of the answer, all together 1; null where how much it counts depends on the answers. */
  readonly weight: number | null;
  /** Copies that learned from different rows and whose answers are averaged; 1: none. */
  readonly nBagged: number;
}

/**
 * A loaded model. It answers the same bits in Node, workers and browsers.
 *
 * `Input` and `Output` narrow what it takes and gives, as `writeModelTypes` writes them.
 */
export interface Model<Input extends Row = Row, Output extends Prediction = Prediction> {
  readonly manifest: Manifest;
  readonly signature: Signature;
  /** In the order of the manifest; a single one has weight 1. */
  readonly members: readonly ModelMember[];
  /**
   * Answers rows, in their order.
   *
   * @throws INPUT_SCHEMA_MISMATCH with every problem of every row; also for errors against the schema where
   * `manifest.serving` refuses them.
   */
  predict(rows: readonly Input[]): Output[];
  /**
   * Answers rows, and says what they do not keep of `manifest.schema`: nothing without one, or where `manifest.serving` ignores it.
   *
   * @throws INPUT_SCHEMA_MISMATCH as `predict` does.
   */
  answer(rows: readonly Input[]): Answers<Output>;
  /**
   * What rows do not keep of `manifest.schema`, whatever happens to such rows; nothing without a schema, or when a row is
   * no object. Types, ranges, domains, lengths, formats, presence and rules are asked, each row alone; uniqueness, keys,
   * and what only many rows tell are not.
   */
  check(rows: readonly Row[]): ServedAnomalies;
  /** Answers one row, at the least cost. @throws INPUT_SCHEMA_MISMATCH */
  predictRow(row: Input): Output;
  /**
   * Answers a table; columns that the model does not read are ignored, and rows are not checked against the schema.
   *
   * @throws INPUT_SCHEMA_MISMATCH when a required column is absent or a column holds other values.
   */
  predictTable(table: Table): TableAnswers;
  /**
   * Shapley values of one answer against the background rows of `explain.json`.
   *
   * About 20 000 rows are evaluated at most. Where the columns are many, fewer background rows are used, then fewer
   * pairs, but at least 8 and 1; the contributions still add up, from the average over the rows used.
   *
   * For classes it explains the probability of the positive class (`binary`) or of the answered class.
   *
   * @throws INPUT_SCHEMA_MISMATCH, MODEL_ARTIFACT_INVALID when the artifact has no background rows.
   */
  explain(row: Input, options?: ExplainOptions): Explanation;
  /** `explain` in steps of some tens of rows each, so that a server may answer others in between. */
  explainSteps(row: Input, options?: ExplainOptions): Generator<undefined, Explanation>;
}
