import { answerTable, type FittedModel, toTableAnswers } from '@kaizenml/ml/artifact';
import type { Column, Table } from '@kaizenml/ml/table';

/** What a model answers to a table, as a column under the name of the answer. */
export function answeredColumn(fitted: FittedModel, table: Table): Column {
  const { signature } = fitted;
  const { name, classes = [] } = signature.output;
  const answers = toTableAnswers(answerTable(fitted, table), signature);
  return answers.kind === 'regression'
    ? { name, kind: 'number', values: answers.values }
    : { name, kind: 'category', codes: answers.classes, levels: classes };
}
