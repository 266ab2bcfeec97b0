import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import { keepVersion, removeDataset } from '../../packages/platform/src/datasets/index.ts';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';

/**
 * Adds versions of a dataset and removes every third, `count` times or without end, and prints what was acknowledged.
 *
 * The files of two writers with the same seed are the same, so that they share chunks which the other removes.
 */
const [, , path = '', name = '', count = '1e9'] = process.argv;
const home = await openHome(path);
const store = await openSqliteStore(home.databasePath);
const deps = { store, artifacts: openFileArtifacts(home), home: home.path };
const file = join(home.path, `${name}.csv`);
const say = (record: unknown) => process.stdout.write(`${JSON.stringify(record)}\n`);

const rows = (n: number, change: number) =>
  `id,value\n${Array.from({ length: n }, (_, i) => `${i},${i % 97 === change % 97 ? change : i % 7}\n`).join('')}`;

for (let i = 0; i < Number(count); i++) {
  await writeFile(file, rows(3000 + (i % 5), i));
  const { record, isNew } = await keepVersion(deps, { path: file, name, largeBytes: 20_000 });
  say({ kind: 'added', version: record.version, sha256: record.raw?.sha256, isNew });
  if (i % 3 === 2) {
    say({ kind: 'removing', version: record.version });
    await removeDataset(deps)({ name: `${name}@${record.version}`, force: false });
    say({ kind: 'removed', version: record.version });
  }
}
await rm(file);
await store.close();
