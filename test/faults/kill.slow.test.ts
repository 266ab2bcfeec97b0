import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ArtifactHash, asId, type ModelName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import { type Home, openHome } from '../../packages/platform/src/kit/index.ts';
import { openFileLog } from '../../packages/platform/src/predictions/index.ts';
import { openSqliteStore, type Store } from '../../packages/platform/src/storage/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const N_KILLS = 15;

interface Acknowledged {
  readonly kind: 'run' | 'metrics' | 'artifact' | 'model' | 'finished' | 'prediction';
  readonly id: string;
  readonly value: number;
  readonly hash: ArtifactHash;
  readonly version: number;
  readonly requestId: string;
}

async function missingRecords(home: Home, records: readonly Acknowledged[]): Promise<unknown[]> {
  const store = await openSqliteStore(home.databasePath);
  const artifacts = openFileArtifacts(home);
  const logged = await openFileLog(home).newest('faults', Number.MAX_SAFE_INTEGER);
  const requestIds = new Set(logged.map(({ requestId }) => requestId));
  const missing: Acknowledged[] = [];
  for (const record of records)
    if (!(await isThere(record, { store, artifacts, requestIds }))) missing.push(record);
  await store.close();
  return missing;
}

interface Places {
  readonly store: Store;
  readonly artifacts: ReturnType<typeof openFileArtifacts>;
  readonly requestIds: ReadonlySet<string>;
}

async function isThere(record: Acknowledged, places: Places): Promise<boolean> {
  const { store, artifacts, requestIds } = places;
  if (record.kind === 'prediction') return requestIds.has(record.requestId);
  if (record.kind === 'artifact') return artifacts.verify(record.hash);
  if (record.kind === 'model') {
    const model = await store.models.findVersion(asId<ModelName>('faults'), record.version);
    return model?.artifact === record.hash;
  }
  const run = await store.runs.find(record.id);
  if (record.kind === 'metrics')
    return run?.metrics.a?.value === record.value && run.metrics.b?.value === -record.value;
  return record.kind === 'finished' ? run?.status === 'finished' : run !== undefined;
}

async function halfRecords(home: Home): Promise<unknown[]> {
  const store = await openSqliteStore(home.databasePath);
  const artifacts = openFileArtifacts(home);
  const half: unknown[] = [];
  for (const hash of await readdir(home.artifactsPath))
    if (!(await artifacts.verify(asId<ArtifactHash>(hash)))) half.push(hash);
  const { items } = await store.runs.list({}, { limit: 1000 });
  for (const { id, status, metrics } of items) {
    const nMetrics = Object.keys(metrics).length;
    if (nMetrics !== 0 && nMetrics !== 2) half.push({ id, metrics });
    if (status === 'running') half.push({ id, status });
  }
  const model = await store.models.find(asId<ModelName>('faults'));
  if (model?.aliases.champion !== model?.latestVersion) half.push(model);
  await store.close();
  return half;
}

describe('kill -9 of a writer', () => {
  it(`loses nothing acknowledged and leaves nothing half, ${N_KILLS} times in a row`, async () => {
    await using temp = await tempHome();
    const random = seededRandom(20260102);
    const acknowledged: Acknowledged[] = [];
    for (let i = 0; i < N_KILLS; i++) {
      const writer = startWriter('write-records', temp.home.path, String(i));
      await new Promise((resolve) => writer.child.stdout?.once('data', resolve));
      await sleep(random() * 400);
      writer.child.kill('SIGKILL');
      expect(await writer.code).toBeNull();
      for (const line of await writer.lines) acknowledged.push(JSON.parse(line));
    }
    const home = await openHome(temp.home.path);
    const kinds = new Set(acknowledged.map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(['run', 'metrics', 'artifact', 'model', 'finished', 'prediction']),
    );
    expect(acknowledged.length).toBeGreaterThan(N_KILLS * 5);
    expect(await missingRecords(home, acknowledged)).toEqual([]);
    expect(await halfRecords(home)).toEqual([]);
    expect(await readdir(home.tempPath)).toEqual([]);
  });
});

describe('two processes on one home', () => {
  it('write 500 transactions each: none is lost, none fails', async () => {
    await using temp = await tempHome();
    const writers = [1, 2].map(() => startWriter('write-transactions', temp.home.path, '500'));
    expect(await Promise.all(writers.map(({ code }) => code))).toEqual([0, 0]);
    const lines = (await Promise.all(writers.map((writer) => writer.lines))).flat();
    const versions = lines.flatMap((line) => JSON.parse(line) as number[]);
    const expected = Array.from({ length: 1000 }, (_, i) => i + 1);
    expect(versions.sort((a, b) => a - b)).toEqual(expected);
    const store = await openSqliteStore(temp.home.databasePath);
    expect((await store.models.versions(asId<ModelName>('shared'))).length).toBe(1000);
    await store.close();
  });
});
