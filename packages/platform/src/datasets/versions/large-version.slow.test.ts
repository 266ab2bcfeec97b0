import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import {
  type DatasetDeps,
  ensureDatasetVersion,
  keepVersion,
  loadVersion,
  readTable,
} from '../index.ts';

let temp: TempHome;
let store: Store;
let deps: DatasetDeps;
let path = '';
const largeBytes = 1000;

beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  path = join(temp.folder, 'large.csv');
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

/** About 5 MiB with quotes, line breaks in cells, missing markers, dates, numbers and keys. */
function rows(n: number, odd = -1): string {
  const line = (i: number) => {
    const noise = Math.imul(i + 1, 0x9e3779b1) >>> 0;
    const note =
      i % 50 === 0 ? `"first, ""${noise}""\nsecond"` : `word ${noise % 9} and ${noise % 7}`;
    const day = `2026-${String((noise % 12) + 1).padStart(2, '0')}-11`;
    const amount = i === odd ? 'many' : i % 13 === 0 ? 'NA' : String((noise % 10_000) / 8);
    return `k${i},${amount},${day},${note},${noise % 3 === 0 ? 'yes' : 'no'},${noise}\n`;
  };
  return `key,amount,day,note,flag,code\n${Array.from({ length: n }, (_, i) => line(i)).join('')}`;
}

describe('a large file', () => {
  it.each(['\n', '\r\n'])(
    'may hold carriage returns in its first cells, ended by %j',
    async (end) => {
      const lines = Array.from({ length: 2000 }, (_, i) => `"${i}\ra",${i % 7}.5,"x\r\ny"`);
      await writeFile(path, `${['"k\re","n\r",t', ...lines].join(end)}${end}`);
      const kept = await keepVersion(deps, { path, largeBytes });
      expect(kept.record.layout).toMatchObject({ lineBreak: end === '\n' ? 'lf' : 'crlf' });
      expect(await loadVersion(deps, kept.record)).toEqual((await readTable(path)).table);
    },
  );

  it('is kept without its table, which is then the one of a small file', async () => {
    await writeFile(path, rows(100_000));
    const kept = await keepVersion(deps, { path, largeBytes });
    expect(kept).toMatchObject({
      isNew: true,
      record: { nRows: 100_000, layout: { isSettled: false } },
    });
    expect(kept.table).toBeUndefined();
    const { table } = await readTable(path);
    expect(await loadVersion(deps, kept.record)).toEqual(table);
    const settled = await store.datasets.find('large');
    expect(settled?.layout?.isSettled).toBe(true);
    expect(settled?.columns).toEqual(table.columns.map(({ name, kind }) => ({ name, kind })));
    const pieces = (await readdir(temp.home.artifactsPath)).length;
    expect(await loadVersion(deps, kept.record)).toEqual(table);
    expect((await readdir(temp.home.artifactsPath)).length).toBe(pieces);
    expect(await keepVersion(deps, { path, largeBytes })).toMatchObject({
      isNew: false,
      storedBytes: 0,
    });
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('makes only the pieces anew whose chunk has changed', async () => {
    await writeFile(path, rows(100_000));
    await ensureDatasetVersion(deps, { path, largeBytes });
    const before = (await readdir(temp.home.artifactsPath)).length;
    await writeFile(path, rows(100_001));
    const second = await ensureDatasetVersion(deps, { path, largeBytes });
    expect(second.table.nRows).toBe(100_001);
    expect(second.storedBytes).toBeLessThan(20_000);
    const after = (await readdir(temp.home.artifactsPath)).length;
    expect(after - before).toBe(2);
  });

  it('has the kinds that all of its rows have, not those of the first', async () => {
    await writeFile(path, rows(20_000, 19_990));
    const { record } = await keepVersion(deps, { path, largeBytes });
    expect(record.columns[1]).toEqual({ name: 'amount', kind: 'number' });
    const table = await loadVersion(deps, record);
    expect(table).toEqual((await readTable(path)).table);
    expect((await store.datasets.find('large'))?.columns[1]?.kind).not.toBe('number');
  });

  it('is refused as a small one is, and leaves nothing behind', async () => {
    for (const [text, code] of [
      [`${rows(60_000)}only,two\n`, 'ROW_RAGGED'],
      [`${rows(300)}"open,1,2,3,4,5\n${rows(200)}`, 'FILE_NOT_A_TABLE'],
      [`${rows(300)}"a"b,1,2,3,4,5\n`, 'FILE_NOT_A_TABLE'],
      [`${rows(300)}\0,1,2,3,4,5\n`, 'FILE_NOT_A_TABLE'],
    ] as const) {
      await writeFile(path, text);
      const small = await rejectionOf(readTable(path));
      expect(small).toMatchObject({ code });
      expect(await rejectionOf(keepVersion(deps, { path, largeBytes }))).toEqual(small);
      expect(await readdir(join(temp.home.path, 'chunks'))).toEqual([]);
    }
  });

  it('goes the way of a small one where its shape is rare', async () => {
    await writeFile(path, rows(500).replaceAll('\n', '\r\n').replace('\r\n', '\n'));
    const { record, table } = await keepVersion(deps, { path, largeBytes });
    expect(record.layout).toBeUndefined();
    expect(table?.nRows).toBe(500);
  });
});
