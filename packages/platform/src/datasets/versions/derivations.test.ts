import { rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../app.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { version } from '../../version.ts';

const AT = Date.UTC(2026, 10, 22);
let temp: TempHome;
let app: App;
let path = '';

beforeEach(async () => {
  temp = await tempHome();
  app = await openApp({ home: temp.home.path, clock: { now: () => AT } });
  path = join(temp.folder, 'ducks.csv');
  await writeFile(
    path,
    'name,mail,size\n Ada ,ada@pond.org,1\nB\u200bo,bo@pond.org,2\n\nCy,cy@pond.org,3\n',
  );
});

afterEach(async () => {
  await app.close();
  await temp[Symbol.asyncDispose]();
});

const madeBy = (command: string, parameters: object) => ({
  depth: 0,
  derivation: {
    ...{ command, by: userInfo().username, kit: version, at: new Date(AT).toISOString() },
    parameters: expect.objectContaining(parameters),
  },
});

describe('what came of what', () => {
  it('is told of a repaired file and of a redacted version, from both ends', async () => {
    const { datasets } = app.handlers;
    const { fixed } = await datasets.lint({ path, fix: true, format: 'text', strict: false });
    await datasets.add({ path });
    await datasets.add({ path: `${fixed?.path}`, name: 'mended' });
    const mended = await datasets.show({ name: 'mended' });
    expect(mended.lineage.origins[0]).toMatchObject(madeBy('datasets.lint', { path, fix: true }));
    expect(mended.lineage.origins.map(({ title }) => title)).toContain('ducks@1');
    const out = join(temp.folder, 'clean.csv');
    await datasets.redact({ source: 'mended@1', out });
    await datasets.add({ path: out });
    const { lineage } = await datasets.show({ name: 'ducks' });
    expect(lineage.origins).toEqual([]);
    expect(
      lineage.results.map(({ depth, title, derivation }) => [
        depth,
        derivation?.command ?? title.replace(/^raw:.*/, 'file'),
      ]),
    ).toEqual([
      [0, 'datasets.lint'],
      [1, 'mended@1'],
      [2, 'datasets.redact'],
      [3, 'clean@1'],
    ]);
    await rm(out);
    const refused = datasets.remove({ name: 'mended', force: false });
    await expect(refused).rejects.toMatchObject({ code: 'DATASET_IN_USE' });
  });

  it('leads nowhere where nothing was written', async () => {
    const { datasets } = app.handlers;
    await datasets.add({ path });
    await datasets.lint({ path, fix: false, format: 'text', strict: false });
    await datasets.redact({ source: 'ducks' });
    expect((await datasets.show({ name: 'ducks' })).lineage).toEqual({ origins: [], results: [] });
  });
});
