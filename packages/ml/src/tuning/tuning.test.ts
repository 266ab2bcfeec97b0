import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import {
  answerTable,
  type FittedModel,
  inferInputs,
  openModel,
  packModel,
} from '../artifact/index.ts';
import { seededRandom } from '../math/index.ts';
import { fitRows, getEstimator, type Target } from '../models/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { fitGraph, prepareTable } from '../preprocess/index.ts';
import { takeTargetRows } from '../search/index.ts';
import { makeTable, type Table, takeRows } from '../table/index.ts';
import { applyLink } from '../trees/ensemble/index.ts';
import { baseOf, type Correction, fitCorrection, linkOf, tuneModel } from './index.ts';
import { rowLosses } from './row-losses.ts';

const N = 900;
const random = seededRandom(3);
const numbers = (): Float64Array => Float64Array.from({ length: N }, () => random.normal());
const [a, b] = [numbers(), numbers()];
const cities = Int32Array.from({ length: N }, () => random.below(3));
const table: Table = makeTable([
  { name: 'a', kind: 'number', values: a },
  { name: 'b', kind: 'number', values: b },
  { name: 'city', kind: 'category', codes: cities, levels: ['Bern', 'Oslo', 'Rome'] },
]);
const EARLIER = Int32Array.from({ length: 500 }, (_, i) => i);
const NEWER = Int32Array.from({ length: 250 }, (_, i) => 500 + i);
const NEWEST = Int32Array.from({ length: 150 }, (_, i) => 750 + i);

/** What is true, which is another thing in Oslo from row 500 on. */
const score = Float64Array.from(
  a,
  (each, i) => each + (i >= 500 && cities[i] === 1 ? 2 * b[i] : 0),
);
const classes = (names: readonly string[], cuts: readonly number[]) => {
  const codes = Int32Array.from(score, (s) => cuts.filter((cut) => s > cut).length);
  const target: Target = { kind: 'classification', codes, nClasses: names.length };
  return {
    target,
    output: { name: 'y', task: names.length === 2 ? 'binary' : 'multiclass', classes: names },
  };
};
const TASKS = {
  numbers: {
    target: { kind: 'regression', values: score.map((s) => 10 * s) },
    output: { name: 'y', task: 'regression', range: [-40, 40] },
  },
  counts: {
    target: { kind: 'regression', values: score.map((s) => Math.round(Math.exp(1 + s / 2))) },
    output: { name: 'y', task: 'regression', aim: 'counts', range: [0, 40] },
  },
  'two classes': classes(['no', 'yes'], [0]),
  'three classes': classes(['low', 'middle', 'high'], [-0.7, 0.7]),
} as const;
type TaskName = keyof typeof TASKS;
const NAMES = Object.keys(TASKS) as TaskName[];

/** An ensemble of a forest and trees that learned from the earlier rows. */
function baseFor(name: TaskName): FittedModel {
  const { target, output } = TASKS[name];
  const known = takeRows(table, EARLIER);
  const y = takeTargetRows(target as Target, EARLIER);
  const graph = fitGraph('native', known);
  const ordinal = fitGraph('ordinal', known);
  const member = (estimator: string, at: number, given: Readonly<Record<string, unknown>>) => {
    const { params: specs } = getEstimator(estimator);
    const params = resolveParams(estimator, specs, given);
    const x = prepareTable([graph, ordinal][at], known);
    const state = fitRows(getEstimator(estimator), x, y, params, { random: seededRandom(1) });
    return { graph: at, estimator: { name: estimator, params }, states: [state] };
  };
  const nClasses = y.kind === 'classification' ? y.nClasses : 0;
  return {
    signature: { inputs: inferInputs(known), output: output as FittedModel['signature']['output'] },
    graphs: [graph, ordinal],
    members: [
      member('boosted-trees', 0, {
        nRounds: 40,
        ...(name === 'counts' && { objective: 'poisson' }),
      }),
      member('random-forest', 1, { nTrees: 20 }),
    ],
    combination: {
      kind: 'ensemble',
      members: ['trees', 'forest'],
      weights: Float64Array.of(0.75, 0.25),
    },
    ...(nClasses > 0 && { calibration: { kind: 'temperature', nClasses, temperature: 1.5 } }),
    ...(nClasses === 2 && { decision: { kind: 'threshold', threshold: 0.3 } }),
  };
}

const BASES = new Map(NAMES.map((name) => [name, baseFor(name)]));
const base = (name: TaskName): FittedModel => BASES.get(name) as FittedModel;

function correct(name: TaskName, rows = NEWER, nRounds?: number): Correction {
  const link = linkOf(base(name).signature);
  if ('reason' in link) throw new TypeError(link.reason);
  const features = takeRows(table, rows);
  return fitCorrection(
    {
      features,
      target: takeTargetRows(TASKS[name].target as Target, rows),
      base: answerTable(base(name), features),
    },
    { ...link, seed: 1, ...(nRounds && { nRounds }) },
  );
}

const tuned = (name: TaskName, correction: Correction): FittedModel =>
  tuneModel(base(name), correction, base(name).signature);

/** Mean loss on the newest rows: squares, the deviance of Poisson, or minus the logarithm of the share of what was true. */
function lossOf(name: TaskName, model: FittedModel): number {
  const answers = answerTable(model, takeRows(table, NEWEST));
  const truth = takeTargetRows(TASKS[name].target as Target, NEWEST);
  let sum = 0;
  for (let i = 0; i < NEWEST.length; i++) {
    if (truth.kind === 'classification')
      sum -= Math.log(answers[i * truth.nClasses + truth.codes[i]]);
    else if (name === 'counts') sum += answers[i] - truth.values[i] * Math.log(answers[i]);
    else sum += (answers[i] - truth.values[i]) ** 2;
  }
  return sum / NEWEST.length;
}

const ABOUT = {
  createdAt: '2026-11-22T00:00:00.000Z',
  metrics: {},
  primaryMetric: 'r2',
  findings: [],
  lineage: { runId: 'r', datasetHash: 'h', datasetName: 'd', nTrainRows: N, seed: 1 },
  environment: { kaizenml: '0', runtime: 'test' },
};

describe.each(NAMES)('a fine-tuned model of %s', (name) => {
  it('answers rows of a changed world better than its base', () => {
    const correction = correct(name);
    expect(correction.nRounds).toBeGreaterThan(5);
    const before = lossOf(name, base(name));
    // The loss of counts is below 0 where they are large: what falls is the difference.
    expect(lossOf(name, tuned(name, correction))).toBeLessThan(before - 0.15 * Math.abs(before));
  });

  it('answers as its base to the bit where the correction has no trees', () => {
    const none = correct(name, NEWER, 1);
    const { ensemble } = none.state;
    const silent = { ...ensemble, leafValues: new Float64Array(ensemble.leafValues.length) };
    const model = tuned(name, { ...none, state: { ...none.state, ensemble: silent } });
    expect(answerTable(model, table)).toEqual(answerTable(base(name), table));
  });

  it('adds the correction on the scale of its link', () => {
    const correction = correct(name);
    const graph = prepareTable(correction.graph, table);
    const raw = getEstimator('boosted-trees').predict(correction.state, graph as never);
    const before = answerTable(base(name), table);
    const after = answerTable(tuned(name, correction), table);
    const width = before.length / N;
    for (let i = 0; i < N; i++) {
      const own = before.subarray(i * width, (i + 1) * width);
      const expected = {
        numbers: () => [own[0] + raw[i]],
        counts: () => [own[0] * Math.exp(raw[i])],
        'two classes': () => {
          const odds = (own[1] / own[0]) * Math.exp(raw[i]);
          return [1 / (1 + odds), odds / (1 + odds)];
        },
        'three classes': () => {
          const shares = Array.from(own, (share, k) => share * Math.exp(raw[3 * i + k]));
          return shares.map((share) => share / shares.reduce((sum, each) => sum + each));
        },
      }[name]();
      expected.forEach((value, k) => {
        expect(after[i * width + k]).toBeCloseTo(value, 9);
      });
    }
  });

  it('is the same after it was written and read, also for single rows', () => {
    const model = tuned(name, correct(name));
    const { manifest, weights } = packModel(model, ABOUT, () => '0'.repeat(64));
    const opened = openModel(JSON.parse(JSON.stringify(manifest)), weights);
    const row = { a: a[700], b: b[700], city: 'Oslo' };
    const answers = answerTable(model, takeRows(table, Int32Array.of(700)));
    const found = opened.predictRow({ ...row, city: ['Bern', 'Oslo', 'Rome'][cities[700]] });
    const shares = found.probabilities;
    const { classes: called } = model.signature.output;
    expect(called ? called.map((each) => shares?.[each]) : [found.prediction]).toEqual([
      ...answers,
    ]);
    expect(opened.members.map(({ title, weight }) => [title, weight])).toEqual([
      ['Boosted trees', null],
      ['Random forest', null],
      ['Boosted trees', null],
    ]);
  });

  it('gives its base back, and is never tuned on top of a correction', () => {
    const model = tuned(name, correct(name));
    expect(baseOf(model)).toEqual(base(name));
    const again = correct(name, Int32Array.from([...NEWER, ...NEWEST]));
    expect(tuneModel(model, again, base(name).signature)).toEqual(tuned(name, again));
    expect(baseOf(base(name))).toBe(base(name));
  });
});

describe('a correction', () => {
  it('cannot be said by ONNX', () => {
    const model = tuned('numbers', correct('numbers'));
    expect(thrownBy(() => toOnnx(model, { version: '0.1.0' }))).toMatchObject({
      code: 'MODEL_NOT_EXPORTABLE',
      details: { part: 'a correction of another model' },
    });
  });

  it('leaves a base alone that is right already', () => {
    const rows = EARLIER.subarray(0, 300);
    const values = Float64Array.from({ length: rows.length }, () => random.normal());
    const { nRounds, state } = fitCorrection(
      {
        features: takeRows(table, rows),
        target: { kind: 'regression', values },
        base: values.map((value, i) => (i < 240 ? value - 1 : value)),
      },
      { link: 'identity', seed: 1 },
    );
    expect([nRounds, state.ensemble.treeOutputs.length]).toEqual([0, 0]);
  });

  it('learns as many rounds as it is told', () => {
    expect(correct('three classes', NEWER, 7).state.ensemble.treeOutputs.length).toBe(21);
  });

  it('counts rows by their weights', () => {
    const rows = NEWER;
    const features = takeRows(table, rows);
    const values = new Float64Array(rows.length).fill(1);
    const fit = (weights: Float64Array) =>
      fitCorrection(
        {
          features,
          target: { kind: 'regression', values: values.map((_, i) => i % 2), weights },
          base: new Float64Array(rows.length),
        },
        { link: 'identity', seed: 1, nRounds: 200 },
      ).state;
    const state = fit(Float64Array.from(rows, (_, i) => (i % 2 === 0 ? 0 : 1)));
    const x = prepareTable(fitGraph('native', features), features);
    for (const answer of getEstimator('boosted-trees').predict(state, x as never))
      expect(answer).toBeGreaterThan(0.9);
  });

  it.each([
    [
      { aim: 'quantiles' as const },
      'answers quantiles, and a correction is added to means and shares alone',
    ],
    [{ unlabeled: 'clusters' as const }, 'answers clusters, which have no truth'],
  ])('is refused of what has no mean: %o', (output, reason) => {
    const { signature } = base('numbers');
    expect(linkOf({ ...signature, output: { ...signature.output, ...output } })).toEqual({
      reason,
    });
  });
});

describe('rowLosses', () => {
  it.each([
    [
      'logistic' as const,
      Float64Array.of(-1, 0.5, 800),
      { codes: Int32Array.of(0, 1, 0), nClasses: 2 },
    ],
    [
      'softmax' as const,
      Float64Array.of(1, 2, 3, -4, 0, 1, 500, 0, 0),
      { codes: Int32Array.of(0, 1, 2), nClasses: 3 },
    ],
  ])(
    'is minus the logarithm of the share of what was true: %s',
    (link, scores, { codes, nClasses }) => {
      const shares = applyLink(scores, link, link === 'logistic' ? 1 : 3);
      const losses = rowLosses(scores, { kind: 'classification', codes, nClasses }, link);
      codes.forEach((code, i) => {
        const share = shares[i * nClasses + code];
        if (share > 0) expect(losses[i]).toBeCloseTo(-Math.log(share), 9);
        else expect(losses[i]).toBeGreaterThan(499);
      });
    },
  );

  it('is half the squared error of numbers, and of counts what their likelihood lacks', () => {
    const target = { kind: 'regression', values: Float64Array.of(2, 0) } as const;
    const scores = Float64Array.of(5, -1);
    expect([...rowLosses(scores, target, 'identity')]).toEqual([4.5, 0.5]);
    const [first, second] = rowLosses(scores, target, 'exp');
    expect(first).toBeCloseTo(Math.exp(5) - 10, 9);
    expect(second).toBeCloseTo(Math.exp(-1), 12);
  });
});
