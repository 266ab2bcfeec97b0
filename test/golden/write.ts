/**
 * Wrote the golden artifacts of format version 2: `npx node --conditions=source test/golden/write.ts v2`.
 *
 * Those of version 1 were written by its last version in the history of this file. They are never written again: a later version of the product must load them as they are. What lies in the folder
 * stays; what was added to the list below is written. A new format version gets a folder of its own.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputField, Row } from '@kaizenml/contracts';
import { resolveParams } from '@kaizenml/contracts';
import {
  answerTable,
  type FittedMember,
  type FittedModel,
  inferInputs,
  openModel,
  packModel,
} from '@kaizenml/ml/artifact';
import {
  type Blend,
  type CalibrationKind,
  combineAnswers,
  fitCalibration,
  fitStack,
  type Library,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { getEstimator } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { encodeTarget } from '@kaizenml/ml/search';
import { cell, encodeText, makeTable, type Table } from '@kaizenml/ml/table';

const version = process.argv[2];
if (version === undefined)
  throw new TypeError('Name the folder of the format version, such as v2.');

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

type Fit = readonly [estimator: string, params: Record<string, unknown>, nFits: number];

interface Golden {
  readonly folder: string;
  readonly output: OutputField;
  readonly labels: readonly (string | number)[];
  readonly fits: readonly Fit[];
  /** How the answers become one; learned from the training rows, which is enough to be read back. */
  readonly joins: (
    library: Library,
  ) => Pick<FittedModel, 'combination' | 'calibration' | 'decision'>;
}

const blend = (library: Library, weights: readonly number[]): Blend => ({
  kind: 'ensemble',
  members: library.members.map(({ id }) => id),
  weights: Float64Array.from(weights),
});
const calibrated = (kind: CalibrationKind, { truth, members }: Library, combination: Blend) => {
  if (truth.kind === 'regression') throw new TypeError('Numbers have no calibration.');
  const probabilities = combineAnswers(
    combination,
    members.map(({ answers }) => answers),
  );
  const { codes, nClasses } = truth;
  return fitCalibration(kind, { kind: 'classification', truth: codes, probabilities, nClasses });
};

const goldens: readonly Golden[] = [
  {
    folder: 'ensemble-binary',
    output: { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
    labels: months.map((m, i) => (m + 9 * (i % 3) < 25 ? 'yes' : 'no')),
    fits: [
      ['logistic', {}, 1],
      ['extra-trees', { nTrees: 5, minLeaf: 4 }, 2],
      ['boosted-trees', { nRounds: 4, maxLeaves: 5, minLeafRows: 5 }, 1],
    ],
    joins(library) {
      const combination = blend(library, [0.5, 0.25, 0.25]);
      return {
        combination,
        calibration: calibrated('isotonic', library, combination),
        decision: { kind: 'threshold', threshold: 0.3 },
      };
    },
  },
  {
    folder: 'mixture-multiclass',
    output: { name: 'tier', task: 'multiclass', classes: ['a', 'b', 'c'] },
    labels: months.map((m, i) => ['a', 'b', 'c'][Math.floor((m + (i % 7)) / 23)]),
    fits: [
      ['random-forest', { nTrees: 5, minLeaf: 4 }, 1],
      ['gaussian-naive-bayes', {}, 1],
    ],
    joins(library) {
      const combination = blend(library, [0.75, 0.25]);
      const costs = Float64Array.of(0, 1, 2, 1, 0, 1, 9, 3, 0);
      return {
        combination,
        calibration: calibrated('temperature', library, combination),
        decision: { kind: 'costs', nClasses: 3, costs },
      };
    },
  },
  {
    folder: 'stack-regression',
    output: { name: 'worth', task: 'regression', range: [0, 200] },
    labels: months.map((m, i) => 2 * m + 3 * (i % 5)),
    fits: [
      ['ridge', {}, 1],
      ['random-forest', { nTrees: 5, minLeaf: 4 }, 1],
    ],
    joins: (library) => ({ combination: fitStack(library) }),
  },
];

for (const { folder, output, labels, fits, joins } of goldens) {
  const path = join(import.meta.dirname, version, folder);
  if (existsSync(path)) continue;
  const column =
    output.task === 'regression'
      ? {
          name: output.name,
          kind: 'number' as const,
          values: Float64Array.from(labels as number[]),
        }
      : encodeText(output.name, 'category', labels as string[]);
  const y = encodeTarget(column, output.task, output.classes ?? []);
  const recipes = [...new Set(fits.map(([name]) => getEstimator(name).traits.features))];
  const graphs = recipes.map((recipe) => fitGraph(recipe, table));
  const members = fits.map(([name, given, nFits]): FittedMember => {
    const estimator = getEstimator(name);
    const graph = recipes.indexOf(estimator.traits.features);
    const params = resolveParams(name, estimator.params, given);
    const x = applyGraph(graphs[graph], table);
    const states = Array.from({ length: nFits }, (_, i) =>
      estimator.fit(x, y, params, { random: seededRandom(i + 1) }),
    );
    return { graph, estimator: { name, params }, states };
  });
  const signature = { inputs: inferInputs(table), output };
  const library: Library = {
    truth: y,
    foldOf: Int32Array.from({ length: N }, (_, i) => i % 4),
    members: members.map((member, m) => ({
      id: `${m} ${member.estimator.name}`,
      answers: answerTable({ signature, graphs, members: [member] }, table),
      microsPerRow: 1,
    })),
  };
  const { manifest, weights } = packModel(
    { signature, graphs, members, ...joins(library) },
    {
      createdAt: '2026-11-22T00:00:00.000Z',
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
