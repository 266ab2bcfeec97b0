import type { DoubtFile, ExplainFile, Row, ServedAnomalies, Signature } from '@kaizenml/contracts';
import type { Answers } from '@kaizenml/ml/artifact';
import type { NodeSpan } from './graphs/index.ts';

/** Something that answers rows: a model of ours, or one that another runtime computes. */
export interface Answerer {
  readonly signature: Signature;
  /** What is known of its training data; nothing of a foreign model. */
  readonly explain: ExplainFile;
  /** How far its answers may be trusted, where it knows. */
  readonly doubt?: DoubtFile | undefined;
  /** What rows do not keep of the schema of the training data, where answers tell it. */
  check?(rows: readonly Row[]): ServedAnomalies;
  /** Answers rows, in their order. @throws INPUT_SCHEMA_MISMATCH, MODEL_RUN_FAILED */
  answer(rows: readonly Row[]): Told | Promise<Told>;
}

/** Answers, and of a graph how they came about. */
export interface Told extends Answers {
  /** The rows with what was looked up and added; absent: as they came. */
  readonly completed?: readonly Row[];
  readonly spans?: readonly NodeSpan[];
}
