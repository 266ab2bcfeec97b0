import { huberStep } from './huber-step.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readNumbers } from './read-target.ts';
import { allResiduals, leafResiduals, type Residuals } from './residuals.ts';
import { weightedMean } from './weighted-mean.ts';

const params = {
  huberDelta: {
    kind: 'number',
    default: 1,
    range: [1e-9, 1e12],
    unit: 'target',
    doc: 'Mistakes up to this size count squared, larger ones linearly.',
  },
} as const;

/**
 * The Huber loss: squared up to delta, linear beyond.
 *
 * Trees are grown on the residuals cut to +-delta with a unit Hessian, as in LightGBM 4.7 (`alpha` there). The first score
 * and the steps of leaves are the constants of least loss (`huberStep`), as Friedman has it; the step of LightGBM
 * moves a leaf by at most delta per tree, which never arrives when the target is measured in thousands.
 *
 * @source Huber (1964), Ann. Math. Statist. 35, 73-101; Friedman (2001), Annals of Statistics 29, algorithm 4.
 */
export const huber: ObjectiveDescription<typeof params> = {
  name: 'huber',
  title: 'Huber',
  target: 'numbers',
  params,
  doc: 'The mean of the target, but far values pull no more than near ones.',
  source:
    'Huber (1964), "Robust Estimation of a Location Parameter", Ann. Math. Statist. 35, 73-101.',
  create(input, { huberDelta: delta }) {
    const target = readNumbers(huber, input);
    const { values, weights } = target;
    const stepOf = (residuals: Residuals) =>
      residuals.residuals.length === 0 ? 0 : huberStep(residuals, delta);
    return {
      name: 'huber',
      link: 'identity',
      nOutputs: 1,
      hasUnitHessian: weights === undefined,
      initialScores: () => Float64Array.of(stepOf(allResiduals(target))),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          const excess = scores[i] - values[i];
          const cut = excess > delta ? delta : excess < -delta ? -delta : excess;
          gradients[i] = weight * cut;
          hessians[i] = weight;
        }
      },
      renewLeaf: (rows, from, to, scores) => stepOf(leafResiduals(target, rows, from, to, scores)),
      loss: (scores) =>
        weightedMean(values.length, weights, (i) => {
          const size = Math.abs(scores[i] - values[i]);
          return size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
        }),
    };
  },
};
