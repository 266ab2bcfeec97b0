/**
 * Wrote the golden artifacts of format version 1: `npx node --conditions=source test/golden/write.ts v1`.
 *
 * They are never written again: a later version of the product must load them as they are. What lies in the folder
 * stays; what was added to the list below is written. A new format version gets a folder of its own.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputField, Row } from '@kaizenml/contracts';
import { resolveParams } from '@kaizenml/contracts';
import { inferInputs, openModel, packModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { getEstimator } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { encodeTarget } from '@kaizenml/ml/search';
import { cell, encodeText, makeTable, type Table } from '@kaizenml/ml/table';

const version = process.argv[2];
if (version === undefined)
  throw new TypeError('Name the folder of the format version, such as v1.');

const N = 160;
const random = seededRandom(20261121);
const table: Table = makeTable([
  {
    name: 'months',
    kind: 'number',
    values: Float64Array.from({ length: N }, () => random.below(60)),
  },
  {
    name: 'spend',
    kind: 'number',
    values: Float64Array.from({ length: N }, () =>
      random.next() < 0.1 ? Number.NaN : random.normal() * 30 + 80,
    ),
  },
  encodeText(
    'plan',
    'category',
    Array.from({ length: N }, () => ['basic', 'plus', 'pro'][random.below(3)]),
  ),
  encodeText(
    'autopay',
    'boolean',
    Array.from({ length: N }, () => (random.next() < 0.4 ? 'no' : 'yes')),
  ),
  {
    name: 'since',
    kind: 'date',
    values: Float64Array.from({ length: N }, () => Date.UTC(2020, random.below(48), 3)),
  },
]);
const row = (i: number): Row =>
  Object.fromEntries(table.columns.map((column) => [column.name, cell(column, i)]));
const rows = Array.from({ length: N }, (_, i) => row(i));
const months = rows.map(({ months: value }) => Number(value));

const outputs: readonly (readonly [
  folder: string,
  estimator: string,
  params: object,
  output: OutputField,
  labels: (string | number)[],
])[] = [
  [
    'logistic-binary',
    'logistic',
    {},
    { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
    months.map((m, i) => (m + 9 * (i % 3) < 25 ? 'yes' : 'no')),
  ],
  [
    'forest-multiclass',
    'random-forest',
    { nTrees: 7, minLeaf: 4 },
    { name: 'tier', task: 'multiclass', classes: ['a', 'b', 'c'] },
    months.map((m, i) => ['a', 'b', 'c'][Math.floor((m + (i % 7)) / 23)]),
  ],
  [
    'ridge-regression',
    'ridge',
    {},
    { name: 'worth', task: 'regression', range: [0, 200] },
    months.map((m, i) => 2 * m + 3 * (i % 5)),
  ],
  [
    'boosted-multiclass',
    'boosted-trees',
    { nRounds: 6, maxLeaves: 6, minLeafRows: 5, categoryMinRows: 5 },
    { name: 'tier', task: 'multiclass', classes: ['a', 'b', 'c'] },
    rows.map(({ months: m, plan, spend }, i) => {
      const score = Number(m) + (plan === 'pro' ? 12 : 0) + (spend === null ? 9 : 0) + (i % 7);
      return ['a', 'b', 'c'][Math.min(2, Math.floor(score / 25))];
    }),
  ],
];

for (const [folder, name, given, output, labels] of outputs) {
  const path = join(import.meta.dirname, version, folder);
  if (existsSync(path)) continue;
  const estimator = getEstimator(name);
  const params = resolveParams(name, estimator.params, given as Record<string, unknown>);
  const graph = fitGraph(estimator.traits.features, table);
  const column =
    output.task === 'regression'
      ? {
          name: output.name,
          kind: 'number' as const,
          values: Float64Array.from(labels as number[]),
        }
      : encodeText(output.name, 'category', labels as string[]);
  const y = encodeTarget(column, output.task, output.classes ?? []);
  const state = estimator.fit(applyGraph(graph, table), y, params, { random: seededRandom(1) });
  const { manifest, weights } = packModel(
    {
      signature: { inputs: inferInputs(table), output },
      graph,
      estimator: { name, params, state },
    },
    {
      createdAt: '2026-11-21T00:00:00.000Z',
      metrics: { accuracy: { value: 0.9, low: 0.8, high: null } },
      primaryMetric: output.task === 'regression' ? 'rmse' : 'log_loss',
      findings: [],
      lineage: {
        runId: '01M800000000000000000000GV',
        datasetHash: '0'.repeat(64),
        datasetName: 'golden',
        nTrainRows: N,
        seed: 1,
      },
      environment: { kaizenml: '0.1.0', runtime: `node ${process.versions.node}` },
    },
    (bytes) => createHash('sha256').update(bytes).digest('hex'),
  );
  const explain = { background: rows.slice(0, 12), importance: [], reference: [] };
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
  writeFileSync(join(path, 'weights.bin'), weights);
  writeFileSync(join(path, 'explain.json'), `${JSON.stringify(explain)}\n`);
  const asked = [...rows.slice(0, 10), { ...row(10), spend: null, plan: 'never seen' }];
  const answers = openModel(manifest, weights, explain).predict(asked);
  writeFileSync(
    join(path, 'expected.json'),
    `${JSON.stringify({ rows: asked, answers }, null, 1)}\n`,
  );
}
