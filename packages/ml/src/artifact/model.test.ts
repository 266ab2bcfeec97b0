import { createHash } from 'node:crypto';
import { type ExplainFile, type Row, resolveParams, type Signature } from '@kaizenml/contracts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { getMetric } from '../metrics/index.ts';
import { getEstimator, type Target } from '../models/index.ts';
import { applyGraph, fitGraph, type TransformGraph } from '../preprocess/index.ts';
import { type Column, cell, encodeText, makeTable, type Table } from '../table/index.ts';
import { soleModel } from './fitted-model.ts';
import { inferInputs } from './infer-inputs.ts';
import { loadModel } from './load-model.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';
import { type PackedModel, packModel } from './pack-model.ts';

const random = seededRandom(7);
const N = 300;
const pick = <T>(list: readonly T[]): T => list[random.below(list.length)];
const columns: Column[] = [
  {
    name: 'age',
    kind: 'number',
    values: Float64Array.from({ length: N }, () => random.normal() * 10 + 40),
  },
  {
    name: 'income',
    kind: 'number',
    values: Float64Array.from({ length: N }, (_, i) => (i % 9 ? random.next() * 1e5 : Number.NaN)),
  },
  {
    name: 'since',
    kind: 'date',
    values: Float64Array.from({ length: N }, (_, i) => 1.6e12 + i * 864e5),
  },
  encodeText(
    'active',
    'boolean',
    Array.from({ length: N }, () => pick(['Yes', 'No'])),
  ),
  encodeText(
    'plan',
    'category',
    Array.from({ length: N }, () => pick(['basic', 'plus', 'pro', null])),
  ),
  encodeText(
    'note',
    'text',
    Array.from({ length: N }, (_, i) => `note ${i}`),
  ),
];
const table = makeTable(columns);
const about = {
  createdAt: '2026-01-01T00:00:00.000Z',
  metrics: { roc_auc: { value: 0.9, low: 0.8, high: null } },
  primaryMetric: 'roc_auc',
  findings: [],
  lineage: { runId: 'r', datasetHash: 'd', datasetName: 'toy', nTrainRows: N, seed: 1 },
  environment: { kaizenml: '0.1.0', runtime: 'test' },
};
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const rowOf = (from: Table, i: number): Row =>
  Object.fromEntries(from.columns.map((column) => [column.name, cell(column, i)]));
const rows = Array.from({ length: N }, (_, i) => rowOf(table, i));
const explain: ExplainFile = { background: rows.slice(0, 16), importance: [], reference: [] };

const classes = ['no', 'yes', 'perhaps'];
const TASKS: readonly [string, string, Signature['output'], Target][] = [
  ['binary', 'logistic', { name: 'y', task: 'binary', classes: ['no', 'yes'] }, codes(2)],
  ['multiclass', 'random-forest', { name: 'y', task: 'multiclass', classes }, codes(3)],
  ['regression', 'ridge', { name: 'y', task: 'regression', range: [0, 1] }, numbers()],
];

function codes(nClasses: number): Target {
  const ages = table.columns[0] as Extract<Column, { kind: 'number' | 'date' }>;
  return {
    kind: 'classification',
    nClasses,
    codes: Int32Array.from(ages.values, (age) => (age > 40 ? 1 : random.below(nClasses))),
  };
}

function numbers(): Target {
  const ages = table.columns[0] as Extract<Column, { kind: 'number' | 'date' }>;
  return { kind: 'regression', values: ages.values.map((age) => age * 3 + random.normal()) };
}

function train(name: string, output: Signature['output'], y: Target): PackedModel {
  const estimator = getEstimator(name);
  const graph = fitGraph(estimator.traits.features === 'dense' ? 'dense' : 'ordinal', table);
  const params = resolveParams(name, estimator.params);
  const state = estimator.fit(applyGraph(graph, table), y, params, { random: seededRandom(1) });
  const signature = { inputs: inferInputs(table), output };
  return packModel(soleModel(signature, graph, { name, params, state }), about, sha256);
}

describe.each(TASKS)('a %s model of %s', (_task, name, output, y) => {
  let packed: PackedModel;
  let model: Model;
  beforeAll(async () => {
    packed = train(name, output, y);
    const files = {
      'manifest.json': new TextEncoder().encode(JSON.stringify(packed.manifest)),
      'weights.bin': packed.weights,
      'explain.json': JSON.stringify(explain),
    };
    model = await loadModel(async (file) => files[file as keyof typeof files]);
  });

  it('answers a row, a batch and a table with the same bits', () => {
    const batch = model.predict(rows);
    expect(rows.map((row) => model.predictRow(row))).toStrictEqual(batch);
    const answers = model.predictTable(table);
    batch.forEach(({ prediction, probabilities = {} }, i) => {
      if (answers.kind === 'regression') {
        expect(prediction).toBe(answers.values[i]);
        return;
      }
      const labels = output.classes ?? [];
      expect(prediction).toBe(labels[answers.classes[i]]);
      expect(Object.values(probabilities)).toEqual([
        ...answers.probabilities.subarray(i * labels.length, (i + 1) * labels.length),
      ]);
    });
  });

  it('answers what its estimator answers', () => {
    const estimator = getEstimator(name);
    const graph = packed.manifest.graphs[0] as TransformGraph;
    const params = resolveParams(name, estimator.params);
    const x = applyGraph(graph, table);
    const state = estimator.fit(x, y, params, { random: seededRandom(1) });
    const answers = model.predictTable(table);
    const flat = answers.kind === 'regression' ? answers.values : answers.probabilities;
    expect(flat).toEqual(estimator.predict(state, x));
  });

  it('answers a row without optional columns, and one with an unseen level', () => {
    const { age, since, active, note } = rows[0];
    const sparse = model.predictRow({ age, since, active, note });
    expect(sparse).toEqual(model.predictRow({ age, since, active, note, plan: null, income: '' }));
    expect(Number.isNaN(model.predictRow({ ...rows[0], plan: 'gold' }).prediction)).toBe(false);
  });

  it('answers the same to a row with a column that it ignores, also when it was read back', async () => {
    const { signature } = packed.manifest;
    const manifest = { ...packed.manifest, signature: { ...signature, ignores: ['wage'] } };
    const files = {
      'manifest.json': new TextEncoder().encode(JSON.stringify(manifest)),
      'weights.bin': packed.weights,
      'explain.json': JSON.stringify(explain),
    };
    const lenient = await loadModel(async (file) => files[file as keyof typeof files]);
    expect(lenient.signature).toEqual(manifest.signature);
    const sent = rows.map((row, i) => (i % 2 ? row : { ...row, wage: i }));
    expect(lenient.predict(sent)).toEqual(model.predict(rows));
    expect(() => model.predict(sent)).toThrow(/"wage"/);
    expect(() => lenient.predict([{ ...rows[0], rent: 1 }])).toThrow(/"rent"/);
  });

  it('explains an answer by contributions that sum to the difference', () => {
    for (const row of rows.slice(20, 25)) {
      const { average, answer, contributions, prediction, probabilities } = model.explain(row);
      const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
      expect(sum).toBeCloseTo(answer, 10);
      const explained = output.task === 'binary' ? 'yes' : String(prediction);
      expect(answer).toBeCloseTo(Number(probabilities?.[explained] ?? prediction), 10);
      expect(contributions.map(({ column }) => column).toSorted()).toEqual([
        'active',
        'age',
        'income',
        'note',
        'plan',
        'since',
      ]);
      for (const { column, value } of contributions) expect(value).toBe(row[column]);
    }
    expect(model.explain(rows[0])).toEqual(model.explain(rows[0]));
  });

  it('refuses rows that do not fit with every problem', () => {
    const attempt = () =>
      model.predict([rows[0], { ...rows[1], age: 'old' }, { ...rows[2], agee: 1 }]);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'INPUT_SCHEMA_MISMATCH',
        message:
          'The rows do not fit the model: /rows/1/age must be a number, got "old"; /rows/2/agee must be a column that the model reads, got "agee".',
        hint: 'Did you mean "age"?',
        details: { issues: [expect.anything(), expect.anything()] },
      }),
    );
  });
});

describe('a model whose leaf is undecided', () => {
  it.each([2, 3])('is measured by the answers that it gives, of %d classes', (nClasses) => {
    const codes = Int32Array.from({ length: N }, (_, i) => i % nClasses);
    const { name, predict, fit, params } = getEstimator('decision-tree');
    const one = makeTable([{ name: 'one', kind: 'number', values: new Float64Array(N).fill(1) }]);
    const graph = fitGraph('ordinal', one);
    const x = applyGraph(graph, one);
    const y: Target = { kind: 'classification', nClasses, codes };
    const state = fit(x, y, resolveParams(name, params), { random: seededRandom(1) });
    const labels = classes.slice(0, nClasses);
    const output: Signature['output'] = {
      name: 'y',
      task: nClasses === 2 ? 'binary' : 'multiclass',
      classes: labels,
    };
    const signature: Signature = { inputs: inferInputs(one), output };
    const estimator = { name, params: {}, state };
    const { manifest, weights } = packModel(soleModel(signature, graph, estimator), about, sha256);
    const model = openModel(manifest, weights);
    const probabilities = predict(state, x);
    expect(new Set(probabilities)).toEqual(new Set([1 / nClasses]));
    const given = model.predict(Array.from({ length: N }, () => ({ one: 1 })));
    const truth = codes.map((code, i) => (i % 6 === 0 ? nClasses - 1 : code));
    const nRight = given.filter(({ prediction }, i) => prediction === labels[truth[i]]).length;
    const accuracy = getMetric('accuracy').compute({
      kind: 'classification',
      truth,
      probabilities,
      nClasses,
    });
    expect(accuracy).toBe(nRight / N);
    expect(given[0].prediction).toBe(nClasses === 2 ? 'yes' : 'no');
  });
});

describe('predictTable', () => {
  const { manifest, weights } = train('ridge', TASKS[2][2], TASKS[2][3]);
  const model = openModel(manifest, weights);

  it('ignores other columns and reads kinds that were inferred differently', () => {
    const [age, income, since, active, plan, note] = columns;
    const income2 = encodeText(
      'income',
      'category',
      rows.map((row) => (row.income === null ? null : String(row.income))),
    );
    const active2 = encodeText(
      'active',
      'category',
      rows.map((row) => (row.active === 'Yes' ? 'TRUE' : 'f')),
    );
    const other = makeTable([
      note,
      { ...age, name: 'extra' },
      plan,
      income2,
      since,
      active2,
      age,
      { ...active, name: 'z' },
    ]);
    expect(model.predictTable(other)).toEqual(model.predictTable(table));
    expect(model.predictTable(makeTable(columns.filter((column) => column !== income)))).toEqual(
      model.predictTable(
        makeTable(
          columns.map(
            (column) =>
              (column === income
                ? { ...column, values: new Float64Array(N).fill(Number.NaN) }
                : column) as Column,
          ),
        ),
      ),
    );
  });

  it('says of every column what differs', () => {
    const wrong = makeTable([
      encodeText(
        'agee',
        'category',
        rows.map(() => 'a'),
      ),
      encodeText(
        'income',
        'category',
        rows.map(() => 'much'),
      ),
      { ...columns[0], name: 'since' } as Column,
      encodeText(
        'active',
        'boolean',
        rows.map((_, i) => (i === 7 ? null : 'Yes')),
      ),
      columns[5],
    ]);
    expect(() => model.predictTable(wrong)).toThrow(
      expect.objectContaining({
        code: 'INPUT_SCHEMA_MISMATCH',
        message:
          'The table does not fit the model: Column "age" must be there, got no column of this name; Column "income" must be a number, got "much"; Column "since" must be a date, got number.',
        hint: 'Did you mean "agee"?',
        details: expect.objectContaining({ extra: ['agee'] }),
      }),
    );
  });

  it('refuses to explain without background rows', () => {
    expect(() => model.explain(rows[0])).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: 'explain.json must hold background rows to explain an answer, got none.',
        details: { file: 'explain.json', nBackgroundRows: 0 },
      }),
    );
  });
});

describe('openModel', () => {
  const { manifest, weights } = train('ridge', TASKS[2][2], TASKS[2][3]);
  const [member] = manifest.members;
  const change = (at: Record<string, unknown>): unknown => ({ ...manifest, ...at });

  it.each<[string, unknown, string]>([
    ['something else', [], 'manifest.json must be an object, got [].'],
    [
      'another kind of file',
      {},
      'Field `kind` of manifest.json must be "kaizenml-model", got nothing.',
    ],
    [
      'a newer format',
      change({ formatVersion: 3 }),
      'Field `formatVersion` of manifest.json must be at most 2, got 3.',
    ],
    [
      'a format of text',
      change({ formatVersion: '1' }),
      'Field `formatVersion` of manifest.json must be a whole number of at least 0, got "1".',
    ],
    [
      'an unknown estimator',
      change({ members: [{ ...member, estimator: { name: 'oracle', params: {} } }] }),
      'Field `estimator.name` of manifest.json must be an estimator that this version knows, got "oracle".',
    ],
    [
      'an unknown kind of column',
      change({ signature: { ...manifest.signature, inputs: [{ name: 'a', kind: 'colour' }] } }),
      'Field `signature.inputs[0].kind` of manifest.json must be one of number, date, boolean, category, text, id, got "colour".',
    ],
    [
      'a signature without a column that the graph reads',
      change({ signature: { ...manifest.signature, inputs: manifest.signature.inputs.slice(1) } }),
      'Field `signature.inputs` of manifest.json must hold the number "age" that the graph reads, got nothing.',
    ],
    [
      'a state of another estimator',
      change({ members: [{ ...member, states: [{}] }] }),
      'Field `members` of manifest.json must answer a row with 1 finite number',
    ],
    [
      'two classes for a number',
      change({
        signature: { ...manifest.signature, output: { name: 'y', task: 'binary', classes: ['a'] } },
      }),
      'Field `signature.output.classes` of manifest.json must hold two classes, got ["a"].',
    ],
    [
      'metrics that are no numbers',
      change({ metrics: { r2: { value: null } } }),
      'Field `metrics.r2.value` of manifest.json must be a finite number, got null.',
    ],
    [
      'a hash longer than hashes are',
      change({ weightsHash: '0'.repeat(129) }),
      'Field `weightsHash` of manifest.json must be a hash of at most 128 characters, got "000',
    ],
  ])('refuses %s', (_what, given, message) => {
    expect(() => openModel(given, weights)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: expect.stringContaining(message),
        details: expect.objectContaining({ file: 'manifest.json' }),
      }),
    );
  });

  it('says to update when a newer version wrote the artifact', () => {
    expect(() => openModel(change({ formatVersion: 9 }), weights)).toThrow(
      expect.objectContaining({ hint: 'Update KaizenML: a newer version wrote this artifact.' }),
    );
  });

  it('refuses weights that are cut short', () => {
    expect(() => openModel(manifest, weights.subarray(0, -8))).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: `weights.bin must have ${weights.length} bytes, got ${weights.length - 8}.`,
        details: expect.objectContaining({ file: 'weights.bin' }),
      }),
    );
  });

  it('refuses any manifest with a part replaced, or opens it, but never fails otherwise', () => {
    const junk = fc.constantFrom(null, 3, -1, 'x', [], {}, [null], { $tensor: 99 }, true);
    const paths = allPaths(manifest);
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, (path, value) => {
        const damaged = replacedAt(manifest, path, value);
        try {
          openModel(damaged, weights);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID' });
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe('loadModel', () => {
  const { manifest, weights } = train('ridge', TASKS[2][2], TASKS[2][3]);
  const json = JSON.stringify(manifest);

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no manifest', {}, 'manifest.json', 'manifest.json must be in the folder, got nothing.'],
    [
      'no weights',
      { 'manifest.json': json },
      'weights.bin',
      'weights.bin must be bytes, got nothing.',
    ],
    [
      'a manifest of other bytes',
      { 'manifest.json': Uint8Array.of(0xff), 'weights.bin': weights },
      'manifest.json',
      'manifest.json must be UTF-8, got "other bytes".',
    ],
    [
      'a torn manifest',
      { 'manifest.json': json.slice(0, 20), 'weights.bin': weights },
      'manifest.json',
      `manifest.json must be JSON, got ${JSON.stringify(json.slice(0, 20))}.`,
    ],
    [
      'a background that does not fit',
      {
        'manifest.json': json,
        'weights.bin': weights.slice().buffer,
        'explain.json': '{"background":[{}],"importance":[],"reference":[]}',
      },
      'explain.json',
      'Field `background` of explain.json must hold rows that fit the signature, got "/rows/0/age must be there, got nothing.".',
    ],
  ])('refuses a folder with %s', async (_what, files, file, message) => {
    await expect(loadModel(async (name) => files[name] as Uint8Array)).rejects.toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message,
        details: expect.objectContaining({ file }),
      }),
    );
  });
});

type Path = readonly (string | number)[];

function allPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: Path[] = Object.entries(value).flatMap(([name, item]) =>
    allPaths(item, [...path, name]),
  );
  return path.length === 0 ? steps : [path, ...steps];
}

/** The same with another part; only what lies on the way to it is copied. */
function replacedAt(part: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const within = replacedAt((part as Record<string, unknown>)[step], rest, value);
  return Array.isArray(part)
    ? part.with(Number(step), within)
    : { ...(part as object), [step]: within };
}
