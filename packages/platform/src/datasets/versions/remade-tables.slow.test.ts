import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openSqliteStore } from '../../storage/index.ts';
import { tempHome } from '../../testing/index.ts';
import { diffDataset, keepVersion, removeDataset } from '../index.ts';
import { remadeTable } from './remade-tables.ts';

it('keeps the table that was made again for an older version, until the version is removed', async () => {
  await using temp = await tempHome();
  await using store = Object.assign(await openSqliteStore(temp.home.databasePath), {
    [Symbol.asyncDispose]: () => store.close(),
  });
  const deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  const path = join(temp.folder, 'ducks.csv');
  for (const size of [1, 2]) {
    // A record of two lines, so that tables are compared and not lines.
    await writeFile(path, `id,size\n"d\n1",${size}\nd2,5\n`);
    await keepVersion(deps, { path });
  }
  const diff = () => diffDataset(deps)({ name: 'ducks@1', against: 'ducks@2', limit: 1 });
  const folder = join(temp.home.path, 'remade');
  const first = await diff();
  expect(first.rows.nChanged).toBe(1);
  const [name = '', ...rest] = await readdir(folder);
  expect(rest).toEqual([]);
  const bytes = await readFile(join(folder, name));
  expect(await diff()).toEqual(first);
  await writeFile(join(folder, name), bytes.subarray(1));
  expect(await diff()).toEqual(first);
  expect(await readFile(join(folder, name))).toEqual(bytes);
  await removeDataset(deps)({ name: 'ducks@1', force: true });
  expect(await readdir(folder)).toEqual([]);
});

it('keeps a few tables only', async () => {
  await using temp = await tempHome();
  const copy = join(temp.folder, 'copy');
  const ask = (hash: string) =>
    remadeTable(temp.home.path, {
      record: { hash: hash as never },
      copy,
      make: () => writeFile(copy, hash),
    });
  for (let i = 0; i < 11; i++) await ask(`hash${i}`);
  const names = await readdir(join(temp.home.path, 'remade'));
  expect(names).toHaveLength(8);
  expect(names.some((name) => name.startsWith('hash10-'))).toBe(true);
});
