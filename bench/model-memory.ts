import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Manifest, resolveParams, type Signature } from '@kaizenml/contracts';
import { inferInputs, packModel, soleModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { getEstimator } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { makeTable } from '@kaizenml/ml/table';
import { sha256, writeFileAtomic } from '../packages/platform/src/kit/index.ts';
import { openModelFolder } from '../packages/platform/src/models/index.ts';

/** How much memory does an opened model take, beside what the pool estimates from its files? */

const N_ROWS = 4000;
const N_COLUMNS = 20;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const cases: readonly (readonly [string, Readonly<Record<string, number>>, number])[] = [
  ['logistic', {}, 40],
  ['random-forest', { nTrees: 20 }, 20],
  ['random-forest', { nTrees: 200 }, 5],
  ['boosted-trees', { nRounds: 100 }, 10],
  ['boosted-trees', { nRounds: 500 }, 5],
];

const ABOUT: Parameters<typeof packModel>[1] = {
  createdAt: '2026-01-01T00:00:00.000Z',
  ...{ metrics: {}, primaryMetric: 'roc_auc', findings: [] as Manifest['findings'] },
  lineage: {
    ...{ runId: '01JD0000000000000000000000', datasetHash: '0'.repeat(64) },
    ...{ datasetName: 'numbers', nTrainRows: N_ROWS, seed: 1 },
  },
  environment: { kaizenml: '0.1.0', runtime: 'node' },
};

const folder = await mkdtemp(join(tmpdir(), 'kaizen-model-memory-'));
console.log('model                          files MB  estimated MB  measured MB');
for (const [name, params, copies] of cases) {
  const sizeBytes = await write(name, params);
  const opened = [await openModelFolder(folder)];
  const before = used();
  for (let i = 0; i < copies; i++) opened.push(await openModelFolder(folder));
  const row = Object.fromEntries(
    opened[0]?.model.signature.inputs.map((f) => [f.name, f.typical]) ?? [],
  );
  for (const { model } of opened) model.predict(Array.from({ length: 64 }, () => row));
  const measured = (used() - before) / copies;
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(2);
  console.log(
    `${`${name} ${JSON.stringify(params)}`.padEnd(30)} ${mb(sizeBytes).padStart(8)} ${mb(opened[0]?.sizeBytes ?? 0).padStart(13)} ${mb(measured).padStart(12)}`,
  );
}
await rm(folder, { recursive: true });

function used(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function write(name: string, given: Readonly<Record<string, number>>): Promise<number> {
  const random = seededRandom(1);
  const columns = Array.from({ length: N_COLUMNS }, (_, c) => ({
    name: `x${c}`,
    kind: 'number' as const,
    values: Float64Array.from({ length: N_ROWS }, () => random.next()),
  }));
  const train = makeTable(columns);
  const estimator = getEstimator(name);
  const graph = fitGraph('ordinal', train);
  const x = applyGraph(graph, train);
  const codes = Int32Array.from({ length: N_ROWS }, (_, i) =>
    Number((columns[0]?.values[i] ?? 0) + (columns[1]?.values[i] ?? 0) + random.next() > 1.5),
  );
  const params = resolveParams(estimator.name, estimator.params, given);
  const state = estimator.fit(x, { kind: 'classification', codes, nClasses: 2 }, params, {
    random,
  });
  const signature: Signature = {
    inputs: inferInputs(train),
    output: { name: 'y', task: 'binary', classes: ['no', 'yes'] },
  };
  const { manifest, weights } = packModel(
    soleModel(signature, graph, { name, params, state }),
    ABOUT,
    sha256,
  );
  const text = JSON.stringify(manifest);
  await writeFileAtomic(join(folder, 'manifest.json'), Buffer.from(text));
  await writeFileAtomic(join(folder, 'weights.bin'), weights);
  return text.length + weights.length;
}
