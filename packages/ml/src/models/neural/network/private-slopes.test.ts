import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../../math/index.ts';
import { collectSlopes, propagateBack } from './backward.ts';
import { measureColumns } from './columns.ts';
import { encodeRows } from './encode-rows.ts';
import { answerLearning, writeInputs } from './forward.ts';
import { initialWeights } from './initial-weights.ts';
import { layOut } from './layout.ts';
import { judge } from './objective.ts';
import { addNoise, clipRows, rowSlopeSquares } from './private-slopes.ts';
import { threadEngine } from './thread-engine.ts';
import { openLearningSpace } from './workspace.ts';

const N = 40;
const random = seededRandom(8);
const x: Matrix = {
  nRows: N,
  nColumns: 3,
  values: Float64Array.from({ length: 3 * N }, (_, at) =>
    at % 3 === 2 ? random.below(4) : random.normal(),
  ),
  levels: Int32Array.of(0, 0, 4),
};
const columns = measureColumns(x, 8);
const encoded = encodeRows(columns, x, 0, N);
const layout = layOut({ columns, nPieces: 8, hidden: [12, 9], nScores: 3, normalized: false });
const engine = threadEngine();
const space = openLearningSpace(layout, N, engine);
const weights = engine.heap.floats(space.weights, layout.length);
weights.set(initialWeights(layout, columns, [0, 0, 0], random));
const { weights: scores } = layout.layers[2];
for (let i = 0; i < 9 * 3; i++) weights[scores + 8 * Math.floor(i / 3) + (i % 3)] = random.normal();
const goal = {
  targets: Float64Array.from({ length: N }, (_, i) => i % 3),
  weights: new Float64Array(N).fill(1),
};

/** Writes the slopes by the outputs for these rows. */
function propagate(rows: Int32Array): void {
  writeInputs(layout, space, encoded, rows);
  const given = answerLearning(layout, space, rows.length, 0);
  const slopes = engine.heap.floats(space.deltas[3], given.length);
  judge('classes', { nScores: 3, scores: given, slopes, factor: 1 }, goal, rows);
  propagateBack(layout, space, rows.length, 0);
}

function collected(rows: Int32Array): Float64Array {
  collectSlopes(layout, space, encoded, rows);
  return Float64Array.from(engine.heap.floats(space.slopes, layout.length));
}

const length = (slopes: Float64Array): number =>
  Math.sqrt(slopes.reduce((sum, slope) => sum + slope * slope, 0));

describe('slopes of single rows', () => {
  const all = Int32Array.from({ length: N }, (_, i) => i);
  const alone = Array.from(all, (row) => {
    propagate(Int32Array.of(row));
    return collected(Int32Array.of(row));
  });

  it('have the length that the row alone has, without being written down', () => {
    propagate(all);
    const squares = rowSlopeSquares(layout, space, N);
    alone.forEach((slopes, i) => {
      expect(Math.sqrt(squares[i]) / length(slopes)).toBeCloseTo(1, 5);
    });
  });

  it('are summed after each was shortened to the norm', () => {
    const norm = length(alone[0]);
    propagate(all);
    clipRows(layout, space, N, norm);
    const found = collected(all);
    const wanted = new Float64Array(layout.length);
    for (const slopes of alone) {
      const factor = Math.min(1, norm / length(slopes));
      for (let k = 0; k < wanted.length; k++) wanted[k] += factor * slopes[k];
    }
    expect(alone.some((slopes) => length(slopes) > 1.2 * norm)).toBe(true);
    expect(alone.some((slopes) => length(slopes) < 0.8 * norm)).toBe(true);
    const difference = found.map((slope, k) => slope - wanted[k]);
    expect(length(difference)).toBeLessThan(1e-5 * length(wanted));
  });

  it('get noise of the deviation asked for', () => {
    propagate(all);
    const before = collected(all);
    addNoise(layout, space, 0.5, seededRandom(2));
    const after = engine.heap.floats(space.slopes, layout.length);
    const noise = before.map((slope, k) => after[k] - slope);
    const n = noise.length;
    expect(n).toBeGreaterThan(500);
    expect(length(noise) / Math.sqrt(n)).toBeCloseTo(0.5, 1);
    expect(Math.abs(noise.reduce((sum, value) => sum + value, 0) / n)).toBeLessThan(0.05);
  });
});
