import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import {
  type AnyObjective,
  createObjective,
  OBJECTIVES,
  type Objective,
  type ObjectiveInput,
} from './index.ts';

const N_ROWS = 30;

/** Rows that every objective of a kind can learn, with weights of which some are 0. */
function inputFor({ target, name }: AnyObjective, seed: number): ObjectiveInput {
  const random = seededRandom(seed);
  const weights = Float64Array.from({ length: N_ROWS }, () => random.below(4) / 2);
  const groups = Int32Array.from({ length: N_ROWS }, (_, i) => Math.floor(i / 7));
  if (target === 'classes' || target === 'two-classes') {
    const nClasses = target === 'classes' ? 4 : 2;
    const codes = Int32Array.from({ length: N_ROWS }, (_, i) => (i * i) % nClasses);
    return { target: { kind: 'classification', codes, nClasses }, weights };
  }
  const draw = (): number => {
    if (target === 'grades') return random.below(4);
    if (target === 'positive') return 0.1 + Math.abs(random.normal());
    if (name === 'poisson') return random.below(5);
    return target === 'non-negative' ? Math.max(0, random.normal()) : random.normal();
  };
  const values = Float64Array.from({ length: N_ROWS }, draw);
  return { target: { kind: 'regression', values }, weights, groups };
}

function scoresFor(objective: Objective, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: N_ROWS * objective.nOutputs }, () => random.normal());
}

function derivativesAt(objective: Objective, scores: Float64Array, cuts = [0, N_ROWS]) {
  const gradients = new Float64Array(scores.length).fill(Number.NaN);
  const hessians = new Float64Array(scores.length).fill(Number.NaN);
  for (let c = 0; c + 1 < cuts.length; c++)
    objective.gradients(scores, gradients, hessians, cuts[c], cuts[c + 1]);
  return { gradients, hessians };
}

/** Sum of losses, from their mean. */
function totalLoss(objective: Objective, { weights }: ObjectiveInput, scores: Float64Array) {
  return objective.loss(scores) * (weights?.reduce((sum, weight) => sum + weight, 0) ?? N_ROWS);
}

const ROWWISE = OBJECTIVES.filter(({ target }) => target !== 'grades');

/** The Hessian is not the second derivative: why. */
const OTHER_HESSIANS: Readonly<Record<string, string>> = {
  absolute: 'a unit Hessian in place of 0',
  quantile: 'a unit Hessian in place of 0',
  huber: 'a unit Hessian in place of 0 and 1',
  poisson: 'lifted by poissonMaxStep',
  softmax: "Friedman's factor",
};

describe.each(OBJECTIVES)('objective $name', (description) => {
  const input = inputFor(description, 1);
  const objective = createObjective(description, input);

  it('writes finite gradients and Hessians of at least 0 for every row', () => {
    const { gradients, hessians } = derivativesAt(objective, scoresFor(objective, 2));
    expect(gradients.every(Number.isFinite)).toBe(true);
    expect(hessians.every((hessian) => hessian >= 0 && Number.isFinite(hessian))).toBe(true);
    expect(gradients.some((gradient) => gradient > 0)).toBe(true);
    expect(gradients.some((gradient) => gradient < 0)).toBe(true);
  });

  it('gives the same bits when the rows are shared between threads', () => {
    const scores = scoresFor(objective, 3);
    const cuts = objective.groupOffsets ? [...objective.groupOffsets] : [0, 1, 8, 8, 21, N_ROWS];
    expect(derivativesAt(objective, scores, cuts)).toEqual(derivativesAt(objective, scores));
  });

  it('gives nothing to a row of weight 0', () => {
    const { gradients, hessians } = derivativesAt(objective, scoresFor(objective, 4));
    for (let at = 0; at < gradients.length; at++)
      if (input.weights?.[at % N_ROWS] === 0)
        expect([gradients[at] + 0, hessians[at]]).toEqual([0, 0]);
  });

  it('has a smaller loss one small step against the gradient', () => {
    const scores = scoresFor(objective, 5);
    const { gradients } = derivativesAt(objective, scores);
    const moved = scores.map((score, at) => score - 0.01 * gradients[at]);
    const loss = objective.loss(scores);
    if (description.target === 'grades') expect(objective.loss(moved)).toBeLessThanOrEqual(loss);
    else expect(objective.loss(moved)).toBeLessThan(loss);
  });

  it('leaves scores and target untouched', () => {
    const scores = scoresFor(objective, 6);
    const before = structuredClone({ scores, input });
    derivativesAt(objective, scores);
    objective.loss(scores);
    objective.initialScores();
    objective.renewLeaf?.(Int32Array.of(3, 5, 7), 0, 3, scores);
    expect({ scores, input }).toEqual(before);
  });

  it('says truly whether its Hessians are counts', () => {
    const { weights: _, ...once } = input;
    const unweighted = createObjective(description, once);
    const { hessians } = derivativesAt(unweighted, scoresFor(objective, 7));
    expect(hessians.every((hessian) => hessian === 1)).toBe(unweighted.hasUnitHessian);
    expect(objective.hasUnitHessian).toBe(false);
  });
});

describe.each(ROWWISE)('objective $name', (description) => {
  const input = inputFor(description, 1);
  const objective = createObjective(description, input);

  it('has the gradient of its loss, by numeric differentiation', () => {
    const scores = scoresFor(objective, 8);
    const { gradients } = derivativesAt(objective, scores);
    gradients.forEach((gradient, at) => {
      expect(gradient).toBeCloseTo(
        slope((z) => lossWith(z, at)),
        5,
      );
    });
    function lossWith(shift: number, at: number): number {
      const moved = scores.slice();
      moved[at] += shift;
      return totalLoss(objective, input, moved);
    }
  });

  it('starts at the constant of least loss', () => {
    const first = objective.initialScores();
    const constant = (shift: number, k: number) =>
      Float64Array.from(
        { length: N_ROWS * first.length },
        (_, at) => first[Math.floor(at / N_ROWS)] + (Math.floor(at / N_ROWS) === k ? shift : 0),
      );
    const least = objective.loss(constant(0, 0));
    for (let k = 0; k < first.length; k++)
      for (const shift of [-0.5, -1e-2, 1e-2, 0.5])
        expect(objective.loss(constant(shift, k))).toBeGreaterThanOrEqual(least - 1e-12);
  });

  it('takes a weight of 2 as the row twice', () => {
    const once = { ...input, weights: new Float64Array(N_ROWS).fill(1) };
    const twice = { ...input, weights: new Float64Array(N_ROWS).fill(2) };
    const scores = scoresFor(objective, 10);
    const [one, two] = [once, twice].map((each) => createObjective(description, each));
    expect([...two.initialScores()]).toEqual([...one.initialScores()]);
    expect(two.loss(scores)).toBe(one.loss(scores));
    const doubled = derivativesAt(one, scores).gradients.map((gradient) => 2 * gradient);
    expect(derivativesAt(two, scores).gradients).toEqual(doubled);
  });
});

describe.each(ROWWISE.filter(({ name }) => !(name in OTHER_HESSIANS)))(
  'objective $name',
  (description) => {
    it('has the Hessian of its loss', () => {
      const objective = createObjective(description, inputFor(description, 1));
      const scores = scoresFor(objective, 9);
      const { hessians } = derivativesAt(objective, scores);
      hessians.forEach((hessian, at) => {
        const gradientWith = (shift: number) => {
          const moved = scores.slice();
          moved[at] += shift;
          return derivativesAt(objective, moved).gradients[at];
        };
        expect(hessian).toBeCloseTo(slope(gradientWith), 6);
      });
    });
  },
);

/** Central difference. */
function slope(f: (z: number) => number): number {
  const step = 1e-5;
  return (f(step) - f(-step)) / (2 * step);
}
