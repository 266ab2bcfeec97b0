import type { Table } from '@kaizenml/ml/table';
import type { Validated } from '../steps/validate.ts';

/** The rows that a new version was tested on. */
export interface TestedOn {
  readonly table: Table;
  readonly validated: Validated;
  /** Places among the rows that have a target. */
  readonly test: Int32Array;
  /** Hash of the table. */
  readonly datasetHash: string;
}
