import type { ColumnKind } from '@kaizenml/contracts';
import type { TextKind } from './known-kinds.ts';

/** A column to be read out of a query. */
export interface SourceColumn {
  readonly name: string;
  /** SQL over the source that gives text, for `number` a DOUBLE, for `date` milliseconds since 1970 as DOUBLE. */
  readonly sql: string;
  /** `inferred`: the values are text as people write it. Any other: the kind is stored and values are taken as they are. */
  readonly as: ColumnKind | 'inferred';
  /** Kind that text as people write it is to have; missing markers are missing all the same. Default: inferred from the values. */
  readonly known?: TextKind | undefined;
}

/** Whether the kind of a column is still to be told from its values. */
export function isOpen({ as, known }: SourceColumn): boolean {
  return as === 'inferred' && known === undefined;
}

/** A text that was read as missing, and how often, in one column. */
export interface MarkerCount {
  readonly column: string;
  readonly marker: string;
  readonly count: number;
}
