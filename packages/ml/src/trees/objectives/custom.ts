import { AppError } from '@kaizenml/contracts';
import type { Link } from '../ensemble/tree-ensemble.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readNumbers } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/** A loss of one row, written by whoever uses the library. Functions are pure. */
export interface RowLoss {
  /** Kebab-case. */
  readonly name: string;
  /** Loss of a score where the target is y. */
  readonly loss: (score: number, y: number) => number;
  /** Its derivative by the score. */
  readonly gradient: (score: number, y: number) => number;
  /** Its second derivative, or any number of at least 0 that makes good steps: 1 gives the steps of gradient descent. */
  readonly hessian: (score: number, y: number) => number;
  /** From the score to the answer. Default `identity`. */
  readonly link?: Extract<Link, 'identity' | 'exp' | 'logistic'>;
  /** Score before any tree. Default 0. */
  readonly initialScore?: number;
}

/**
 * An objective from a loss of one row; weights are taken care of.
 *
 * @example
 * const logCosh = custom({
 *   name: 'log-cosh',
 *   loss: (score, y) => Math.log(Math.cosh(score - y)),
 *   gradient: (score, y) => Math.tanh(score - y),
 *   hessian: (score, y) => 1 / Math.cosh(score - y) ** 2,
 * });
 * logCosh.create({ target: { kind: 'regression', values: Float64Array.of(1, 2) } }, {}).nOutputs; // 1
 */
export function custom(row: RowLoss): ObjectiveDescription<Record<never, never>> {
  const { name, link = 'identity', initialScore = 0 } = row;
  const description: ObjectiveDescription<Record<never, never>> = {
    name,
    title: name,
    target: 'numbers',
    params: {},
    doc: 'A loss of your own.',
    source: 'Given by the caller.',
    create(input) {
      const { values, weights } = readNumbers(description, input);
      return {
        name,
        // The target is a number, and so is the answer: not the shares of two classes.
        link: link === 'logistic' ? 'logistic-each' : link,
        nOutputs: 1,
        hasUnitHessian: false,
        initialScores: () => Float64Array.of(initialScore),
        gradients(scores, gradients, hessians, from, to) {
          for (let i = from; i < to; i++) {
            const weight = weights === undefined ? 1 : weights[i];
            const gradient = row.gradient(scores[i], values[i]);
            const hessian = row.hessian(scores[i], values[i]);
            if (!Number.isFinite(gradient) || !(hessian >= 0 && hessian < Number.POSITIVE_INFINITY))
              throw unusable(name, i, { score: scores[i], y: values[i], gradient, hessian });
            gradients[i] = weight * gradient;
            hessians[i] = weight * hessian;
          }
        },
        loss: (scores) =>
          weightedMean(values.length, weights, (i) => row.loss(scores[i], values[i])),
      };
    },
  };
  return description;
}

function unusable(name: string, row: number, given: Readonly<Record<string, number>>): AppError {
  const { score, y, gradient, hessian } = given;
  return new AppError('ARGUMENT_INVALID', {
    message: `${name} must give a finite gradient and a finite Hessian of at least 0, got ${gradient} and ${hessian} in row ${row + 1} (score ${score}, target ${y}).`,
    hint: 'Check the two functions at this score and target.',
    details: {
      objective: name,
      row: row + 1,
      score: String(score),
      y: String(y),
      gradient: String(gradient),
      hessian: String(hessian),
    },
  });
}
