import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { ADAM_START, adamStep } from '../../../packages/ml/src/models/neural/network/adam.ts';
import {
  collectSlopes,
  propagateBack,
} from '../../../packages/ml/src/models/neural/network/backward.ts';
import { measureColumns } from '../../../packages/ml/src/models/neural/network/columns.ts';
import { encodeRows } from '../../../packages/ml/src/models/neural/network/encode-rows.ts';
import {
  answer,
  answerLearning,
  writeInputs,
} from '../../../packages/ml/src/models/neural/network/forward.ts';
import { initialWeights } from '../../../packages/ml/src/models/neural/network/initial-weights.ts';
import {
  type Layout,
  layOut,
  panelIndex,
} from '../../../packages/ml/src/models/neural/network/layout.ts';
import { foldNormalization } from '../../../packages/ml/src/models/neural/network/normalization.ts';
import { judge, type Objective } from '../../../packages/ml/src/models/neural/network/objective.ts';
import { threadEngine } from '../../../packages/ml/src/models/neural/network/thread-engine.ts';
import { openLearningSpace } from '../../../packages/ml/src/models/neural/network/workspace.ts';
import expected from './expected.json' with { type: 'json' };

const { age, income, flag, city } = expected.columns;
const n = age.length;
const x = {
  nRows: n,
  nColumns: 4,
  values: Float64Array.from(
    [...age.keys()].flatMap((i) => [age[i], income[i] ?? Number.NaN, flag[i], city[i]]),
  ),
  levels: Int32Array.of(0, 0, 0, expected.nLevels),
};
const rows = Int32Array.from({ length: n }, (_, i) => i);
const columns = measureColumns(x, expected.nPieces);
const encoded = encodeRows(columns, x, 0, n);

type Arrays = Readonly<Record<string, unknown>>;

/** Position of each number of the named arrays in a layout, in the order of the arrays. */
function placesOf(layout: Layout, arrays: Arrays): Record<string, number[]> {
  const { tables, ramps, layers } = layout;
  const first = ramps.input - (layout.nLoose + tables[0].width);
  const inputOf = (l: number, i: number): number =>
    l > 0 || i < layout.nLoose + tables[0].width ? i : i + first;
  const matrix = (at: number, inner: number, l: number, shape: number[][]): number[] =>
    shape.flatMap((row, i) => row.map((_, k) => at + panelIndex(inner, inputOf(l, i), k)));
  const places: Record<string, number[]> = {};
  for (const [name, array] of Object.entries(arrays)) {
    const flat = [array].flat(3).map((_, i) => i);
    const layer = layers[Number(name.at(-1))];
    if (name === 'table') places[name] = flat.map((i) => tables[0].at + i);
    else if (name === 'curves') places[name] = flat.map((i) => ramps.weights + i);
    else if (name === 'curveBiases') places[name] = flat.map((i) => ramps.biases + i);
    else if (name.startsWith('weights'))
      places[name] = matrix(layer.weights, layer.inner, Number(name.at(-1)), array as number[][]);
    else {
      const { biases, gains = Number.NaN, outer } = layer;
      const at = name.startsWith('biases')
        ? biases
        : name.startsWith('gains')
          ? gains
          : gains + outer;
      places[name] = flat.map((i) => at + i);
    }
  }
  return places;
}

function rowsOf(panels: Float32Array, width: number): number[][] {
  return [...rows].map((i) => Array.from({ length: width }, (_, k) => panels[panelIndex(n, i, k)]));
}

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(found.length).toBe(wanted.length);
  const worst = Math.max(...found.map((value, i) => Math.abs(value - wanted[i])));
  expect(worst).toBeLessThan(tolerance);
}

describe.each(expected.cases)('a network for $objective', (given) => {
  const nScores = given.scores[0].length;
  const shape = { columns, nPieces: expected.nPieces, hidden: expected.hidden, nScores };
  const layout = layOut({ ...shape, normalized: given.normalized });
  const engine = threadEngine();
  const space = openLearningSpace(layout, n, engine);
  const weights = engine.heap.floats(space.weights, layout.length).fill(0);
  const places = placesOf(layout, given.weights);
  for (const [name, array] of Object.entries(given.weights))
    [array].flat(3).forEach((value, i) => {
      weights[places[name][i]] = value as number;
    });

  it(`has the scores of numpy ${expected.versions.numpy} to 1e-5`, () => {
    writeInputs(layout, space, encoded, rows);
    const scores = rowsOf(answerLearning(layout, space, n, 0), nScores);
    expectNear(scores.flat(), given.scores.flat(), 1e-5);
  });

  it('has the slopes of differences of the loss to 2e-4, and none where a panel is filled', () => {
    writeInputs(layout, space, encoded, rows);
    const scores = answerLearning(layout, space, n, 0);
    const slopes = engine.heap.floats(space.deltas[layout.layers.length], scores.length);
    const goal = {
      targets: Float64Array.from(given.target),
      weights: Float64Array.from(expected.rowWeights),
    };
    const loss = judge(
      given.objective as Objective,
      { nScores, scores, slopes, factor: 1 },
      goal,
      rows,
    );
    expect(loss).toBeCloseTo(given.loss, 4);
    propagateBack(layout, space, n, 0);
    collectSlopes(layout, space, encoded, rows);
    const found = engine.heap.floats(space.slopes, layout.length);
    const carried = new Set<number>();
    for (const [name, array] of Object.entries(given.slopes)) {
      const wanted = [array].flat(3) as number[];
      expectNear(
        places[name].map((at) => found[at]),
        wanted,
        2e-4,
      );
      for (const at of places[name]) carried.add(at);
    }
    const fillers = found.filter((_, at) => !carried.has(at));
    expect(fillers.every((slope) => slope === 0)).toBe(true);
  });

  it('answers by given moments as numpy does to 2e-5, when they are folded into the weights', () => {
    const answering = layOut({ ...shape, normalized: false });
    const moments = given.moments.map(([means, variances], l) => {
      const { outer } = layout.layers[l];
      const both = new Float64Array(2 * outer).fill(1, outer);
      both.set(means);
      both.set(variances, outer);
      return both;
    });
    const folded = foldNormalization(layout, weights, moments, answering);
    engine.heap.floats(space.weights, answering.length).set(folded);
    writeInputs(answering, space, encoded, rows);
    expectNear(rowsOf(answer(answering, space, n), nScores).flat(), given.answers.flat(), 2e-5);
  });

  it('begins with the constant answer', () => {
    const start = Array.from({ length: nScores }, (_, k) => 0.25 * k - 1);
    const begun = initialWeights(layout, columns, start, seededRandom(1));
    engine.heap.floats(space.weights, layout.length).set(begun);
    writeInputs(layout, space, encoded, rows);
    for (const scores of rowsOf(answerLearning(layout, space, n, 0), nScores))
      expect(scores).toEqual(start);
  });
});

describe('Adam', () => {
  it(`steps as the formulas in numpy ${expected.versions.numpy} to 1e-6`, () => {
    const { rate, decay, start, slopes, end } = expected.adam;
    const narrow = { nRows: 1, nColumns: 0, values: new Float64Array(0) };
    const shape = { columns: measureColumns(narrow, 8), nPieces: 8, hidden: [1], nScores: 1 };
    const layout = layOut({ ...shape, normalized: false });
    const engine = threadEngine();
    const space = openLearningSpace(layout, 1, engine);
    const { weights: at, biases } = layout.layers[1];
    const weights = engine.heap.floats(space.weights, layout.length).fill(0);
    const slopesThere = engine.heap.floats(space.slopes, layout.length);
    let clock = ADAM_START;
    weights.set(start, at);
    weights.set(start, biases);
    for (const slope of slopes) {
      slopesThere.set(slope, at);
      slopesThere.set(slope, biases);
      clock = adamStep(layout, space, { rate, decay }, clock);
    }
    expectNear([...weights.slice(at, at + 8)], end, 1e-6);
    const undecayed = [...weights.slice(biases, biases + 8)];
    expect(undecayed.some((value, i) => Math.abs(value - end[i]) > 1e-4)).toBe(true);
  });
});
