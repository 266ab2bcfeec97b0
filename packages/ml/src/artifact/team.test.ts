import { type Row, resolveParams } from '@kaizenml/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Combination } from '../combine/index.ts';
import { seededRandom } from '../math/index.ts';
import { fitRows, getEstimator } from '../models/index.ts';
import { fitGraph, prepareTable, type Recipe } from '../preprocess/index.ts';
import { makeTable, type Table, tableFromRows } from '../table/index.ts';
import { answerTable } from './answering.ts';
import { type FittedMember, type FittedModel, soleModel } from './fitted-model.ts';
import { inferInputs } from './infer-inputs.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';
import { packModel } from './pack-model.ts';

const N = 240;
const random = seededRandom(5);
const ages = Float64Array.from({ length: N }, () => random.normal());
const codes = Int32Array.from(ages, (age) => (age + random.normal() > 0.4 ? 1 : 0));
const words = ['good', 'bad', 'fair'];
const rows = Array.from(ages, (age, i) => ({
  age,
  note: `${words[random.below(3)]} ${(random.next() < 0.75) === (codes[i] === 1) ? 'late' : 'early'}`,
}));
const inputs = ['number', 'text'].map((kind, j) => ({
  name: ['age', 'note'][j],
  kind: kind as 'number' | 'text',
  shareMissing: 0,
  required: true,
  typical: null,
}));
const table: Table = makeTable(tableFromRows(inputs, rows).columns);
const y = { kind: 'classification', codes, nClasses: 2 } as const;
const RECIPES: readonly Recipe[] = ['dense', 'native', 'sparse'];
const graphs = RECIPES.map((recipe) => fitGraph(recipe, table, y));

function member(name: string, recipe: Recipe, nFits: number): FittedMember {
  const estimator = getEstimator(name);
  const graph = RECIPES.indexOf(recipe);
  const params = resolveParams(name, estimator.params);
  const x = prepareTable(graphs[graph], table);
  const states = Array.from({ length: nFits }, (_, i) =>
    fitRows(estimator, x, y, params, { random: seededRandom(i + 1) }),
  );
  return { graph, estimator: { name, params }, states };
}

const combination: Combination = {
  kind: 'ensemble',
  members: ['trees', 'forest', 'line'],
  weights: Float64Array.of(0.5, 0.3, 0.2),
};
const team: FittedModel = {
  signature: {
    inputs: inferInputs(table),
    output: { name: 'late', task: 'binary', classes: ['no', 'yes'] },
  },
  graphs,
  members: [
    member('boosted-trees', 'native', 1),
    member('random-forest', 'dense', 3),
    member('logistic', 'sparse', 1),
  ],
  combination,
  calibration: { kind: 'temperature', nClasses: 2, temperature: 2 },
  decision: { kind: 'threshold', threshold: 0.3 },
};

function opened(fitted: FittedModel, background: readonly Row[] = rows.slice(0, 8)): Model {
  const { manifest, weights } = packModel(
    fitted,
    {
      createdAt: '2026-11-22T00:00:00.000Z',
      metrics: {},
      primaryMetric: 'roc_auc',
      findings: [],
      lineage: { runId: 'r', datasetHash: 'h', datasetName: 'd', nTrainRows: N, seed: 1 },
      environment: { kaizenml: '0', runtime: 'test' },
    },
    () => '0'.repeat(64),
  );
  const read = JSON.parse(JSON.stringify(manifest));
  return openModel(read, weights, { background, importance: [], reference: [] });
}

describe('a team of models', () => {
  let model: Model;
  beforeAll(() => {
    model = opened(team);
  });

  it('answers a row, a batch and a table with the same bits, dense, native and sparse rows side by side', () => {
    const batch = model.predict(rows);
    expect(rows.map((row) => model.predictRow(row))).toEqual(batch);
    const answers = model.predictTable(table);
    if (answers.kind !== 'classification') throw new TypeError('classes are expected');
    expect(batch.map(({ probabilities }) => probabilities?.yes)).toEqual(
      rows.map((_, i) => answers.probabilities[2 * i + 1]),
    );
    expect(batch.map(({ prediction }) => prediction)).toEqual(
      Array.from(answers.classes, (code) => ['no', 'yes'][code]),
    );
  });

  it('is the weighted mean of its members, a bag by its mean, corrected by the calibration', () => {
    const alone = team.members.map(({ states, ...rest }) =>
      states.map((state) =>
        answerTable(
          { signature: team.signature, graphs, members: [{ ...rest, states: [state] }] },
          table,
        ),
      ),
    );
    const answers = answerTable(team, table);
    for (let i = 0; i < N; i++) {
      const [trees, forest, line] = alone.map(
        (each) => each.reduce((sum, one) => sum + one[2 * i + 1], 0) / each.length,
      );
      const p = 0.5 * trees + 0.3 * forest + 0.2 * line;
      const softened = Math.sqrt(p) / (Math.sqrt(p) + Math.sqrt(1 - p));
      expect(answers[2 * i + 1]).toBeCloseTo(softened, 12);
    }
  });

  it('calls the class that its decision says', () => {
    const probable = model.predict(rows);
    const called = probable.map(({ probabilities }) =>
      (probabilities?.yes ?? 0) >= 0.3 ? 'yes' : 'no',
    );
    expect(probable.map(({ prediction }) => prediction)).toEqual(called);
    const { decision: _decision, ...undecided } = team;
    const likeliest = opened(undecided).predict(rows);
    expect(likeliest).not.toEqual(probable);
    for (const { prediction, probabilities } of likeliest)
      expect(prediction).toBe((probabilities?.yes ?? 0) > (probabilities?.no ?? 0) ? 'yes' : 'no');
  });

  it('explains by inputs, whatever matrix a member reads, and adds up', () => {
    const { average, answer, contributions } = model.explain(rows[3]);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
    expect(sum).toBeCloseTo(answer, 12);
    expect(answer).toBeCloseTo(model.predictRow(rows[3]).probabilities?.yes ?? 0, 12);
    expect(contributions.map(({ column }) => column).sort()).toEqual(['age', 'note']);
  });

  it.each([
    ['a combination of fewer models', { combination: { ...combination, members: ['trees'] } }],
    ['a calibration of three classes', { calibration: { kind: 'none', nClasses: 3 } }],
    ['a decision of another kind', { decision: { kind: 'dice' } }],
  ])('is not opened with %s', (_, damage) => {
    expect(() => opened({ ...team, ...(damage as Partial<FittedModel>) })).toThrow(
      expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID' }),
    );
  });

  const { combination: _, ...uncombined } = team;
  it.each<[string, FittedModel, string, string]>([
    ['without members', { ...team, members: [] }, 'members', 'have at least 1'],
    [
      'with a graph that is not there',
      { ...team, graphs: graphs.slice(0, 2) },
      'members[2].graph',
      'be below 2',
    ],
    ['without a combination', uncombined, 'combination', 'several members'],
  ])('is not opened %s', (_what, fitted, path, part) => {
    expect(() => opened(fitted)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: expect.stringContaining(part),
        details: expect.objectContaining({ path }),
      }),
    );
  });
});

describe('a model whose graph makes columns of two inputs', () => {
  const values = (scale: number) =>
    Float64Array.from({ length: N }, () => scale * (0.5 + random.next()));
  const [paid, owed, noise] = [values(100), values(100), values(1)];
  const late = Int32Array.from(paid, (each, i) => (each / owed[i] < 0.9 ? 1 : 0));
  const money = makeTable([
    { name: 'paid', kind: 'number', values: paid },
    { name: 'owed', kind: 'number', values: owed },
    { name: 'noise', kind: 'number', values: noise },
  ]);
  const truth = { kind: 'classification', codes: late, nClasses: 2 } as const;
  const graph = fitGraph('native-enriched', money, truth);
  const estimator = getEstimator('boosted-trees');
  const params = resolveParams(estimator.name, estimator.params, { nRounds: 20 });
  const state = fitRows(estimator, prepareTable(graph, money), truth, params, {
    random: seededRandom(1),
  });
  const signature = {
    inputs: inferInputs(money),
    output: { name: 'late', task: 'binary', classes: ['no', 'yes'] },
  } as const;
  const ask = (i: number) => ({ paid: paid[i], owed: owed[i], noise: noise[i] });

  it('is explained by the inputs, which are mixed before they are prepared', () => {
    expect(graph.derived?.length).toBeGreaterThan(0);
    const sole = soleModel(signature, graph, { name: estimator.name, params, state });
    const model = opened(
      sole,
      Array.from({ length: 8 }, (_, i) => ask(i)),
    );
    const { average, answer, contributions } = model.explain(ask(30));
    expect(contributions.map(({ column }) => column).sort()).toEqual(['noise', 'owed', 'paid']);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
    expect(sum).toBeCloseTo(answer, 12);
    expect(answer).toBeCloseTo(model.predictRow(ask(30)).probabilities?.yes ?? 0, 12);
    const background = Array.from({ length: 8 }, (_, i) => model.predictRow(ask(i)));
    const mean = background.reduce((total, each) => total + (each.probabilities?.yes ?? 0), 0) / 8;
    expect(average).toBeCloseTo(mean, 12);
  });
});
