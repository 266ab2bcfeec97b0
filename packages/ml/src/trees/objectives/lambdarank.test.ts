import { expect, it } from 'vitest';
import { log, seededRandom } from '../../math/index.ts';
import { placeDiscounts } from '../../metrics/ranked/index.ts';
import { createObjective, lambdarank, type Objective } from './index.ts';

const grades = Float64Array.of(0, 3, 1, 1, 2, 0, 2, 0);
const groups = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1);

function ranked(params: Readonly<Record<string, unknown>> = {}, weights?: Float64Array): Objective {
  return createObjective(
    lambdarank,
    { target: { kind: 'regression', values: grades }, groups, ...(weights && { weights }) },
    params,
  );
}

function gradientsAt(objective: Objective, scores: Float64Array): Float64Array {
  const gradients = new Float64Array(scores.length);
  objective.gradients(scores, gradients, new Float64Array(scores.length), 0, scores.length);
  return gradients;
}

it('has the gradient of the pairwise losses when the weights of pairs stand still', () => {
  const random = seededRandom(4);
  const scores = Float64Array.from(grades, () => random.normal());
  const order = [0, 1, 2, 3, 4, 5].sort((a, b) => scores[b] - scores[a]);
  const discounts = placeDiscounts(6);
  const ideal = [7, 3, 1, 1].reduce((sum, gain, place) => sum + gain * discounts[place], 0);
  const surrogate = (moved: Float64Array): number => {
    let sum = 0;
    for (const a of order)
      for (const b of order) {
        if (grades[a] <= grades[b]) continue;
        const places = Math.abs(discounts[order.indexOf(a)] - discounts[order.indexOf(b)]);
        const change = ((2 ** grades[a] - 2 ** grades[b]) * places) / ideal;
        sum += change * log(1 + Math.exp(-1.5 * (moved[a] - moved[b])));
      }
    return sum;
  };
  const gradients = gradientsAt(ranked({ rankSigmoid: 1.5, rankNormalize: false }), scores);
  for (const row of order) {
    const [up, down] = [1e-5, -1e-5].map((shift) =>
      surrogate(scores.map((score, i) => (i === row ? score + shift : score))),
    );
    expect(gradients[row]).toBeCloseTo((up - down) / 2e-5, 8);
  }
});

it('pushes rows of a group against each other only, and knows differences of scores only', () => {
  const random = seededRandom(5);
  const scores = Float64Array.from(grades, () => random.below(64) / 16);
  const gradients = gradientsAt(ranked(), scores);
  expect(gradients.subarray(0, 6).reduce((sum, g) => sum + g, 0)).toBeCloseTo(0, 14);
  expect(gradients[6]).toBe(-gradients[7]);
  const moved = scores.map((score, i) => (i < 6 ? score + 3 : score));
  expect([...gradientsAt(ranked(), moved)]).toEqual([...gradients]);
});

it('does not rank rows of weight 0: the others are as without them', () => {
  const random = seededRandom(6);
  const scores = Float64Array.from(grades, () => random.normal());
  const weights = Float64Array.of(1, 1, 0, 1, 0, 1, 1, 1);
  const kept = [0, 1, 3, 5, 6, 7];
  const take = (values: Float64Array) => Float64Array.from(kept, (row) => values[row]);
  const without = createObjective(lambdarank, {
    target: { kind: 'regression', values: take(grades) },
    groups: Int32Array.from(kept, (row) => groups[row]),
  });
  const objective = ranked({}, weights);
  expect([...take(gradientsAt(objective, scores))]).toEqual([
    ...gradientsAt(without, take(scores)),
  ]);
  expect(objective.loss(scores)).toBe(without.loss(take(scores)));
});

it('loses nothing when the order is right, and falls to it by following the gradient', () => {
  const objective = ranked({ rankTruncation: 5 });
  expect(objective.loss(grades)).toBeCloseTo(0, 15);
  const scores = Float64Array.from(grades, (grade) => -grade);
  const before = objective.loss(scores);
  for (let round = 0; round < 200; round++) {
    const gradients = gradientsAt(objective, scores);
    for (let i = 0; i < scores.length; i++) scores[i] -= 0.3 * gradients[i];
  }
  expect(before).toBeGreaterThan(0.3);
  expect(objective.loss(scores)).toBeCloseTo(0, 15);
});

it('may be cut only where a group begins', () => {
  const objective = ranked();
  const attempt = () =>
    objective.gradients(new Float64Array(8), new Float64Array(8), new Float64Array(8), 0, 3);
  expect([...(objective.groupOffsets ?? [])]).toEqual([0, 6, 8]);
  expect(attempt).toThrow('row 3 begins a group');
});

it('weighs a group by the mean weight of its ranked rows', () => {
  const scores = Float64Array.of(0, 3, 1, 1, 2, 0, 0, 1);
  const weights = Float64Array.of(3, 3, 0, 0, 3, 3, 1, 1);
  const lossOfSecond = 1 - Math.LN2 / log(3);
  expect(ranked({}, weights).loss(scores)).toBeCloseTo(lossOfSecond / 4, 14);
});
