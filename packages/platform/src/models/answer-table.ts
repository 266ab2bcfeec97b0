import type { Prediction, Signature } from '@kaizenml/contracts';
import { besideRow, type TableAnswers } from '@kaizenml/ml/artifact';
import { type Column, cell, getColumn, makeTable, type Table } from '@kaizenml/ml/table';

const ANSWER = 'prediction';
const PROBABILITY = 'probability_';
/** Columns of what answers say besides: see `Prediction.beside`. */
const BESIDE: ReadonlySet<string> = new Set(['distance', 'is_anomaly', 'reasons']);

/** Answers as a table: `prediction`, `probability_<class>` for each class, and what answers say besides. */
export function toAnswerTable(signature: Signature, answers: TableAnswers): Table {
  const { beside = [] } = answers;
  if (answers.kind === 'regression')
    return makeTable([{ name: ANSWER, kind: 'number', values: answers.values }, ...beside]);
  const classes = signature.output.classes ?? [];
  const k = classes.length;
  const probability = (code: number): Column => ({
    name: `${PROBABILITY}${classes[code] ?? code}`,
    kind: 'number',
    values: Float64Array.from(
      { length: answers.classes.length },
      (_, i) => answers.probabilities[i * k + code] ?? 0,
    ),
  });
  return makeTable([
    { name: ANSWER, kind: 'category', codes: answers.classes, levels: classes },
    ...classes.map((_, code) => probability(code)),
    ...beside,
  ]);
}

/** The rows of an answer table one by one, as `models.predict` gives them. */
export function* toPredictions(answers: Table): Generator<Prediction> {
  const answer = getColumn(answers, ANSWER);
  const probabilities = answers.columns
    .filter(({ name }) => name.startsWith(PROBABILITY))
    .map((column) => [column.name.slice(PROBABILITY.length), column] as const);
  const beside = answers.columns.filter(({ name }) => BESIDE.has(name));
  for (let i = 0; i < answers.nRows; i++) {
    const prediction = cell(answer, i) ?? '';
    yield {
      prediction,
      ...(probabilities.length > 0 && {
        probabilities: Object.fromEntries(
          probabilities.map(([level, column]) => [level, Number(cell(column, i))]),
        ),
      }),
      ...(beside.length > 0 && besideRow(beside, i)),
    };
  }
}
