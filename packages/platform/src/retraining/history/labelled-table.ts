import type { Signature } from '@kaizenml/contracts';
import { type Column, encodeText, makeTable, type Table, tableFromRows } from '@kaizenml/ml/table';
import type { LabelledRows } from './labelled-rows.ts';

/** Labelled rows of the log as a table: the columns that the model reads, as it reads them, and its target. */
export function labelledTable({ rows, labels }: LabelledRows, signature: Signature): Table {
  const { name, task } = signature.output;
  const truth: Column =
    task === 'regression'
      ? { name, kind: 'number', values: Float64Array.from(labels, Number) }
      : encodeText(name, 'category', labels.map(String));
  return makeTable([...tableFromRows(signature.inputs, rows).columns, truth]);
}
