import type { Prediction, Signature } from '@kaizenml/contracts';
import { answeredClass } from '../math/index.ts';
import type { TableAnswers } from './model.ts';

/** Turns what an estimator returns for one row into a prediction. */
export function predictionReader({
  output,
}: Signature): (answers: Float64Array, row: number) => Prediction {
  const { classes } = output;
  if (classes === undefined) return (answers, row) => ({ prediction: answers[row] });
  const n = classes.length;
  return (answers, row) => ({
    prediction: classes[answeredClass(answers, row, n)],
    probabilities: Object.fromEntries(classes.map((name, k) => [name, answers[row * n + k]])),
  });
}

/** Turns what an estimator returns for many rows into answers. */
export function toTableAnswers(answers: Float64Array, { output }: Signature): TableAnswers {
  if (output.classes === undefined) return { kind: 'regression', values: answers };
  const n = output.classes.length;
  const classes = new Int32Array(answers.length / n);
  for (let i = 0; i < classes.length; i++) classes[i] = answeredClass(answers, i, n);
  return { kind: 'classification', classes, probabilities: answers };
}
