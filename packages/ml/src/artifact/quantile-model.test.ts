import { AppError, resolveParams, type Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { fitRows, getEstimator, type Target } from '../models/index.ts';
import { fitGraph, prepareTable } from '../preprocess/index.ts';
import { encodeText, makeTable } from '../table/index.ts';
import { soleModel } from './fitted-model.ts';
import { inferInputs } from './infer-inputs.ts';
import { openModel } from './open-model.ts';
import { packModel } from './pack-model.ts';
import { writeModelTypes } from './write-types.ts';

const N = 120;
const LEVELS = [0.1, 0.6, 0.9];
const random = seededRandom(5);
const size = Float64Array.from({ length: N }, () => random.normal());
const table = makeTable([
  { name: 'size', kind: 'number', values: size },
  encodeText(
    'kind',
    'category',
    Array.from(size, (_, i) => (i % 2 === 0 ? 'a' : 'b')),
  ),
]);
const values = size.map((each, i) => 5 + 2 * each + (1 + (i % 2)) * random.normal());
const y: Target = { kind: 'regression', values, quantiles: LEVELS };
const signature: Signature = {
  inputs: inferInputs(table),
  output: { name: 'price', task: 'regression', aim: 'quantiles', quantiles: LEVELS },
};

function packed(name: string) {
  const estimator = getEstimator(name);
  const graph = fitGraph(estimator.traits.features, table, y);
  const params = resolveParams(name, estimator.params);
  const x = prepareTable(graph, table);
  const state = fitRows(estimator, x, y, params, { random: seededRandom(1) });
  return packModel(
    soleModel(signature, graph, { name, params, state }),
    {
      createdAt: '2026-11-22T00:00:00.000Z',
      metrics: {},
      primaryMetric: 'pinball_loss',
      findings: [],
      lineage: { runId: 'r', datasetHash: 'h', datasetName: 'd', nTrainRows: N, seed: 1 },
      environment: { kaizenml: '0', runtime: 'test' },
    },
    () => '',
  );
}

const background = Array.from({ length: 8 }, (_, i) => ({ size: size[i] ?? 0, kind: 'ab'[i % 2] }));
const explain = { background, importance: [], reference: [] };

describe.each(['constant', 'linear-quantiles', 'quantile-boosting'])('a model of %s', (name) => {
  const { manifest, weights } = packed(name);
  const model = openModel(JSON.parse(JSON.stringify(manifest)), weights, explain);

  it('answers each quantile by its level, and the middle one', () => {
    const answers = model.predict(background);
    const all = model.predictTable(table);
    answers.forEach(({ prediction, quantiles = {} }, i) => {
      expect(Object.keys(quantiles)).toEqual(['0.1', '0.6', '0.9']);
      expect(prediction).toBe(quantiles['0.6']);
      expect(quantiles['0.1']).toBeLessThanOrEqual(quantiles['0.6'] ?? 0);
      expect(quantiles['0.6']).toBeLessThanOrEqual(quantiles['0.9'] ?? 0);
      if (all.kind !== 'regression') throw new TypeError('It answers numbers.');
      expect(all.values[i]).toBe(prediction);
      expect([...(all.quantiles ?? new Float64Array()).subarray(3 * i, 3 * i + 3)]).toEqual(
        Object.values(quantiles),
      );
    });
  });

  it('explains the middle quantile', () => {
    const row = background[3] ?? {};
    const { answer, average, contributions } = model.explain(row);
    expect(answer).toBeCloseTo(Number(model.predictRow(row).prediction), 10);
    const sum = contributions.reduce((all, { contribution }) => all + contribution, average);
    expect(sum).toBeCloseTo(answer, 10);
  });
});

describe('the signature of quantiles', () => {
  it('is a type with a number per level', () => {
    expect(writeModelTypes(signature, 'prices')).toContain(
      '  readonly quantiles: {\n    readonly "0.1": number;\n    readonly "0.6": number;',
    );
  });

  it.each([
    ['levels that fall', { quantiles: [0.5, 0.1] }, 'rise between 0 and 1'],
    ['no levels', { quantiles: [] }, 'rise between 0 and 1'],
    ['levels of another aim', { aim: undefined }, 'be absent without the aim quantiles'],
  ])('is refused with %s', (_what, changes, expectation) => {
    const { manifest, weights } = packed('constant');
    const damaged = JSON.parse(JSON.stringify(manifest));
    Object.assign(damaged.signature.output, changes);
    const attempt = () => openModel(JSON.parse(JSON.stringify(damaged)), weights, explain);
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(expectation);
  });
});
