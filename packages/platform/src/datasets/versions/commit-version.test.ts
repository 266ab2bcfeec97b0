import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openSqliteStore } from '../../storage/index.ts';
import { aDataset } from '../../testing/store-checks/examples.ts';
import { tempHome } from '../../testing/temp-home.ts';
import { commitVersion } from './commit-version.ts';
import { lineCuts } from './line-cuts.ts';
import { storeRaw } from './store-raw.ts';

describe('writing a version down', () => {
  it('stores again what was swept meanwhile, and gives up when it is swept each time', async () => {
    await using temp = await tempHome();
    const store = await openSqliteStore(temp.home.databasePath);
    const artifacts = openFileArtifacts(temp.home);
    const deps = { store, artifacts, home: temp.home.path };
    const path = join(temp.folder, 'a.csv');
    await writeFile(path, 'a,b\n1,2\n');
    const keep = () => storeRaw(artifacts.chunks, path, { cuts: lineCuts(path) });
    const { raw, manifest } = await keep();
    const chunks = join(temp.home.path, 'chunks');
    const version = { ...aDataset(1), raw };
    for (const name of [raw.manifest, manifest.chunks[0]?.hash ?? '']) {
      await rm(join(chunks, name));
      let nTimes = 0;
      const again = () => {
        nTimes++;
        return keep();
      };
      await commitVersion(deps, { ...version, name: `set-${name.slice(0, 8)}` }, again);
      expect(nTimes).toBe(1);
      expect((await readdir(chunks)).length).toBe(2);
    }
    await rm(join(chunks, raw.manifest));
    const never = commitVersion(deps, { ...version, name: 'other' }, async () => undefined);
    expect(await rejectionOf(never)).toMatchObject({ code: 'ARTIFACT_NOT_FOUND' });
    expect(await store.datasets.find('other')).toBeUndefined();
    await store.close();
  });
});
