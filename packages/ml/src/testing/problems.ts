import { exp, type Matrix, seededRandom, zeros } from '../math/index.ts';
import type { AnyEstimator, Target } from '../models/index.ts';

/** A small data set with a name for sentences. */
export interface Problem {
  readonly name: string;
  readonly x: Matrix;
  readonly y: Target;
}

const N_ROWS = 120;

/**
 * Easy problems for the tasks that an estimator claims: the answer is nearly a function of the first
 * two of three columns. Whoever takes no number below 0 gets e to the power of each.
 */
export function easyProblems({ traits }: AnyEstimator): readonly Problem[] {
  const random = seededRandom(20_240_601);
  const x = zeros(N_ROWS, 3);
  const signal = new Float64Array(N_ROWS);
  for (let i = 0; i < N_ROWS; i++) {
    for (let j = 0; j < 3; j++) x.values[3 * i + j] = random.normal();
    signal[i] = 2 * x.values[3 * i] - x.values[3 * i + 1] + 0.1 * random.normal();
  }
  if (traits.nonNegative)
    for (let at = 0; at < x.values.length; at++) x.values[at] = exp(x.values[at]);
  const problems: Problem[] = [];
  if (traits.regression) {
    const values = traits.nonNegativeTarget ? signal.map((value) => exp(value / 2)) : signal;
    problems.push({ name: 'regression', x, y: { kind: 'regression', values } });
  }
  if (traits.classification) {
    problems.push({ name: 'two classes', x, y: cutInto(signal, [0]) });
    problems.push({ name: 'three classes', x, y: cutInto(signal, [-0.8, 0.8]) });
  }
  return problems;
}

function cutInto(signal: Float64Array, cuts: readonly number[]): Target {
  const codes = Int32Array.from(signal, (value) => cuts.filter((cut) => value > cut).length);
  return { kind: 'classification', codes, nClasses: cuts.length + 1 };
}
