import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { addDataset } from '../add.ts';
import { getVersion } from '../get-version.ts';
import { scanStatistics } from './scan-statistics.ts';
import { type StatisticsDeps, versionStatistics } from './version-statistics.ts';

let temp: TempHome;
let store: Store;
let deps: StatisticsDeps;
let tempPath = '';

beforeAll(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  tempPath = join(temp.folder, 'work');
  await mkdir(tempPath);
});

afterAll(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

async function added(name: string, rows: string) {
  const path = join(temp.folder, `${name}.csv`);
  await writeFile(path, rows);
  await addDataset({ ...deps, home: temp.home.path })({ path, name });
  return { path, record: await getVersion(store.datasets, name) };
}

it('keeps what a scan of the file says', async () => {
  const { path, record } = await added('ducks', 'name,weight\nmallard,1.1\neider,?\nmallard,1.2\n');
  const found = await versionStatistics(deps, record, { tempPath });
  expect(found).toEqual((await scanStatistics({ path }, { tempPath })).statistics);
  const tell = () => expect.unreachable('it looks at the rows again');
  expect(await versionStatistics(deps, record, { tempPath, tell })).toEqual(found);
});

it('finds what was kept with associations, and gives them to who asked for them', async () => {
  const { record } = await added('geese', 'name,weight,age\nbean,1.1,3\nbrent,?,4\nbean,1.2,5\n');
  const asked = { tempPath, withAssociations: true };
  const full = await versionStatistics(deps, record, asked);
  expect(full.associations).not.toEqual([]);
  const seen: string[] = [];
  const tell = (column: string) => void seen.push(column);
  const plain = await versionStatistics(deps, record, { tempPath, tell });
  expect(seen).toEqual([]);
  const { associations: _, nAssociatedRows: __, ...wanted } = full;
  expect(plain).toEqual(wanted);
  expect(plain).not.toHaveProperty('associations');
  expect(await versionStatistics(deps, record, { ...asked, tell })).toEqual(full);
  expect(seen).toEqual([]);
  await versionStatistics(deps, record, { ...asked, target: 'age', tell });
  expect(seen).toEqual(['name', 'weight', 'age']);
});
