import { AppError, didYouMean, listNames, type Signature } from '@kaizenml/contracts';
import { conformTable, type Model } from '@kaizenml/ml/artifact';
import type { Outcome } from '@kaizenml/ml/metrics';
import { classesOf, encodeTarget } from '@kaizenml/ml/search';
import {
  columnNames,
  findColumn,
  getColumn,
  isMissing,
  isNumeric,
  type Table,
  takeRows,
} from '@kaizenml/ml/table';

/** Rows that are answered at most; beyond, rows at even distances are taken. */
const MOST_ROWS = 50_000;

/**
 * The rows of a table whose target is known, at most 50 000 of them.
 *
 * @throws COLUMN_UNKNOWN without the target; TARGET_UNUSABLE where every row lacks it, or it is not what the models answer.
 */
export function judgedRows(table: Table, { output }: Signature): Table {
  const { name } = output;
  const column = findColumn(table, name);
  if (column === undefined) {
    const known = columnNames(table);
    throw new AppError('COLUMN_UNKNOWN', {
      message: `The rows to compare on must hold the target "${name}", got none of this name.`,
      hint: didYouMean(name, known) ?? `They have ${listNames(known, 20)}.`,
      details: { column: name, known },
    });
  }
  const present = Int32Array.from({ length: table.nRows }, (_, i) => i).filter(
    (i) => !isMissing(column, i),
  );
  const n = Math.min(present.length, MOST_ROWS);
  const rows = takeRows(
    table,
    Int32Array.from({ length: n }, (_, i) => present[Math.floor((i * present.length) / n)] ?? 0),
  );
  assertTruth(rows, output);
  return rows;
}

function assertTruth(rows: Table, { name, task, classes = [] }: Signature['output']): void {
  const truth = getColumn(rows, name);
  const refuse = (expectation: string, received: string) =>
    new AppError('TARGET_UNUSABLE', {
      message: `Column "${name}" must ${expectation}, got ${received}.`,
      hint: 'Give rows like those that the models learned from, with the truth in this column.',
      details: { column: name, expectation, received },
    });
  if (rows.nRows === 0) throw refuse('hold a value in some row', 'only missing ones');
  if (task === 'regression') {
    if (isNumeric(truth)) return;
    throw refuse('hold numbers', `a ${truth.kind}`);
  }
  const unknown = classesOf(truth).filter((label) => !classes.includes(label));
  if (unknown.length > 0)
    throw refuse(`hold the classes of the models, ${listNames(classes)}`, listNames(unknown));
}

/** Truth and answers of a model, with classes in the order of `classes`. */
export function outcomeOn(model: Model, rows: Table, classes: readonly string[]): Outcome {
  const { output } = model.signature;
  const truth = encodeTarget(getColumn(rows, output.name), output.task, classes);
  const answers = model.predictTable(conformTable(model.signature, rows));
  if (truth.kind === 'regression' || answers.kind === 'regression')
    return {
      kind: 'regression',
      truth: truth.kind === 'regression' ? truth.values : new Float64Array(),
      predicted: answers.kind === 'regression' ? answers.values : new Float64Array(),
    };
  const place = (output.classes ?? []).map((name) => classes.indexOf(name));
  const k = classes.length;
  const probabilities = new Float64Array(answers.probabilities.length);
  for (let at = 0; at < probabilities.length; at++) {
    const row = Math.floor(at / k);
    probabilities[row * k + (place[at % k] ?? 0)] = answers.probabilities[at] ?? 0;
  }
  return {
    kind: 'classification',
    truth: truth.codes,
    probabilities,
    nClasses: k,
    called: answers.classes.map((code) => place[code] ?? 0),
  };
}
