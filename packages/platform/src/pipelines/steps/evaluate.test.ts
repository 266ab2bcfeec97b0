import type { Signature } from '@kaizenml/contracts';
import { type FittedModel, inferInputs, soleModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../progress.ts';
import { evaluate } from './evaluate.ts';

const context = {
  progress: silentProgress,
  signal: new AbortController().signal,
  deadlineAt: undefined,
  parts: { find: async () => undefined, put: async () => undefined },
};
const N = 400;
const classes = ['good', 'bad'];
const random = seededRandom(2);
const x = Float64Array.from({ length: N }, () => random.normal());
const isBad = x.map((value) => (1.5 * value - 1.2 + random.normal() > 0 ? 1 : 0));
const features = makeTable([{ name: 'x', kind: 'number', values: x }]);
const risk = encodeText(
  'risk',
  'category',
  Array.from(isBad, (bad) => classes[bad] ?? null),
);
const table = makeTable([...features.columns, risk]);
const signature: Signature = {
  inputs: inferInputs(features),
  output: { name: 'risk', task: 'binary', classes },
};
const model = (name: string, state: unknown): FittedModel =>
  soleModel(
    signature,
    {
      recipe: 'native',
      inputs: [{ name: 'x', kind: 'number' }],
      steps: [
        {
          input: 'x',
          column: 'x',
          outputs: ['x'],
          transformer: 'keep-number',
          params: {},
          state: {},
        },
      ],
      outputs: ['x'],
    },
    { name, params: {}, state },
  );
const scores = {
  nColumns: 1,
  nClasses: 2,
  weights: Float64Array.of(2.5),
  intercepts: Float64Array.of(-2),
};
const champion: FittedModel = {
  ...model('logistic', scores),
  decision: { kind: 'threshold', threshold: 1 / 6 },
};
const share = isBad.reduce((sum, each) => sum + each, 0) / N;
const baselines = [model('constant', { nColumns: 1, answer: Float64Array.of(1 - share, share) })];
const test = Int32Array.from({ length: N }, (_, i) => i);
const run = (costs?: readonly (readonly number[])[]) =>
  evaluate.run(
    {
      table,
      validated: {
        target: 'risk',
        task: 'binary',
        aim: 'mean',
        why: '',
        classes,
        features: ['x'],
        rows: test,
        findings: [],
      },
      split: { kind: 'stratified', train: new Int32Array(), test, folds: [], findings: [] },
      fitted: { champion, baselines, interpretable: model('logistic', scores) },
    },
    { seed: 1, nResamples: 200, metric: 'roc_auc', costs },
    context,
  );

describe('evaluate', () => {
  it('says what calls cost per row where costs are known, with baselines that know them too', async () => {
    const {
      metrics,
      baselines: rivals,
      roles,
    } = await run([
      [0, 1],
      [5, 0],
    ]);
    const meanOf = (costOf: (i: number) => number) =>
      test.reduce((sum, i) => sum + costOf(i), 0) / N;
    const callsBad = (i: number, threshold: number) =>
      1 / (1 + Math.exp(2 - 2.5 * (x[i] ?? 0))) >= threshold;
    const costOfCalls = (threshold: number) => (i: number) =>
      callsBad(i, threshold) ? 1 - (isBad[i] ?? 0) : 5 * (isBad[i] ?? 0);
    const expected = meanOf(costOfCalls(1 / 6));
    expect(metrics.mean_cost?.value).toBeCloseTo(expected, 12);
    const se = Math.sqrt(meanOf((i) => (costOfCalls(1 / 6)(i) - expected) ** 2) / N);
    const { low, high } = metrics.mean_cost ?? {};
    expect(Math.abs((low ?? 0) - (expected - 1.96 * se))).toBeLessThan(0.4 * se);
    expect(Math.abs((high ?? 0) - (expected + 1.96 * se))).toBeLessThan(0.4 * se);
    // Always calling "bad" is cheaper than always calling the majority "good".
    expect(rivals[0]?.metrics.mean_cost?.value).toBeCloseTo(Math.min(1 - share, 5 * share), 12);
    expect(rivals[0]?.metrics.accuracy?.value).toBeCloseTo(1 - share, 12);
    // This one calls the most probable class.
    expect(roles.interpretable?.metrics.mean_cost?.value).toBeCloseTo(meanOf(costOfCalls(0.5)), 12);
  });

  it('says nothing of costs that nobody gave, and the same of all else', async () => {
    const without = await run();
    expect(Object.keys(without.metrics)).not.toContain('mean_cost');
    const { mean_cost: _, ...rest } = (
      await run([
        [0, 1],
        [5, 0],
      ])
    ).metrics;
    expect(rest).toEqual(without.metrics);
  });
});
