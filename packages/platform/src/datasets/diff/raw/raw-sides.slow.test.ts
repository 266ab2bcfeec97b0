import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../../artifacts/index.ts';
import { openSqliteStore, type Store } from '../../../storage/index.ts';
import { type TempHome, tempHome } from '../../../testing/index.ts';
import { diffDataset } from '../../diff.ts';
import { type DatasetDeps, keepVersion } from '../../ensure-version.ts';
import { getVersion } from '../../get-version.ts';
import { openRawSides } from './open-raw-sides.ts';

let temp: TempHome;
let store: Store;
let deps: DatasetDeps;
let nDatasets = 0;

beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

/** The answer by bytes, and that of the whole tables: files have no chunks. */
async function bothWays(
  texts: readonly [string, string],
  {
    key,
    isTurned = false,
    largeBytes,
  }: { key?: string; isTurned?: boolean; largeBytes?: number } = {},
) {
  const name = `t${nDatasets++}`;
  const paths: string[] = [];
  for (const [k, text] of texts.entries()) {
    const path = join(temp.folder, `${name}-${k}.csv`);
    await writeFile(path, text);
    const kept = await keepVersion(deps, {
      path,
      name: `${name}-${k}`,
      ...(largeBytes !== undefined && { largeBytes }),
    });
    if (k === 1 && isTurned && largeBytes === undefined)
      await rm(join(temp.home.artifactsPath, kept.record.artifact), { force: true });
    paths.push(path);
  }
  const versions = [`${name}-0`, `${name}-1`];
  const ask = async ([one = '', other = '']: readonly string[]) => {
    const answer = await diffDataset(deps)(
      { name: one, against: other, limit: 1000, ...(key && { key }) },
      { inputs: {} } as never,
    );
    const { rows } = answer;
    const isOrdered = rows.key.length > 0;
    const sample = isOrdered ? rows.sample : rows.sample.map((row) => JSON.stringify(row)).sort();
    return { ...answer, before: null, after: null, rows: { ...rows, sample } };
  };
  const [before, after] = [
    await getVersion(store.datasets, versions[0] ?? ''),
    await getVersion(store.datasets, versions[1] ?? ''),
  ];
  const tempPath = await mkdtemp(join(temp.folder, 'sides-'));
  const raw = await openRawSides(deps, { before, after }, { tempPath });
  return { isByBytes: raw !== undefined, byBytes: await ask(versions), byTables: await ask(paths) };
}

const text = fc.constantFrom('x', 'y y', 'NA', '', 'é', '"q,1"', '"a ""b"""', ' z ', '?');
const number = fc.constantFrom('1', '1.50', '1.5', '-0.25', 'nan', '', '2e3');
const date = fc.constantFrom('2024-01-02', '2024-03-04', '', '2023-12-31');
const rowOf = (id: fc.Arbitrary<number>) =>
  fc.tuple(
    id.map((i) => `k${i}`),
    text,
    number,
    date,
  );
const csv = (rows: readonly (readonly string[])[]) =>
  `id,word,amount,day\nfirst,w,0.5,2020-01-01\nsecond,v,0.25,2020-01-02\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;

describe('a difference that is found by bytes', () => {
  it.each([
    ['with a key', 30, undefined],
    ['without one', 3, undefined],
    ['of large files', 30, 1],
  ])('is that of the whole tables, %s', async (_, nIds, largeBytes) => {
    let nByBytes = 0;
    const ids = fc.nat(nIds);
    const table = fc.uniqueArray(rowOf(ids), {
      minLength: 1,
      maxLength: 14,
      ...(nIds > 3 && { selector: ([id]) => id }),
    });
    const change = fc.array(
      fc.tuple(fc.nat(14), rowOf(ids), fc.constantFrom('set', 'add', 'cut')),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(
        table,
        change,
        fc.boolean(),
        fc.nat(14),
        async (olds, changes, isTurned, moved) => {
          const news = changes.reduce<readonly (readonly string[])[]>(
            (rows, [at, row, how]) =>
              rows.toSpliced(at, how === 'add' ? 0 : 1, ...(how === 'cut' ? [] : [row])),
            [...olds.slice(moved), ...olds.slice(0, moved)],
          );
          const more = { isTurned, ...(largeBytes !== undefined && { largeBytes }) };
          const { isByBytes, byBytes, byTables } = await bothWays([csv(olds), csv(news)], more);
          if (isByBytes) nByBytes++;
          if (largeBytes === undefined) expect(byBytes).toEqual(byTables);
          else {
            const counts = ({
              rows: { keyIs, nAdded, nRemoved, nChanged, nSame },
            }: typeof byBytes) => [keyIs, nAdded, nRemoved, nChanged, nSame];
            expect(counts(byBytes)).toEqual(counts(byTables));
          }
        },
      ),
      { seed: 11, numRuns: 8 },
    );
    expect(nByBytes).toBeGreaterThan(4);
  });

  it('is not tried where lines are not rows, or are read otherwise in the other version', async () => {
    const rows = 'id,when,n\na,01/02/2024,1\nb,31/01/2024,2\n';
    for (const [before, after] of [
      [rows, `${rows}c,"two\nlines",3\n`],
      [rows, `${rows}\nc,01/01/2024,3\n`],
      [rows, rows.replace('31/01/2024', '01/31/2024')],
      [rows, `${rows}c,01/01/2024,many\n`],
      [rows, rows.replaceAll(',', ';')],
      [rows, rows.replace('n\n', 'm\n')],
      [rows, `\ufeff${rows}d,01/01/2024,4\n`],
    ] as const) {
      const { isByBytes, byBytes, byTables } = await bothWays([before, after]);
      expect(isByBytes).toBe(false);
      expect(byBytes).toEqual(byTables);
    }
  });

  it('refuses a key as before', async () => {
    const rows = 'id,n\na,1.5\nb,2.5\n';
    await expect(bothWays([rows, `${rows}b,3.5\n`], { key: 'id' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringContaining('got 2 rows with "b" in the table after'),
    });
  });
});
