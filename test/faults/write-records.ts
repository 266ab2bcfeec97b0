import { asId, type ExperimentName, type ModelName } from '@kaizenml/contracts';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openFileLog } from '../../packages/platform/src/predictions/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';

/** Writes records without end and prints each one, as a line of JSON, after it was acknowledged. */
const [, , path = '', seed = '0'] = process.argv;
const home = await openHome(path);
const store = await openSqliteStore(home.databasePath);
const artifacts = openFileArtifacts(home);
const predictionLog = openFileLog(home);

const say = (record: Readonly<Record<string, unknown>>) =>
  process.stdout.write(`${JSON.stringify(record)}\n`);

async function writeRuns(): Promise<void> {
  for (let i = 0; ; i++) {
    const id = await store.runs.start({
      experiment: asId<ExperimentName>('faults'),
      name: `run ${i}`,
      params: { i },
      pid: process.pid,
    });
    say({ kind: 'run', id });
    await store.runs.logMetrics(id, {
      a: { value: i, low: null, high: null },
      b: { value: -i, low: null, high: null },
    });
    say({ kind: 'metrics', id, value: i });
    const { hash, sizeBytes } = await artifacts.putFolder({
      'manifest.json': JSON.stringify({ seed, i }),
      'weights.bin': new Uint8Array(200_000).fill(i),
    });
    say({ kind: 'artifact', hash });
    await store.runs.addArtifact(id, { name: 'model', hash, sizeBytes });
    const { version } = await store.models.register({
      name: asId<ModelName>('faults'),
      task: 'regression',
      target: 'y',
      estimator: 'ridge',
      runId: id,
      artifact: hash,
      metrics: {},
      aliases: ['champion'],
    });
    say({ kind: 'model', version, hash });
    await store.runs.finish(id, { status: 'finished' });
    say({ kind: 'finished', id });
  }
}

async function writePredictions(): Promise<void> {
  for (let i = 0; ; i++) {
    const requestId = `${seed}-${i}`;
    await predictionLog.append({
      requestId,
      at: new Date().toISOString(),
      endpoint: 'faults',
      version: 1,
      rows: [{ x: i, text: 'x'.repeat(i % 5000) }],
      predictions: [{ prediction: i }],
      latencyMs: 1,
    });
    say({ kind: 'prediction', requestId });
  }
}

await Promise.all([writeRuns(), writePredictions()]);
