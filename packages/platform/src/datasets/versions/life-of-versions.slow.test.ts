import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type RunId } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import {
  addDataset,
  type DatasetDeps,
  getVersion,
  keepVersion,
  loadVersion,
  recordDerivation,
  removeDataset,
  restoreDataset,
  retainDataset,
  showDataset,
  spanBefore,
  tagDataset,
  untagDataset,
} from '../index.ts';

let temp: TempHome;
let store: Store;
let deps: DatasetDeps & { readonly store: Store };
let path = '';
let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };
const DAY_MS = 86_400_000;
const HAND = {
  command: 'hand',
  parameters: {},
  by: 'me',
  kit: '1',
  at: '2026-01-01T00:00:00.000Z',
};

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath, { clock });
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  path = join(temp.folder, 'ducks.csv');
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

const csv = (n: number, more = '') =>
  `id,size\n${Array.from({ length: n }, (_, i) => `d${i},${i % 11}\n`).join('')}${more}`;

async function keep(text: string) {
  await writeFile(path, text);
  return (await keepVersion(deps, { path })).record;
}

/** Every file that holds content of datasets. */
async function filesOnDisk(): Promise<string[]> {
  const chunks = await readdir(join(temp.home.path, 'chunks')).catch(() => []);
  return [...chunks, ...(await readdir(temp.home.artifactsPath))].sort();
}

describe('tags', () => {
  it('stand for a version, move, and go', async () => {
    await keep(csv(5));
    await keep(csv(6));
    expect(await tagDataset(store.datasets)({ name: 'ducks@1', tag: 'good' })).toEqual({
      name: 'ducks',
      version: 1,
      tag: 'good',
    });
    expect((await getVersion(store.datasets, 'ducks@good')).version).toBe(1);
    await tagDataset(store.datasets)({ name: 'ducks', tag: 'good' });
    expect((await getVersion(store.datasets, 'ducks@good')).version).toBe(2);
    expect((await showDataset(deps)({ name: 'ducks@good' })).versions[0]).toMatchObject({
      version: 2,
      tags: ['good'],
    });
    const untag = untagDataset(store.datasets);
    expect(await untag({ name: 'ducks', tag: 'good' })).toMatchObject({ existed: true });
    expect(await untag({ name: 'ducks', tag: 'good' })).toMatchObject({ existed: false });
    expect(await rejectionOf(getVersion(store.datasets, 'ducks@good'))).toMatchObject({
      code: 'DATASET_NOT_FOUND',
    });
  });
});

describe('restoring', () => {
  it('gives every version to the byte', async () => {
    const texts = [csv(2000), csv(2000, 'late,1\n'), `\ufeff${csv(3)}`.replaceAll('\n', '\r\n')];
    for (const text of texts) await keep(text);
    for (const [i, text] of texts.entries()) {
      const out = join(temp.folder, `out-${i}.csv`);
      const restored = await restoreDataset(deps)({ name: `ducks@${i + 1}`, out });
      expect(await readFile(out, 'utf8')).toBe(text);
      expect(restored.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    }
    const out = join(temp.folder, 'nowhere', 'out.csv');
    expect(await rejectionOf(restoreDataset(deps)({ name: 'ducks', out }))).toMatchObject({
      code: 'FILE_NOT_WRITABLE',
    });
  });
});

describe('removing', () => {
  it('takes content off the disk and leaves a tombstone', async () => {
    const first = await keep(csv(2000));
    const second = await keep(csv(2000, 'late,1\n'));
    const removed = await removeDataset(deps)({ name: 'ducks', force: false });
    expect(removed.removed).toEqual([
      { name: 'ducks', version: 2 },
      { name: 'ducks', version: 1 },
    ]);
    expect(removed.freedBytes).toBeGreaterThan(csv(2000).length);
    expect(await filesOnDisk()).toEqual([]);
    expect(await store.datasets.find('ducks')).toBeUndefined();
    expect((await store.datasets.list({ limit: 10 })).items).toEqual([]);
    expect(await store.datasets.tombstones('ducks')).toMatchObject([
      { version: 2, hash: second.hash },
      { version: 1, hash: first.hash },
    ]);
    expect((await keep(csv(7))).version).toBe(3);
  });

  it('keeps what other versions need, such as the chunk that a difference stands on', async () => {
    await keep(csv(2000));
    const second = await keep(csv(2000, 'late,1\n'));
    const third = await keep(csv(30));
    await removeDataset(deps)({ name: 'ducks@1', force: false });
    expect((await loadVersion(deps, second)).nRows).toBe(2001);
    expect((await loadVersion(deps, third)).nRows).toBe(30);
    expect((await getVersion(store.datasets, 'ducks')).version).toBe(3);
    await removeDataset(deps)({ name: 'ducks@3', force: false });
    expect((await getVersion(store.datasets, 'ducks')).version).toBe(2);
    await removeDataset(deps)({ name: 'ducks@2', force: false });
    expect(await filesOnDisk()).toEqual([]);
  });

  it('is refused with those who use the version, unless it is forced', async () => {
    const { hash } = await keep(csv(10));
    await store.lineage.add([
      { from: `dataset:${hash}`, to: 'run:r1', role: 'trained-on' },
      { from: 'run:r1', to: 'artifact:a', role: 'produced' },
      { from: 'artifact:a', to: 'model:m/1', role: 'registered-as' },
    ]);
    await tagDataset(store.datasets)({ name: 'ducks', tag: 'good' });
    const remove = removeDataset(deps);
    expect(await rejectionOf(remove({ name: 'ducks@1', force: false }))).toMatchObject({
      code: 'DATASET_IN_USE',
      message:
        'Dataset "ducks@1" must be unused to be removed, got 3 users: model:m/1, run:r1, tag:ducks@good.',
    });
    await remove({ name: 'ducks@1', force: true });
    expect(await filesOnDisk()).toEqual([]);
    expect((await store.lineage.around(`dataset:${hash}`)).length).toBeGreaterThan(3);
  });

  it('asks nobody when another version has the same content', async () => {
    const { hash } = await keep(csv(10));
    await keepVersion(deps, { path, name: 'copy' });
    await store.lineage.add([{ from: `dataset:${hash}`, to: 'run:r1', role: 'trained-on' }]);
    await removeDataset(deps)({ name: 'ducks', force: false });
    expect((await loadVersion(deps, await getVersion(store.datasets, 'copy'))).nRows).toBe(10);
  });

  it('leaves artifacts that a run holds', async () => {
    const { artifact } = await keep(csv(10));
    const runId = await store.runs.start({
      experiment: asId('e'),
      name: 'r',
      params: {},
      pid: process.pid,
    });
    await store.runs.addArtifact(asId<RunId>(runId), {
      name: 'data',
      hash: artifact,
      sizeBytes: 1,
    });
    await removeDataset(deps)({ name: 'ducks', force: false });
    expect(await filesOnDisk()).toEqual([artifact]);
  });
});

describe('retaining', () => {
  it('keeps the newest, the tagged, the used and the young', async () => {
    const records = [];
    for (let i = 1; i <= 6; i++) {
      records.push(await keep(csv(i * 3)));
      now += 10 * DAY_MS;
    }
    await tagDataset(store.datasets)({ name: 'ducks@1', tag: 'good' });
    const [from, to] = [records[1]?.hash, records[5]?.hash];
    await recordDerivation({ ...store, artifacts: deps.artifacts }, HAND, {
      from: [`dataset:${from}`],
      to: [`dataset:${to}`],
    });
    const rules = { name: 'ducks', keepLast: 1, keepTagged: true, olderThan: '25d', force: false };
    const expected = {
      removed: [
        { name: 'ducks', version: 4 },
        { name: 'ducks', version: 3 },
      ],
      kept: [
        { version: 6, why: ['newest', 'young'] },
        { version: 5, why: ['young'] },
        { version: 2, why: [`dataset:${to}`] },
        { version: 1, why: ['tag good'] },
      ],
    };
    const retain = retainDataset({ ...deps, clock });
    const before = await filesOnDisk();
    expect(await retain({ ...rules, dryRun: true })).toMatchObject({ ...expected, freedBytes: 0 });
    expect(await filesOnDisk()).toEqual(before);
    expect(await retain({ ...rules, dryRun: false })).toMatchObject(expected);
    expect((await store.datasets.versions('ducks')).map(({ version }) => version)).toEqual([
      6, 5, 2, 1,
    ]);
    expect((await filesOnDisk()).length).toBeLessThan(before.length);
  });
});

describe('spans', () => {
  it('are read from a pattern, found by name, and each has a span before it', async () => {
    const folder = join(temp.folder, 'logs');
    await mkdir(folder);
    for (const day of ['20', '19', '21'])
      await writeFile(join(folder, `2026-11-${day}.csv`), csv(Number(day)));
    await writeFile(join(folder, '2026-11-x1.csv'), 'no');
    const pattern = join(folder, '{YYYY}-{MM}-{DD}.csv');
    const add = () => addDataset(deps)({ path: pattern, name: 'events' });
    expect((await add()).spans).toEqual([
      { span: '2026-11-19', version: 1, isNew: true },
      { span: '2026-11-20', version: 2, isNew: true },
      { span: '2026-11-21', version: 3, isNew: true },
    ]);
    await writeFile(join(folder, '2026-11-19.csv'), csv(19, 'late,1\n'));
    const again = await add();
    expect(again.spans.map(({ version, isNew }) => [version, isNew])).toEqual([
      [4, true],
      [2, false],
      [3, false],
    ]);
    const late = await getVersion(store.datasets, 'events@2026-11-19');
    expect(late).toMatchObject({ version: 4, nRows: 20 });
    const day = await getVersion(store.datasets, 'events@2026-11-20');
    expect(await spanBefore(store.datasets, day)).toEqual(late);
    expect(await spanBefore(store.datasets, late)).toBeUndefined();
  });

  it('refuse patterns that no span follows from', async () => {
    const add = (pattern: string) =>
      rejectionOf(addDataset(deps)({ path: join(temp.folder, pattern) }));
    for (const pattern of ['{MM}.csv', '{YYYY}-{DD}.csv', '{YYYY}{YYYY}.csv', '{YYYY}/a.csv'])
      expect(await add(pattern)).toMatchObject({ code: 'ARGUMENT_INVALID' });
    expect(await add('{YYYY}.csv')).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
