import type { Random } from '@kaizenml/ml/math';
import type { LabelledRow } from './real-table.ts';

/** Something that happens to the traffic of an endpoint for some days. */
export interface Episode {
  readonly name: string;
  /** Of the year, from 0. */
  readonly fromDay: number;
  readonly days: number;
  /** Whether answers suffer: then it must be noticed. What is natural must not be. */
  readonly isHarmful: boolean;
  /** One of them must be named by the alert; empty where no column moves. */
  readonly columns: readonly string[];
  /** Checks that are right to be heard although no answer suffers. Default: none. */
  readonly checks?: readonly string[];
  /** What becomes of a row; undefined where nobody asks for such a row any more. Default: nothing. */
  readonly change?: (drawn: LabelledRow, moment: Moment) => LabelledRow | undefined;
  /** Days after which labels are known. Default: as ever. */
  readonly labelDays?: number;
}

/** When within an episode a row is asked. */
export interface Moment {
  /** From 0 at its begin to 1 at its end. */
  readonly share: number;
  /** Days since its begin. */
  readonly day: number;
  readonly random: Random;
}

/** A row with some columns changed. */
export function withColumns({ row, label }: LabelledRow, changed: LabelledRow['row']): LabelledRow {
  return { row: { ...row, ...changed }, label };
}
