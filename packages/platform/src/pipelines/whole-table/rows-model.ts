import type { Estimate, ExplainFile, Signature } from '@kaizenml/contracts';
import { type FittedMember, type FittedModel, inferInputs, soleModel } from '@kaizenml/ml/artifact';
import { columnReference } from '@kaizenml/ml/drift';
import type { TransformGraph } from '@kaizenml/ml/preprocess';
import { selectColumns, type Table } from '@kaizenml/ml/table';
import { makeBaseline, packBaseline } from '@kaizenml/ml/windows';
import { renderTableCard, type TableCardInput } from '../../reports/index.ts';
import { answeredColumn } from './answered-column.ts';
import { backgroundRows } from './background-rows.ts';

/** A model that answers rows, with what its artifact says. */
export interface RowsModel {
  readonly fitted: FittedModel;
  readonly explain: ExplainFile;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** `card.md`, but for where it comes from. */
  readonly card: string;
  /** `baseline.bin`. */
  readonly baseline: Uint8Array;
}

/** What was learned, and what is to be said of it. */
export interface RowsModelParts {
  /** Columns that the model reads. */
  readonly columns: readonly string[];
  readonly output: Signature['output'];
  readonly graphOf: (read: Table) => TransformGraph;
  readonly estimator: FittedMember['estimator'] & { readonly state: unknown };
  /** How much a column says, 0 or more. */
  readonly importanceOf: (column: string) => number;
  readonly metrics: RowsModel['metrics'];
  readonly card: Omit<TableCardInput, 'metrics' | 'columns'>;
  /** Draws the rows that explanations compare with. */
  readonly seed: number;
}

/** A model that was learned from the rows of a table without a target. */
export function rowsModel(table: Table, parts: RowsModelParts): RowsModel {
  const { columns, output, graphOf, estimator, importanceOf, metrics, card, seed } = parts;
  const read = selectColumns(table, columns);
  const fitted = soleModel({ inputs: inferInputs(read), output }, graphOf(read), estimator);
  const prediction = answeredColumn(fitted, read);
  return {
    fitted,
    metrics,
    explain: {
      background: backgroundRows(read, seed),
      importance: columns
        .map((column) => ({ column, mean: importanceOf(column), sd: 0 }))
        .sort((a, b) => b.mean - a.mean),
      reference: [...read.columns, prediction].map((column) => columnReference(column)),
    },
    card: renderTableCard({ ...card, metrics, columns }),
    // No row is unseen, and none is known better: answers to the rows that were learned from are what there is.
    baseline: packBaseline(makeBaseline({ inputs: read.columns, prediction })),
  };
}
