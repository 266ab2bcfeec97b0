import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../../test/thrown-by.ts';
import { NETWORK } from '../../../kernels/index.ts';
import { type Matrix, type Random, seededRandom } from '../../../math/index.ts';
import { measureColumns } from './columns.ts';
import { encodeRows } from './encode-rows.ts';
import { initialWeights } from './initial-weights.ts';
import { layOut } from './layout.ts';
import { rateShare } from './schedule.ts';
import { threadEngine } from './thread-engine.ts';
import { trainMembers } from './train-members.ts';
import { trainNetwork } from './train-network.ts';

const N = 60;
const random = seededRandom(3);
const x: Matrix = {
  nRows: N,
  nColumns: 2,
  values: Float64Array.from({ length: 2 * N }, () => random.normal()),
};
const columns = measureColumns(x, 8);
const shape = { columns, nPieces: 8, hidden: [16, 16, 16], nScores: 1, normalized: false };
const layout = layOut(shape);
const lesson = {
  objective: 'squares' as const,
  layout,
  answering: layout,
  learn: {
    encoded: encodeRows(columns, x, 0, N),
    goal: {
      targets: x.values.filter((_, at) => at % 2 === 0),
      weights: new Float64Array(N).fill(1),
    },
    rows: Int32Array.from({ length: N }, (_, i) => i),
  },
  startOf: (own: Random) => initialWeights(layout, columns, [0], own),
};
const options = {
  members: 1,
  maxEpochs: 8,
  patience: 8,
  batchSize: 16,
  weightDecay: 0,
  dropout: 0,
  maxSlope: 1,
  clipNorm: 0,
  noiseMultiplier: 0,
};

describe('training', () => {
  it('notices that it leads to infinity', () => {
    const start = lesson.startOf(seededRandom(1));
    const at = (learningRate: number) =>
      trainNetwork(
        { ...lesson, start },
        { ...options, learningRate },
        threadEngine(),
        seededRandom(1),
      );
    expect(at(1e8)).toBeUndefined();
    expect(at(1e-2)?.weights.every(Number.isFinite)).toBe(true);
  });

  it('begins again at a lower rate then, the same each time', () => {
    const at = (learningRate: number) =>
      trainMembers(lesson, { ...options, learningRate }, threadEngine(), seededRandom(1));
    const weights = at(1e8);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(at(1e8)).toEqual(weights);
  });

  it('refuses a rate that cannot be lowered enough', () => {
    const failure = thrownBy(() =>
      trainMembers(lesson, { ...options, learningRate: 1e36 }, threadEngine(), seededRandom(1)),
    );
    expect(failure.code).toBe('ARGUMENT_INVALID');
    expect(failure.message).toMatch(
      /^The learning rate must keep the loss .* got infinity from 1e\+36 down to /,
    );
    expect(failure.hint).toBe('Give it fewer hidden layers.');
    expect(failure.details).toMatchObject({ learningRate: 1e36 });
  });

  it('comes to the same bits without WebAssembly', () => {
    const engine = threadEngine();
    const twin = { ...engine, kernels: NETWORK.twin(engine.heap.memory) };
    const normalized = { ...lesson, layout: layOut({ ...shape, normalized: true }) };
    const startOf = (own: Random) => initialWeights(normalized.layout, columns, [0], own);
    const [compiled, plain] = [engine, twin].map((each) => {
      const own = { ...options, maxEpochs: 3, dropout: 0.2, weightDecay: 0.1, learningRate: 1e-2 };
      return trainMembers({ ...normalized, startOf }, own, each, seededRandom(1));
    });
    expect(plain).toEqual(compiled);
    expect(compiled).not.toEqual(startOf(seededRandom(1)));
  });

  it('gives back all memory that it took', () => {
    const engine = threadEngine();
    const mark = engine.heap.mark();
    trainMembers(lesson, { ...options, learningRate: 1e-2 }, engine, seededRandom(1));
    expect(engine.heap.mark()).toBe(mark);
  });

  it('moves by a rate that rises for a tenth of the steps and falls along half a cosine wave', () => {
    const shares = Array.from({ length: 200 }, (_, step) => rateShare(step, 200));
    expect(shares[9]).toBeCloseTo(0.5, 12);
    expect(Math.max(...shares)).toBe(1);
    expect(shares[199]).toBe(0);
    shares.slice(19).forEach((share, i) => {
      expect(Math.abs(share - (1 + Math.cos((Math.PI * i) / 180)) / 2)).toBeLessThan(0.011);
    });
  });
});
