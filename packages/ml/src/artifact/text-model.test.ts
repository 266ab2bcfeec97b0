import { resolveParams, type Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import {
  ESTIMATORS,
  fitRows,
  getEstimator,
  type LogisticState,
  type Target,
} from '../models/index.ts';
import { featureNames, fitGraph, prepareTable } from '../preprocess/index.ts';
import { type Candidate, recipeOf } from '../search/index.ts';
import { encodeText, makeTable } from '../table/index.ts';
import { soleModel } from './fitted-model.ts';
import { inferInputs } from './infer-inputs.ts';
import { openModel } from './open-model.ts';
import { packModel } from './pack-model.ts';

const N = 60;
const random = seededRandom(5);
const pick = (words: readonly string[]) => words[random.below(words.length)];
const codes = Int32Array.from({ length: N }, (_, i) => i % 2);
const texts = Array.from(codes, (code) =>
  [
    pick(['hello', 'well', 'look']),
    code === 1 ? pick(['free prize', 'call now']) : pick(['see you', 'at home']),
    pick(['today', 'tomorrow']),
  ].join(' '),
);
const table = makeTable([
  encodeText('message', 'text', texts),
  { name: 'hour', kind: 'number', values: Float64Array.from(codes, () => random.below(24)) },
]);
const y: Target = { kind: 'classification', codes, nClasses: 2 };
const candidate = (estimator: string): Candidate => ({
  id: estimator,
  estimator,
  params: {},
  isBaseline: false,
});

function modelOf(name: string) {
  const estimator = getEstimator(name);
  const graph = fitGraph(recipeOf(candidate(name), table), table, y);
  const params = resolveParams(name, estimator.params);
  const state = fitRows(estimator, prepareTable(graph, table), y, params, {
    random: seededRandom(1),
  });
  const signature: Signature = {
    inputs: inferInputs(table),
    output: { name: 'spam', task: 'binary', classes: ['no', 'yes'] },
  };
  const packed = packModel(
    soleModel(signature, graph, { name, params, state }),
    {
      createdAt: '2026-11-22T00:00:00.000Z',
      metrics: {},
      primaryMetric: 'roc_auc',
      findings: [],
      lineage: { runId: 'r', datasetHash: 'h', datasetName: 'd', nTrainRows: N, seed: 1 },
      environment: { kaizenml: '0', runtime: 'test' },
    },
    () => '',
  );
  const background = texts.slice(0, 8).map((message, i) => ({ message, hour: i }));
  const explain = { background, importance: [], reference: [] };
  return {
    packed,
    model: openModel(JSON.parse(JSON.stringify(packed.manifest)), packed.weights, explain),
  };
}

describe.each(['logistic', 'complement-naive-bayes', 'random-forest'])(
  'a model of %s of a table with text',
  (name) => {
    const { packed, model } = modelOf(name);
    const rows = [
      { message: texts[1], hour: 3 },
      { message: texts[0], hour: 3 },
      { message: null, hour: null },
    ];

    it('answers from its artifact, a row alone as among others', () => {
      const answers = model.predict(rows);
      expect(answers.slice(0, 2).map(({ prediction }) => prediction)).toEqual(['yes', 'no']);
      for (const [i, row] of rows.entries()) expect(model.predictRow(row)).toEqual(answers[i]);
    });

    it('keeps terms among the weights and not in the manifest', () => {
      expect(JSON.stringify(packed.manifest.graphs)).not.toContain('free');
    });

    it('explains by columns, which add up, and by words', () => {
      const { average, answer, contributions } = model.explain(rows[0]);
      const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
      expect(sum).toBeCloseTo(answer, 10);
      const message = contributions.find(({ column }) => column === 'message');
      expect(message?.words?.map(({ word }) => word)).toEqual(
        expect.arrayContaining(texts[1].split(' ')),
      );
      expect(message?.words?.some(({ contribution }) => contribution > 0)).toBe(true);
      expect(contributions.find(({ column }) => column === 'hour')?.words).toBeUndefined();
    });
  },
);

it('weights of a linear model go by the names of words', () => {
  const graph = fitGraph('sparse', table, y);
  const params = resolveParams('logistic', getEstimator('logistic').params);
  const x = prepareTable(graph, table);
  const state = fitRows(getEstimator('logistic'), x, y, params, { random: seededRandom(1) });
  const { weights } = state as LogisticState;
  const byName = new Map(featureNames(graph).map((name, j) => [name, weights[j]]));
  for (const word of ['"free"', '"call now"', 'letters "·pri"'])
    expect(byName.get(`message: ${word}`)).toBeGreaterThan(0.1);
  for (const word of ['"see you"', '"home"', 'letters "ome·"'])
    expect(byName.get(`message: ${word}`)).toBeLessThan(-0.1);
});

it('recipeOf asks for terms only of tables with text, and only for estimators that take them', () => {
  const bare = makeTable([table.columns[1]]);
  for (const { name, traits, sparse } of ESTIMATORS) {
    expect(recipeOf(candidate(name), bare)).toBe(traits.features);
    const wanted = sparse ? (traits.nonNegative ? 'counts' : 'sparse') : traits.features;
    expect(recipeOf(candidate(name), table)).toBe(wanted);
  }
});
