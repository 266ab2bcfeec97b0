import type { Prediction, Signature } from '@kaizenml/contracts';
import type { ValuesOut } from './out-column.ts';
import { csvNames, csvRows } from './writing/csv-rows.ts';
import { MAGIC, parquetFooter } from './writing/parquet-footer.ts';
import { rowGroup } from './writing/row-group.ts';

/** Forms of a small file of answers. */
export type AnswerFormat = 'csv' | 'parquet';

/**
 * Answers to rows as the file that `kaizen predict --out` writes without kept columns: `prediction`, `probability_<class>` or
 * `quantile_<level>`, and what answers say besides.
 *
 * @param signature Of the version that answered.
 */
export function answerRows(
  { output }: Signature,
  predictions: readonly Prediction[],
  format: AnswerFormat,
): Buffer {
  const besides = new Set(predictions.flatMap(({ beside = {} }) => Object.keys(beside)));
  const columns = [
    outColumn('prediction', predictions, ({ prediction }) => prediction),
    ...(output.classes ?? []).map((name) =>
      outColumn(`probability_${name}`, predictions, (each) => each.probabilities?.[name]),
    ),
    ...(output.quantiles ?? []).map((level) =>
      outColumn(`quantile_${level}`, predictions, (each) => each.quantiles?.[String(level)]),
    ),
    ...[...besides].map((name) => outColumn(name, predictions, (each) => each.beside?.[name])),
  ];
  const nRows = predictions.length;
  if (format === 'csv')
    return Buffer.concat([Buffer.from(csvNames(columns)), csvRows(columns, nRows)]);
  const { bytes, group } = rowGroup(columns, nRows);
  const footer = parquetFooter(
    columns.map(({ name, kind }) => ({ name, kind })),
    [group],
  );
  return Buffer.concat([MAGIC, bytes, footer]);
}

type Value = string | number | boolean | null | undefined;

/** Numbers where every value is one or absent; else texts. */
function outColumn(
  name: string,
  predictions: readonly Prediction[],
  find: (prediction: Prediction) => Value,
): ValuesOut {
  const values = predictions.map((each) => find(each) ?? null);
  if (values.every((value) => value === null || typeof value === 'number'))
    return {
      name,
      kind: 'number',
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
    };
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const text = String(value);
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { name, kind: 'text', codes, levels: [...codeOf.keys()] };
}
