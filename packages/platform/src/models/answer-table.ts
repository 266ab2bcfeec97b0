import type { Prediction, Row, Signature } from '@kaizenml/contracts';
import { besideRow, type TableAnswers } from '@kaizenml/ml/artifact';
import { type Column, cell, getColumn, makeTable, rowAt, type Table } from '@kaizenml/ml/table';

const ANSWER = 'prediction';
const PROBABILITY = 'probability_';
const QUANTILE = 'quantile_';
/** Columns of what answers say besides: see `Prediction.beside`. */
const BESIDE: ReadonlySet<string> = new Set(['distance', 'is_anomaly', 'reasons']);

/** Answers as a table: `prediction`, `probability_<class>` or `quantile_<level>` for each, and what answers say besides. */
export function toAnswerTable(signature: Signature, answers: TableAnswers): Table {
  const { beside = [] } = answers;
  if (answers.kind === 'regression')
    return makeTable([
      { name: ANSWER, kind: 'number', values: answers.values },
      ...quantileColumns(signature, answers.quantiles),
      ...beside,
    ]);
  const classes = signature.output.classes ?? [];
  const k = classes.length;
  const probability = (code: number): Column => ({
    name: `${PROBABILITY}${classes[code] ?? code}`,
    kind: 'number',
    values: everyOther(answers.probabilities, { from: code, step: k }),
  });
  return makeTable([
    { name: ANSWER, kind: 'category', codes: answers.classes, levels: classes },
    ...classes.map((_, code) => probability(code)),
    ...beside,
  ]);
}

/** One column of a matrix. */
function everyOther(
  values: Float64Array,
  { from, step }: { readonly from: number; readonly step: number },
): Float64Array {
  const column = new Float64Array(values.length / step);
  for (let i = 0, at = from; i < column.length; i++, at += step) column[i] = values[at] as number;
  return column;
}

function quantileColumns(
  { output: { quantiles: levels = [] } }: Signature,
  values: Float64Array | undefined,
): Column[] {
  const k = levels.length;
  return levels.map((level, q) => ({
    name: `${QUANTILE}${level}`,
    kind: 'number',
    values: values?.filter((_, at) => at % k === q) ?? new Float64Array(0),
  }));
}

/** The rows of an answer table one by one, as `models.predict` gives them. */
export function* toPredictions(answers: Table): Generator<Prediction> {
  const answer = getColumn(answers, ANSWER);
  const [probabilities, quantiles] = [PROBABILITY, QUANTILE].map((start) =>
    answers.columns
      .filter(({ name }) => name.startsWith(start))
      .map((column) => [column.name.slice(start.length), column] as const),
  );
  const numbersOf = (columns: typeof probabilities, i: number) =>
    Object.fromEntries((columns ?? []).map(([key, column]) => [key, Number(cell(column, i))]));
  const beside = answers.columns.filter(({ name }) => BESIDE.has(name));
  for (let i = 0; i < answers.nRows; i++) {
    yield {
      prediction: cell(answer, i) ?? '',
      ...(probabilities?.length && { probabilities: numbersOf(probabilities, i) }),
      ...(quantiles?.length && { quantiles: numbersOf(quantiles, i) }),
      ...(beside.length > 0 && besideRow(beside, i)),
    };
  }
}

/** The rows of a table as JSON objects. */
export function* rowsOf(table: Table): Generator<Row> {
  for (let i = 0; i < table.nRows; i++) yield rowAt(table, i);
}
