import { type Column, getColumns, isNumeric, type Table } from '@kaizenml/ml/table';

/** Answers per row that columns are compared with, at most. */
const MOST_ANSWERS = 3;

/**
 * The columns that go best with what a model answers: by the share of the variance of an answer that a column explains on its
 * own, linearly or level by level, less what chance explains. Texts come first.
 *
 * @param names Columns of the table.
 * @param answers The same number per row, row-major.
 * @returns `most` names, in the order of `names`.
 * @cost O(rows * columns)
 */
export function leadingColumns(
  table: Table,
  names: readonly string[],
  { answers, most }: { readonly answers: Float64Array; readonly most: number },
): string[] {
  const width = answers.length / Math.max(1, table.nRows);
  const outputs = Array.from({ length: Math.min(width, MOST_ANSWERS) }, (_, k) =>
    centered(Float64Array.from({ length: table.nRows }, (__, i) => answers[i * width + k] ?? 0)),
  );
  const shares = getColumns(table, names).map((column) =>
    column.kind === 'text'
      ? 1
      : Math.max(...outputs.map((output) => explainedShare(column, output))),
  );
  const order = names.map((_, j) => j).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b);
  const kept = new Set(order.slice(0, most));
  return names.filter((_, j) => kept.has(j));
}

function centered(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.map((value) => value - mean);
}

function explainedShare(column: Column, output: Float64Array): number {
  const total = output.reduce((sum, value) => sum + value * value, 0);
  if (total === 0) return 0;
  return (
    (isNumeric(column) ? linearShare(column.values, output) : levelShare(column, output)) / total
  );
}

/** Missing values count as the mean. */
function linearShare(values: Float64Array, output: Float64Array): number {
  let [n, sum] = [0, 0];
  for (const value of values)
    if (Number.isFinite(value)) {
      n++;
      sum += value;
    }
  const mean = sum / Math.max(1, n);
  let [square, product] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (!Number.isFinite(value)) continue;
    square += (value - mean) ** 2;
    product += (value - mean) * Number(output[i]);
  }
  return square > 0 ? product ** 2 / square : 0;
}

function levelShare(
  { codes, levels }: Extract<Column, { readonly codes: Int32Array }>,
  output: Float64Array,
): number {
  const sums = new Float64Array(levels.length + 1);
  const counts = new Float64Array(levels.length + 1);
  let total = 0;
  for (let i = 0; i < codes.length; i++) {
    const level = Number(codes[i]) + 1;
    const value = Number(output[i]);
    sums[level] = Number(sums[level]) + value;
    counts[level] = Number(counts[level]) + 1;
    total += value * value;
  }
  const between = sums.reduce(
    (sum, each, l) => sum + each ** 2 / Math.max(1, Number(counts[l])),
    0,
  );
  const nLevels = counts.reduce((n, count) => n + Number(count > 0), 0);
  return between - (total * (nLevels - 1)) / Math.max(1, codes.length - 1);
}
