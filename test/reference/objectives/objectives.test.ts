import {
  createObjective,
  getObjective,
  type Objective,
  type ObjectiveInput,
} from '@kaizenml/ml/trees/objectives';
import { describe, expect, it } from 'vitest';
import given from './expected.json' with { type: 'json' };

interface Derivatives {
  readonly gradients: readonly number[];
  readonly hessians: readonly number[] | null;
}

interface Tree extends Derivatives {
  readonly leafOf: readonly number[];
  readonly hessians: readonly number[];
}

interface Case {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly target: readonly number[];
  readonly start: readonly number[];
  readonly scikitLearn?: Readonly<
    Record<'plain' | 'weighted', Derivatives & { loss: number; first: readonly number[] }>
  >;
  readonly lightgbm?: {
    readonly weights: readonly number[];
    readonly plain: readonly Tree[];
    readonly weighted: readonly Tree[];
    readonly first?: readonly number[];
    readonly firstWeighted?: readonly number[];
  };
  readonly byDefinition?: Derivatives;
}

const cases = (given.cases as readonly Case[]).map((each) => ({
  ...each,
  title: `${each.name} ${JSON.stringify(each.params)}`,
}));
const CLASSES: Readonly<Record<string, number>> = { logistic: 2, softmax: 3, 'one-vs-rest': 3 };

function objectiveOf({ name, params, target }: Case, weights?: readonly number[]): Objective {
  const nClasses = CLASSES[name];
  const input: ObjectiveInput = {
    target:
      nClasses === undefined
        ? { kind: 'regression', values: Float64Array.from(target) }
        : { kind: 'classification', codes: Int32Array.from(target), nClasses },
    ...(weights && { weights: Float64Array.from(weights) }),
    groups: Int32Array.from(given.groups),
  };
  return createObjective(getObjective(name), input, params);
}

function derivativesAt(objective: Objective, start: readonly number[]) {
  const gradients = new Float64Array(start.length);
  const hessians = new Float64Array(start.length);
  const nRows = start.length / objective.nOutputs;
  objective.gradients(Float64Array.from(start), gradients, hessians, 0, nRows);
  return { gradients, hessians };
}

function expectNear(received: ArrayLike<number>, wanted: readonly number[], tolerance: number) {
  expect(received).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    const gap = Math.abs(received[i] - value);
    expect(gap, `${received[i]} is ${value} at ${i}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    );
  });
}

const weightings = ['plain', 'weighted'] as const;

describe.each(cases.filter(({ scikitLearn }) => scikitLearn !== undefined))(
  '$title',
  ({ scikitLearn, ...each }) => {
    it.each(weightings)('has the derivatives of scikit-learn 1.9 to 1e-13, %s', (weighting) => {
      const objective = objectiveOf(each, weighting === 'weighted' ? given.weights : undefined);
      const { gradients, hessians } = derivativesAt(objective, each.start);
      const theirs = scikitLearn?.[weighting];
      expectNear(gradients, theirs?.gradients ?? [], 1e-13);
      // Friedman's factor K / (K - 1), which scikit-learn leaves out.
      const factor = each.name === 'softmax' ? 2 / 3 : 1;
      if (theirs?.hessians)
        expectNear(
          hessians.map((h) => h * factor),
          theirs.hessians,
          1e-13,
        );
    });

    it.each(weightings)('has the loss of scikit-learn 1.9 to 1e-13, %s', (weighting) => {
      const objective = objectiveOf(each, weighting === 'weighted' ? given.weights : undefined);
      expect(objective.loss(Float64Array.from(each.start))).toBeCloseTo(
        scikitLearn?.[weighting].loss ?? Number.NaN,
        13,
      );
    });
  },
);

/** Best constants of scikit-learn: not its Huber (one step) and not its quantiles (another type). */
const FIRST_ALIKE = ['squared', 'poisson', 'gamma', 'tweedie', 'logistic', 'softmax'];

it.each(cases.filter(({ name, scikitLearn }) => scikitLearn && FIRST_ALIKE.includes(name)))(
  '$title starts where scikit-learn 1.9 does, to 1e-12',
  ({ scikitLearn, ...each }) => {
    for (const weighting of weightings) {
      const objective = objectiveOf(each, weighting === 'weighted' ? given.weights : undefined);
      const first = objective.initialScores();
      // Softmax scores may be moved together; scikit-learn centers them.
      const mean = first.reduce((sum, score) => sum + score, 0) / first.length;
      const moved = objective.nOutputs === 1 ? first : first.map((score) => score - mean);
      expectNear(moved, scikitLearn?.[weighting].first ?? [], 1e-12);
    }
  },
);

/** LightGBM sums in single precision; of the sigmoid of its LambdaRank it keeps a table. */
const tolerances: Readonly<Record<string, number>> = { lambdarank: 5e-5 };

describe.each(cases.filter(({ lightgbm }) => lightgbm !== undefined))(
  '$title',
  ({ lightgbm, ...each }) => {
    it.each(weightings)('makes the leaves of LightGBM 4.7, %s', (weighting) => {
      const weights = weighting === 'weighted' ? lightgbm?.weights : undefined;
      const tolerance = tolerances[each.name] ?? 2e-6;
      const { gradients, hessians } = derivativesAt(objectiveOf(each, weights), each.start);
      lightgbm?.[weighting].forEach((tree, k) => {
        const sums = tree.hessians.map(() => ({ gradient: 0, hessian: 0 }));
        tree.leafOf.forEach((leaf, row) => {
          sums[leaf].gradient += gradients[k * tree.leafOf.length + row];
          sums[leaf].hessian += hessians[k * tree.leafOf.length + row];
        });
        expectNear(
          sums.map(({ gradient }) => gradient),
          tree.gradients,
          tolerance,
        );
        expectNear(
          sums.map(({ hessian }) => hessian),
          tree.hessians,
          tolerance,
        );
      });
    });
  },
);

it.each(cases.filter(({ lightgbm }) => lightgbm?.first !== undefined))(
  '$title starts where LightGBM 4.7 does, to 1e-6',
  ({ lightgbm, ...each }) => {
    expectNear(objectiveOf(each).initialScores(), lightgbm?.first ?? [], 1e-6);
    const weighted = objectiveOf(each, lightgbm?.weights);
    expectNear(weighted.initialScores(), lightgbm?.firstWeighted ?? [], 1e-6);
  },
);

it.each(cases.filter(({ byDefinition }) => byDefinition !== undefined))(
  '$title has the lambdas of swapped pairs, to 1e-13',
  ({ byDefinition, ...each }) => {
    const { gradients, hessians } = derivativesAt(objectiveOf(each), each.start);
    expectNear(gradients, byDefinition?.gradients ?? [], 1e-13);
    expectNear(hessians, byDefinition?.hessians ?? [], 1e-13);
  },
);

describe('leaves of a small tree', () => {
  const at = (name: string) => cases.find((each) => each.name === name) as (typeof cases)[number];
  const rowsOf = (leafOf: readonly number[], leaf: number) =>
    Int32Array.from(leafOf.flatMap((each, row) => (each === leaf ? [row] : [])));

  it('step as those of LightGBM 4.7 for absolute: the median', () => {
    const { leafOf, steps } = given.fewLeaves.absolute;
    const objective = objectiveOf(at('absolute'));
    const start = Float64Array.from(at('absolute').start);
    steps.forEach((step, leaf) => {
      const rows = rowsOf(leafOf, leaf);
      expect(objective.renewLeaf?.(rows, 0, rows.length, start)).toBeCloseTo(step, 6);
    });
    expect(steps).toHaveLength(4);
  });

  it.each(['quantile', 'huber'] as const)('lose less than those of LightGBM 4.7 for %s', (name) => {
    const { leafOf, steps } = given.fewLeaves[name];
    const weights = given.weights.map((weight) => weight + 0.5);
    const objective = objectiveOf(at(name), weights);
    const { start } = at(name);
    const lossWith = (moves: readonly number[]) =>
      objective.loss(Float64Array.from(start, (score, row) => score + moves[leafOf[row]]));
    const ours = steps.map((_, leaf) => {
      const rows = rowsOf(leafOf, leaf);
      const move = objective.renewLeaf?.(rows, 0, rows.length, Float64Array.from(start));
      return move ?? Number.NaN;
    });
    expect(lossWith(ours)).toBeLessThan(lossWith(steps));
  });
});
