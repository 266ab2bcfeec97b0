import { exp, log, sigmoid } from '../../../math/index.ts';
import { panelIndex } from './layout.ts';

/** How scores are judged: half the squared error, or minus the logarithm of the true class's probability. */
export type Objective = 'squares' | 'two classes' | 'classes';

/** What is learned: numbers on a common scale or codes of classes, and how much each row counts. */
export interface Goal {
  readonly targets: Float64Array;
  readonly weights: Float64Array;
}

/** The scores of a batch, in panels, and where their slopes go. */
export interface Judged {
  readonly nScores: number;
  readonly scores: Float32Array;
  /** Receives factor * weight * slope: 0 in columns that fill a panel. */
  readonly slopes?: Float32Array;
  readonly factor: number;
}

/**
 * The loss of a batch, summed with the weights of the rows, and its slopes by the scores.
 *
 * @param rows The rows of the goal that the batch consists of.
 */
export function judge(
  objective: Objective,
  judged: Judged,
  { targets, weights }: Goal,
  rows: ArrayLike<number>,
): number {
  const own = new Float64Array(judged.nScores);
  judged.slopes?.fill(0);
  let loss = 0;
  for (let i = 0; i < rows.length; i++) {
    const weight = weights[rows[i]];
    for (let k = 0; k < own.length; k++) own[k] = judged.scores[panelIndex(rows.length, i, k)];
    loss += weight * LOSSES[objective](own, targets[rows[i]]);
    if (judged.slopes === undefined) continue;
    for (let k = 0; k < own.length; k++)
      judged.slopes[panelIndex(rows.length, i, k)] = judged.factor * weight * own[k];
  }
  return loss;
}

/** The loss of a row; its slopes take the place of its scores. */
const LOSSES: Readonly<Record<Objective, (scores: Float64Array, target: number) => number>> = {
  squares(scores, target) {
    scores[0] -= target;
    return (scores[0] * scores[0]) / 2;
  },
  'two classes'(scores, target) {
    const against = target === 1 ? -scores[0] : scores[0];
    scores[0] = sigmoid(scores[0]) - target;
    return against > 0 ? against + log(1 + exp(-against)) : log(1 + exp(against));
  },
  classes(scores, target) {
    let largest = scores[0];
    for (let k = 1; k < scores.length; k++) if (scores[k] > largest) largest = scores[k];
    const above = largest - scores[target];
    let sum = 0;
    for (let k = 0; k < scores.length; k++) {
      scores[k] = exp(scores[k] - largest);
      sum += scores[k];
    }
    for (let k = 0; k < scores.length; k++) scores[k] /= sum;
    scores[target] -= 1;
    return above + log(sum);
  },
};
