import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCalibration } from '../combine/index.ts';
import { estimateLoss, fitLossModel } from '../estimation/index.ts';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText } from '../table/index.ts';
import {
  type Baseline,
  baselineColumn,
  makeBaseline,
  packBaseline,
  probabilityColumns,
  unpackBaseline,
} from './index.ts';

const chance = () => seededRandom(5);
const numbers = (name: string, values: readonly number[]): Column => ({
  ...{ name, kind: 'number' },
  values: Float64Array.from(values),
});
const drawn = (n: number) => {
  const random = chance();
  return Array.from({ length: n }, () => random.normal());
};

function wholeBaseline(): Baseline {
  const x = drawn(400);
  const inputs = [
    numbers('x', x),
    encodeText('city', 'category', [...x.map((value) => (value > 0 ? 'Graz' : 'Linz')), null]),
    encodeText('said', 'text', ['a', 'bb', null]),
  ];
  const predicted = Float64Array.from(x);
  const truth = predicted.map((value, i) => value + (i % 5) / 10);
  const outcome = {
    ...({ kind: 'classification', nClasses: 2 } as const),
    truth: Int32Array.from(x, (value) => (value > 0 ? 1 : 0)),
    probabilities: Float64Array.from(
      x.flatMap((value) => [value > 0 ? 0.4 : 0.6, value > 0 ? 0.6 : 0.4]),
    ),
  };
  const folds = Int32Array.from(x, (_, i) => i % 3);
  return makeBaseline({
    inputs,
    label: numbers('y', [...truth]),
    prediction: numbers('y', x),
    probabilities: { classes: ['no', 'yes'], values: outcome.probabilities },
    performance: { metric: 'mae', value: 0.2, low: null, high: 0.3, nRows: 400 },
    calibration: {
      ...{ error: 0.4, mappedError: 0.01, nRows: 400 },
      map: chooseCalibration(outcome, folds).calibration,
    },
    lossModel: fitLossModel('mae', { columns: inputs.slice(0, 1), predicted, truth }, chance()),
  });
}

describe('a baseline', () => {
  it('names its columns by their roles, and counts every row', () => {
    const { columns } = wholeBaseline();
    expect(columns.map(({ role, binning }) => [role, binning.name, binning.kind])).toEqual([
      ['input', 'x', 'number'],
      ['input', 'city', 'category'],
      ['input', 'said', 'text'],
      ['prediction', 'y', 'number'],
      ['probability', 'probability of no', 'number'],
      ['probability', 'probability of yes', 'number'],
      ['label', 'y', 'number'],
    ]);
    expect(columns.map(({ window }) => window.nRows)).toEqual([400, 401, 3, 400, 400, 400, 400]);
  });

  it('says nothing of what it was not given', () => {
    expect(makeBaseline({ inputs: [] })).toEqual({
      ...{ columns: [], performance: null, calibration: null, lossModel: null },
    });
  });

  it('chooses the bins of many rows by a part of them, and counts all', () => {
    const values = Float64Array.from({ length: 150_000 }, (_, i) => (i * 7919) % 150_001);
    const { binning, window } = baselineColumn('input', { name: 'x', kind: 'number', values });
    const counts = [...window.counts].filter((count) => count > 100);
    expect(window.counts.reduce((sum, count) => sum + count, 0)).toBe(150_000);
    expect([counts.length, 'edges' in binning]).toEqual([100, true]);
    for (const count of counts) expect(Math.abs(count / 1500 - 1)).toBeLessThan(0.2);
    const rare = [...Array.from({ length: 150_000 }, () => 'usual'), 'rare'];
    expect(baselineColumn('input', encodeText('c', 'category', rare)).binning).toMatchObject({
      levels: ['usual', 'rare'],
    });
  });

  it('has a column of probabilities for each of its first hundred classes', () => {
    const classes = Array.from({ length: 120 }, (_, code) => `c${code}`);
    const values = Float64Array.from({ length: 240 }, (_, i) => i);
    const columns = probabilityColumns({ classes, values });
    expect(columns.length).toBe(100);
    expect(columns[99]).toEqual(numbers('probability of c99', [99, 219]));
  });
});

describe('baseline.bin', () => {
  it('gives back what was packed, and a loss model that answers as before', () => {
    const baseline = wholeBaseline();
    const bytes = packBaseline(baseline);
    const read = unpackBaseline(bytes);
    expect(read).toStrictEqual(baseline);
    expect(packBaseline(read)).toEqual(bytes);
    const rows = { columns: [numbers('x', [0.1, -2])], predicted: Float64Array.of(0.1, -2) };
    const [before, after] = [baseline, read].map(
      ({ lossModel }) => lossModel && estimateLoss(lossModel, rows),
    );
    expect(after?.value).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });

  it('gives back baselines of any columns', () => {
    const column = fc.oneof(
      fc.array(fc.double()).map((values) => numbers('n', values)),
      fc.array(fc.option(fc.string())).map((values) => encodeText('c', 'category', values)),
      fc.array(fc.option(fc.string())).map((values) => encodeText('t', 'text', values)),
    );
    fc.assert(
      fc.property(fc.array(column), (inputs) => {
        const baseline = makeBaseline({ inputs });
        expect(unpackBaseline(packBaseline(baseline))).toStrictEqual(baseline);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it('takes 2.2 kB per column of numbers at most', () => {
    const inputs = Array.from({ length: 50 }, (_, j) => numbers(`x${j}`, drawn(3000)));
    expect(packBaseline(makeBaseline({ inputs })).length).toBeLessThan(50 * 2200);
  });

  it('is refused by its name where it is cut off, goes on, or is changed to what cannot be', () => {
    const bytes = packBaseline(wholeBaseline());
    const refused = expect.objectContaining({
      code: 'MODEL_ARTIFACT_INVALID',
      message: expect.stringContaining('baseline.bin must'),
      details: expect.objectContaining({ file: 'baseline.bin' }),
    });
    const ends = Array.from({ length: 60 }, (_, i) => Math.floor((bytes.length * i) / 60));
    for (const end of [...ends, bytes.length - 1])
      expect(() => unpackBaseline(bytes.subarray(0, end))).toThrow(refused);
    expect(() => unpackBaseline(Uint8Array.of(...bytes, 0))).toThrow(refused);
    const random = seededRandom(9);
    for (let i = 0; i < 100; i++) {
      const changed = Uint8Array.from(bytes);
      changed[random.below(bytes.length)] ^= 1 + random.below(255);
      expect(refusalOf(() => unpackBaseline(changed))).toEqual(
        expect.toBeOneOf([undefined, refused]),
      );
    }
  });

  it.each<[string, (bytes: Uint8Array) => void, string]>([
    [
      'another version',
      (bytes) => bytes.fill(7, 0, 1),
      'baseline.bin must be of version 1, got 7.',
    ],
    [
      'a role that nobody has',
      (bytes) => bytes.fill(4, 2, 3),
      'Field `columns[0]` of baseline.bin must name one of input, prediction, probability, label by number, got 4.',
    ],
    [
      'edges that fall',
      (bytes) => new DataView(bytes.buffer).setFloat64(7, 1e9, true),
      'Field `columns[0]` of baseline.bin must have edges that rise, got -999.',
    ],
  ])('is refused with %s', (_what, change, message) => {
    const bytes = packBaseline(makeBaseline({ inputs: [numbers('x', [1, 2])] }));
    change(bytes);
    expect(() => unpackBaseline(bytes)).toThrow(
      expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID', message }),
    );
  });
});

/** What is thrown; undefined where nothing is. */
function refusalOf(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
