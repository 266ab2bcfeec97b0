import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Row, resolveParams, type Signature } from '@kaizenml/contracts';
import { inferInputs, packModel, soleModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import type { AnyEstimator, Target } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';

const PLANS = ['basic', 'family', 'premium'] as const;
const CLASSES = ['leaves', 'stays', 'unsure'] as const;

/** Invented customers, with gaps; the same seed gives the same. */
export function customers(n: number, seed: number): Row[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => ({
    months: Math.floor(random.next() * 72),
    spend: random.next() < 0.1 ? null : Math.round(random.next() * 1e4) / 100,
    plan: PLANS[Math.floor(random.next() * PLANS.length)],
    since: new Date(Date.UTC(2020, Math.floor(random.next() * 48), 3)).toISOString().slice(0, 10),
  }));
}

/** Fits an estimator on invented customers and writes the artifact as a pipeline would. */
export async function writeArtifact(
  folder: string,
  estimator: AnyEstimator,
  task: 'regression' | 'multiclass',
): Promise<void> {
  const rows = customers(300, 3);
  const table = toTable(rows);
  const random = seededRandom(9);
  const worth = rows.map((row) => Number(row.months) * 1.5 + Number(row.spend) + random.next() * 9);
  const y: Target =
    task === 'regression'
      ? { kind: 'regression', values: Float64Array.from(worth) }
      : {
          kind: 'classification',
          codes: Int32Array.from(worth, (value) => (value < 70 ? 0 : value < 120 ? 1 : 2)),
          nClasses: CLASSES.length,
        };
  const params = resolveParams(estimator.name, estimator.params);
  const graph = fitGraph(estimator.traits.features, table);
  const signature: Signature = {
    inputs: inferInputs(table),
    output:
      task === 'regression'
        ? { name: 'worth', task, range: [0, 250] }
        : { name: 'plans', task, classes: CLASSES },
  };
  const state = estimator.fit(applyGraph(graph, table), y, params, { random });
  const model = soleModel(signature, graph, { name: estimator.name, params, state });
  const { manifest, weights } = packModel(model, ABOUT, (bytes) =>
    createHash('sha256').update(bytes).digest('hex'),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'weights.bin'), weights);
  const explain = { background: rows.slice(0, 16), importance: [], reference: [] };
  await writeFile(join(folder, 'explain.json'), JSON.stringify(explain));
}

const ABOUT = {
  createdAt: '2026-01-01T00:00:00.000Z',
  metrics: {},
  primaryMetric: 'log_loss',
  findings: [],
  lineage: {
    runId: '01JD0000000000000000000000',
    datasetHash: '0'.repeat(64),
    datasetName: 'customers',
    nTrainRows: 300,
    seed: 9,
  },
  environment: { kaizenml: '0.1.0', runtime: 'node' },
};

function toTable(rows: readonly Row[]): Table {
  const numbers = (name: string, read: (value: unknown) => number) =>
    Float64Array.from(rows, (row) => (row[name] === null ? Number.NaN : read(row[name])));
  return makeTable([
    { name: 'months', kind: 'number', values: numbers('months', Number) },
    { name: 'spend', kind: 'number', values: numbers('spend', Number) },
    encodeText(
      'plan',
      'category',
      rows.map((row) => String(row.plan)),
    ),
    { name: 'since', kind: 'date', values: numbers('since', (value) => Date.parse(String(value))) },
  ]);
}
