import type { Prediction, Signature } from '@kaizenml/contracts';
import { type Decision, decide } from '../combine/index.ts';
import { answeredClass } from '../math/index.ts';
import { middleLevel } from '../models/index.ts';
import type { TableAnswers } from './model.ts';

/** Says which class of row `row` is called. */
type Caller = (probabilities: Float64Array, row: number) => number;

function callerOf(nClasses: number, decision: Decision | undefined): Caller {
  if (decision === undefined) return (answers, row) => answeredClass(answers, row, nClasses);
  return (answers, row) =>
    decide(decision, answers.subarray(row * nClasses, (row + 1) * nClasses))[0];
}

/** Turns what a model returns for one row into a prediction. @param decision Absent: the most probable class is called. */
export function predictionReader(
  { output }: Signature,
  decision?: Decision,
): (answers: Float64Array, row: number) => Prediction {
  const { classes, quantiles: levels } = output;
  if (levels !== undefined) return quantileReader(levels);
  if (classes === undefined) return (answers, row) => ({ prediction: answers[row] });
  const n = classes.length;
  const call = callerOf(n, decision);
  return (answers, row) => ({
    prediction: classes[call(answers, row)],
    probabilities: named(classes, answers, row * n),
  });
}

/** Values from `at` on under their names. A loop, since `Object.fromEntries` costs more than a small model. */
function named(
  names: readonly string[],
  values: Float64Array,
  at: number,
): Readonly<Record<string, number>> {
  if (names.includes('__proto__'))
    return Object.fromEntries(names.map((name, k) => [name, values[at + k]]));
  const record: Record<string, number> = {};
  for (let k = 0; k < names.length; k++) record[names[k]] = values[at + k];
  return record;
}

function quantileReader(
  levels: readonly number[],
): (answers: Float64Array, row: number) => Prediction {
  const k = levels.length;
  const middle = middleLevel(levels);
  return (answers, row) => ({
    prediction: answers[row * k + middle],
    quantiles: Object.fromEntries(levels.map((level, q) => [String(level), answers[row * k + q]])),
  });
}

/** Turns what a model returns for many rows into answers. @param decision Absent: the most probable class is called. */
export function toTableAnswers(
  answers: Float64Array,
  { output }: Signature,
  decision?: Decision,
): TableAnswers {
  const { quantiles: levels } = output;
  if (levels !== undefined) {
    const [k, middle] = [levels.length, middleLevel(levels)];
    const values = answers.filter((_, at) => at % k === middle);
    return { kind: 'regression', values, quantiles: answers };
  }
  if (output.classes === undefined) return { kind: 'regression', values: answers };
  return {
    kind: 'classification',
    classes: calledClasses(answers, output.classes.length, decision),
    probabilities: answers,
  };
}

/** The class that is called in each row. @shape n */
export function calledClasses(
  probabilities: Float64Array,
  nClasses: number,
  decision?: Decision,
): Int32Array {
  const call = callerOf(nClasses, decision);
  const n = probabilities.length / nClasses;
  const classes = new Int32Array(n);
  for (let i = 0; i < n; i++) classes[i] = call(probabilities, i);
  return classes;
}
