import { join } from 'node:path';
import { Readable } from 'node:stream';
import { asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArtifactTrees, createArtifactTrees, openContents } from '../artifacts/index.ts';
import { sha256, systemClock } from '../kit/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { compareRunFiles, diffRunFile, listRunFiles, purgeRun } from './index.ts';

const content = (text: string) => ({ sha256: sha256(text), sizeBytes: text.length });

describe('files of runs', () => {
  let temp: TempHome;
  let store: Store;
  let trees: ArtifactTrees;
  let experimentId = '';
  beforeAll(async () => {
    temp = await tempHome();
    store = await openSqliteStore(join(temp.folder, 'kaizen.db'));
    const contents = await openContents({
      ...{ home: temp.home, clock: systemClock, url: undefined, env: {} },
    });
    trees = createArtifactTrees({
      ...{ home: temp.home, contents, files: store.artifactFiles, limitBytes: 1000 },
    });
    experimentId = (await store.tracking.experiments.create({ name: 'files' })).id;
  });
  afterAll(async () => {
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  const begin = (id: string, artifactUri?: string) =>
    store.tracking.runs.create({
      ...{ experimentId, id, name: id, user: '', startedAtMs: 0, tags: {} },
      ...(artifactUri === undefined ? {} : { artifactUri }),
    });
  const write = (path: string, text: string) =>
    trees.write(path, Readable.from([Buffer.from(text)]));
  const folderOf = (id: string) => `${experimentId}/${id}/artifacts`;
  const { runs } = OPERATIONS;
  const files = (given: unknown) =>
    listRunFiles({ runs: store.tracking.runs, trees })(runs.files.input.parse(given));
  const compare = (given: unknown) =>
    compareRunFiles({ runs: store.runs, tracking: store.tracking, trees })(
      runs['compare-files'].input.parse(given),
    );
  const diff = (given: Readonly<Record<string, unknown>>) =>
    diffRunFile({ tracking: store.tracking, trees })(
      runs['diff-file'].input.parse({ id: 'one', against: 'two', ...given }),
    );
  const purge = (id: string) =>
    purgeRun({ runs: store.tracking.runs, registry: store.registry, trees })({ id });

  it('are listed folder by folder, in pages', async () => {
    await begin('listed');
    await write(`${folderOf('listed')}/plots/a.png`, 'a');
    await write(`${folderOf('listed')}/z.txt`, 'zz');
    const first = await files({ id: 'listed', limit: 1 });
    expect(first).toEqual({
      items: [{ path: 'plots', sha256: null, sizeBytes: null, writtenAt: null }],
      next: expect.any(String),
    });
    const second = await files({ id: 'listed', limit: 1, after: first.next });
    expect(second).toEqual({
      items: [{ path: 'z.txt', ...content('zz'), writtenAt: expect.any(String) }],
    });
    const below = await files({ id: 'listed', path: 'plots/' });
    expect(below.items.map(({ path }) => path)).toEqual(['plots/a.png']);
    await expect(files({ id: 'listed', path: '../other' })).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_INVALID',
    });
  });

  it('are compared by hash, with those of the models that the runs logged', async () => {
    for (const [id, weights] of [
      ['first', 'w1'],
      ['second', 'w2'],
    ] as const) {
      await begin(id);
      const model = await store.tracking.models.create({
        ...{ experimentId, name: 'net', type: '', sourceRunId: id, params: {}, tags: {} },
      });
      await store.tracking.runs.logOutputs(id, [{ modelId: model.id, step: 0 }]);
      const folder = `${experimentId}/models/${model.id}/artifacts`;
      await write(`${folder}/weights`, weights);
      await write(`${folder}/MLmodel`, 'same');
      await write(`${folderOf(id)}/log.txt`, id);
    }
    await write(`${folderOf('first')}/old/name`, 'moved');
    await write(`${folderOf('second')}/new/name`, 'moved');
    expect(await compare({ id: 'first', against: 'second' })).toEqual({
      same: { nFiles: 1, sizeBytes: 4 },
      counts: { added: 0, removed: 0, changed: 2, moved: 1 },
      changes: [
        {
          ...{ path: 'log.txt', change: 'changed', from: null },
          ...{ before: content('first'), after: content('second') },
        },
        {
          ...{ path: 'net/weights', change: 'changed', from: null },
          ...{ before: content('w1'), after: content('w2') },
        },
        {
          ...{ path: 'new/name', change: 'moved', from: 'old/name' },
          ...{ before: content('moved'), after: content('moved') },
        },
      ],
    });
    const itself = await compare({ id: 'first', against: 'first' });
    expect([itself.same.nFiles, itself.changes]).toEqual([4, []]);
  });

  it('are compared line by line where they are small texts', async () => {
    await begin('one');
    await begin('two');
    const lines = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`);
    const changed = lines.with(5, 'line six').concat('line 13');
    await write(`${folderOf('one')}/params.yaml`, `${lines.join('\n')}\n`);
    await write(`${folderOf('two')}/params.yaml`, changed.join('\r\n'));
    const told = await diff({ path: 'params.yaml' });
    expect(runs['diff-file'].output.parse(told)).toEqual(told);
    const same = (...numbers: number[]) =>
      numbers.map((n) => ({ kind: 'same', text: `line ${n}` }));
    expect([told.state, told.hunks]).toEqual([
      'text',
      [
        {
          ...{ beforeLine: 3, afterLine: 3 },
          lines: [
            ...same(3, 4, 5),
            { kind: 'removed', text: 'line 6' },
            { kind: 'added', text: 'line six' },
            ...same(7, 8, 9, 10, 11, 12),
            { kind: 'added', text: 'line 13' },
          ],
        },
      ],
    ]);
    await write(`${folderOf('two')}/only.txt`, 'a\nb');
    const only = await diff({ path: 'only.txt' });
    expect([only.before, only.hunks[0]?.lines.map(({ kind }) => kind)]).toEqual([
      null,
      ['added', 'added'],
    ]);
  });

  it('are not compared line by line where they are no texts, or where nobody logged them', async () => {
    await write(`${folderOf('one')}/blob`, 'a\u0000b');
    await write(`${folderOf('two')}/blob`, 'text');
    expect(await diff({ path: 'blob' })).toMatchObject({ state: 'binary', hunks: [] });
    await write(`${folderOf('one')}/from here`, 'x');
    await write(`${folderOf('two')}/to here`, 'y');
    expect(await diff({ path: 'to here', from: 'from here' })).toMatchObject({ state: 'text' });
    await expect(diff({ path: 'nothing' })).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_NOT_FOUND',
      message: 'One of the runs must have logged the file "nothing" here, got neither one nor two.',
      details: { path: 'nothing', ids: ['one', 'two'] },
    });
    await expect(diff({ path: '../one/blob' })).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_INVALID',
    });
  });

  it('go with a run that is purged, which tells them, but for bytes that others need', async () => {
    await begin('gone');
    await begin('stays');
    await write(`${folderOf('gone')}/own`, '12345');
    await write(`${folderOf('gone')}/deep/shared`, 'shared');
    await write(`${folderOf('stays')}/shared`, 'shared');
    await expect(purge('gone')).rejects.toMatchObject({
      code: 'RUN_STATE',
      message: 'Run "gone" must be deleted, it is active.',
      details: { id: 'gone', wanted: 'deleted', lifecycle: 'active' },
    });
    expect((await files({ id: 'gone' })).items).toHaveLength(2);
    await store.tracking.runs.setLifecycle('gone', 'deleted');
    expect(await purge('gone')).toEqual({
      ...{ id: 'gone', name: 'gone', nFiles: 2, sizeBytes: 11, freedBytes: 5, leftAt: null },
      files: [
        { path: 'deep/shared', ...content('shared') },
        { path: 'own', ...content('12345') },
      ],
    });
    for (const again of [purge('gone'), files({ id: 'gone' })])
      await expect(again).rejects.toMatchObject({
        code: 'RUN_NOT_FOUND',
        details: { id: 'gone' },
      });
    const kept = await trees.get(`${folderOf('stays')}/shared`);
    expect((await (await trees.read(kept)).toArray()).join('')).toBe('shared');
  });

  it('stay as long as a version of a model was made of the run, or of its files', async () => {
    const name = asId<ModelName>('churn');
    const reason = { by: 'person', who: null } as const;
    await store.registry.createModel({ name }, reason);
    for (const [id, source, runId] of [
      ['made-it', 'models:/m-1', 'made-it'],
      ['has-files', `mlflow-artifacts:/${folderOf('has-files')}/model`, undefined],
    ] as const) {
      await begin(id);
      await write(`${folderOf(id)}/model/weights`, id);
      const { version } = await store.registry.createVersion({ name, source, runId }, reason);
      await store.tracking.runs.setLifecycle(id, 'deleted');
      await expect(purge(id)).rejects.toMatchObject({
        code: 'RUN_IN_USE',
        message: `Run "${id}" must have made no version of a model, got churn/${version}.`,
        details: { id, versions: [`churn/${version}`] },
      });
      await trees.get(`${folderOf(id)}/model/weights`);
      await store.registry.deleteVersion({ name, version }, reason);
      expect(await purge(id)).toMatchObject({ nFiles: 1, freedBytes: id.length });
    }
  });

  it('that are elsewhere are neither shown nor touched', async () => {
    const uri = 's3://team/r/artifacts';
    await begin('elsewhere', uri);
    const elsewhere = {
      code: 'ARTIFACTS_ELSEWHERE',
      message: `The files of run "elsewhere" must be kept by this server, got "${uri}".`,
      details: { id: 'elsewhere', artifactUri: uri },
    };
    await expect(files({ id: 'elsewhere' })).rejects.toMatchObject(elsewhere);
    await expect(compare({ id: 'elsewhere', against: 'first' })).rejects.toMatchObject(elsewhere);
    await begin('together', `mlflow-artifacts:/${experimentId}/all`);
    await write(`${experimentId}/all/of several`, 'x');
    for (const id of ['elsewhere', 'together']) {
      const { artifactUri } = (await store.tracking.runs.find(id)) ?? {};
      await store.tracking.runs.setLifecycle(id, 'deleted');
      expect(await purge(id)).toMatchObject({ nFiles: 0, freedBytes: 0, leftAt: artifactUri });
    }
    expect((await trees.get(`${experimentId}/all/of several`)).sizeBytes).toBe(1);
  });
});
