import type { Signature } from '@kaizenml/contracts';
import { type FittedModel, inferInputs, soleModel } from '@kaizenml/ml/artifact';
import { checkDrift, judgeColumns, soundDriftTest } from '@kaizenml/ml/drift';
import { estimateLoss } from '@kaizenml/ml/estimation';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { fitGraph } from '@kaizenml/ml/preprocess';
import { type Column, encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import {
  type Baseline,
  type ColumnBaseline,
  countColumn,
  sampleOfWindow,
  unpackBaseline,
} from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../progress.ts';
import { baseline } from './baseline.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { baselineOf } from './package/baseline-of.ts';
import type { Validated } from './validate.ts';

const context = {
  progress: silentProgress,
  signal: new AbortController().signal,
  deadlineAt: undefined,
  parts: { find: async () => undefined, put: async () => undefined },
};
const [N, N_TRAIN] = [900, 600];
const CLASSES = ['good', 'bad'];
const CITIES = ['Graz', 'Linz', 'Wien'];

/** Rows of a number, and a city that is sometimes missing. */
function drawInputs(n: number, random: Random, shift = 0): Table {
  const x = Float64Array.from({ length: n }, () => random.normal() + shift);
  const cities = x.map(() => Math.floor(3.3 * random.next() ** 2));
  return makeTable([
    { name: 'x', kind: 'number', values: x },
    encodeText(
      'city',
      'category',
      Array.from(cities, (city) => CITIES[city] ?? null),
    ),
  ]);
}

const inputs = drawInputs(N, seededRandom(3));
const x = (inputs.columns[0] as { values: Float64Array }).values;
const random = seededRandom(4);
const scores = x.map((value) => 1.5 * value - 1.2);

const parts = {
  train: Int32Array.from({ length: N_TRAIN }, (_, i) => i),
  test: Int32Array.from({ length: N - N_TRAIN }, (_, i) => N_TRAIN + i),
};

/** A linear model of x, as its answers are. */
function modelOf(output: Signature['output'], name: string, state: unknown): FittedModel {
  const read = makeTable(inputs.columns.slice(0, 1));
  const signature = { inputs: inferInputs(inputs), output };
  const graph = fitGraph('native', read);
  return soleModel(signature, graph, { name, params: {}, state });
}

async function baselineOfModel(
  label: Column,
  champion: FittedModel,
  { metric, ...asked }: Pick<Validated, 'task' | 'classes'> & { readonly metric: string },
): Promise<{ file: Uint8Array; read: Baseline; value: number | undefined }> {
  const learning = {
    table: makeTable([...inputs.columns, label]),
    validated: {
      ...{ ...asked, target: label.name, aim: 'mean' as const, why: '', findings: [] },
      features: ['x', 'city'],
      rows: Int32Array.from({ length: N }, (_, i) => i),
    } as const,
    split: { kind: 'random', ...parts, folds: [], findings: [] } as const,
    fitted: { champion, baselines: [] },
  };
  const params = { seed: 1, metric };
  const evaluated = await evaluate.run(learning, { ...params, nResamples: 50 }, context);
  const explained = await explain.run(learning, params, context);
  const made = await baseline.run({ ...learning, evaluated, explained }, params, context);
  const file = made.champion ?? new Uint8Array();
  return { file, read: unpackBaseline(file), value: evaluated.metrics[metric]?.value };
}

const bad = scores.map((score) => Number(score + random.normal() > 0));
const risk = encodeText(
  'risk',
  'category',
  Array.from(bad, (code) => CLASSES[code] ?? null),
);
const classifier: FittedModel = {
  ...modelOf({ name: 'risk', task: 'binary', classes: CLASSES }, 'logistic', {
    ...{ nColumns: 1, nClasses: 2 },
    ...{ weights: Float64Array.of(2.5), intercepts: Float64Array.of(-2) },
  }),
  decision: { kind: 'threshold', threshold: 1 / 6 },
};
const ofClasses = baselineOfModel(risk, classifier, {
  ...{ task: 'binary', classes: CLASSES, metric: 'roc_auc' },
});

const amounts = scores.map((score) => score + (0.2 + Math.abs(score)) * random.normal());
const ofNumbers = baselineOfModel(
  { name: 'amount', kind: 'number', values: amounts },
  modelOf({ name: 'amount', task: 'regression' }, 'ridge', {
    ...{ weights: Float64Array.of(1.5), intercept: -1.2, nColumns: 1 },
  }),
  { task: 'regression', classes: [], metric: 'r2' },
);

const columnOf = ({ columns }: Baseline, wanted: ColumnBaseline['role'], name: string) => {
  const found = columns.find(({ role, binning }) => role === wanted && binning.name === name);
  if (found === undefined) throw new Error(`no ${wanted} "${name}"`);
  return found;
};

describe('the baseline of a training', () => {
  it('counts the rows that were learned from, and the target of them', async () => {
    const { read } = await ofClasses;
    const { binning, window } = columnOf(read, 'input', 'x');
    if (!('edges' in binning)) throw new Error('x has no edges');
    const learned = [...x.subarray(0, N_TRAIN)];
    const counts = Array.from({ length: binning.edges.length + 1 }, (_, bin) => {
      const [above, upTo] = [binning.edges[bin - 1] ?? -Infinity, binning.edges[bin] ?? Infinity];
      return learned.filter((value) => value > above && value <= upTo).length;
    });
    expect([...window.counts]).toEqual(counts);
    const city = columnOf(read, 'input', 'city');
    const places = inputs.columns[1] as { codes: Int32Array };
    const nMissing = places.codes.subarray(0, N_TRAIN).filter((code) => code < 0).length;
    expect([window.nRows, city.window.missing]).toEqual([N_TRAIN, nMissing]);
    expect('levels' in city.binning && city.binning.levels).toEqual(CITIES);
    const nBad = bad.subarray(0, N_TRAIN).reduce((sum, code) => sum + code, 0);
    const label = columnOf(read, 'label', 'risk');
    const levels = 'levels' in label.binning ? label.binning.levels : [];
    expect(label.window.counts[levels.indexOf('bad')]).toBe(nBad);
  });

  it('counts answers to rows that were not learned from: the classes called, and probabilities', async () => {
    const { read, value } = await ofClasses;
    const unseen = [...parts.test];
    const probability = (i: number) => 1 / (1 + Math.exp(-(2.5 * (x[i] ?? 0) - 2)));
    const { window } = columnOf(read, 'probability', 'probability of bad');
    const mean = unseen.reduce((sum, i) => sum + probability(i), 0) / unseen.length;
    expect(window.moments.mean).toBeCloseTo(mean, 9);
    const called = columnOf(read, 'prediction', 'risk');
    const levels = 'levels' in called.binning ? called.binning.levels : [];
    expect(called.window.counts[levels.indexOf('bad')]).toBe(
      unseen.filter((i) => probability(i) >= 1 / 6).length,
    );
    expect(read.performance).toMatchObject({ metric: 'roc_auc', value, nRows: N - N_TRAIN });
    expect(read.lossModel).toBeNull();
  });

  it('knows how far probabilities are off, and a map for those that are', async () => {
    const { calibration } = (await ofClasses).read;
    expect(calibration?.nRows).toBe(N - N_TRAIN);
    expect(calibration?.error).toBeGreaterThan(0.05);
    expect(calibration?.map.kind).not.toBe('none');
    expect(calibration?.mappedError).toBeLessThan(calibration?.error ?? 0);
  });

  it('of numbers knows where answers are worse, by a loss in the place of a metric that has none per row', async () => {
    const { lossModel, calibration } = (await ofNumbers).read;
    expect([lossModel?.metric, calibration]).toEqual(['mae', null]);
    if (lossModel === null) throw new Error('no loss model');
    const lossAt = (at: number) => {
      const rows = makeTable([
        { name: 'x', kind: 'number', values: new Float64Array(50).fill(at) },
        encodeText(
          'city',
          'category',
          Array.from({ length: 50 }, () => 'Graz'),
        ),
      ]);
      const predicted = new Float64Array(50).fill(1.5 * at - 1.2);
      return estimateLoss(lossModel, { columns: rows.columns, predicted }).value;
    };
    expect(lossAt(-1.5)).toBeGreaterThan(2 * lossAt(0.8));
  });

  it('finds later rows calm, and shifted ones drifting', async () => {
    const { columns } = (await ofClasses).read;
    const verdicts = (rows: Table) => {
      const compared = columns
        .filter(({ role }) => role === 'input')
        .map(({ binning, window }, j) => {
          const column = rows.columns[j];
          if (column === undefined) throw new Error('too few columns');
          const reference = sampleOfWindow(binning, window);
          const current = sampleOfWindow(binning, countColumn(binning, column));
          return checkDrift(soundDriftTest(reference.kind), [reference, current]);
        });
      return judgeColumns(compared).map(({ verdict }) => verdict);
    };
    expect(verdicts(drawInputs(2000, seededRandom(7)))).toEqual(['calm', 'calm']);
    expect(verdicts(drawInputs(2000, seededRandom(7), 0.5))).toEqual(['drift', 'calm']);
  });

  it('is a small file, also where losses are learned', async () => {
    for (const { file } of [await ofClasses, await ofNumbers])
      expect(file.length).toBeLessThan(60_000);
  });

  it('loses the columns that the delivered model does not read, and no other', async () => {
    const { file, read } = await ofClasses;
    const kept = unpackBaseline(
      baselineOf(
        { ...classifier.signature, inputs: inferInputs(makeTable(inputs.columns.slice(0, 1))) },
        file,
      ),
    );
    expect(kept.columns).toEqual(read.columns.filter(({ binning }) => binning.name !== 'city'));
    expect({ ...kept, columns: [] }).toEqual({ ...read, columns: [] });
  });
});
