import { type Column, encodeText } from '@kaizenml/ml/table';

/** The answers of a model as a column under the target's name: numbers, or classes. */
export function answerColumn(target: string, answers: readonly (string | number)[]): Column {
  return answers.every((answer) => typeof answer === 'number')
    ? { name: target, kind: 'number', values: Float64Array.from(answers) }
    : encodeText(target, 'category', answers.map(String));
}
