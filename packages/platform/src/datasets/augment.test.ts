import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CodedColumn, cell, getColumn } from '@kaizenml/ml/table';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type App, openApp } from '../app.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { getVersion, loadVersion } from './index.ts';

let temp: TempHome;
let app: App;

beforeAll(async () => {
  temp = await tempHome();
  app = await openApp({ home: temp.home.path });
  const path = join(temp.folder, 'ducks.csv');
  const rows = Array.from({ length: 200 }, (_, i) => {
    const kind = i % 50 === 49 ? '' : i % 8 === 0 ? 'teal' : 'mallard';
    return `d-${i}x${i % 7},${(i * 37) % 101},${['reed', 'lake', 'moor'][i % 3]},${kind}\n`;
  });
  await writeFile(path, `ring,size,home,kind\n${rows.join('')}`);
  await app.handlers.datasets.add({ path });
});

afterAll(async () => {
  await app.close();
  await temp[Symbol.asyncDispose]();
});

const augment = (input: object) =>
  app.handlers.datasets.augment({
    ...{ name: 'ducks', target: 'kind', method: 'smote', seed: 1, ...input },
  } as Parameters<App['handlers']['datasets']['augment']>[0]);

it('makes a version with even classes and marked rows, which its lineage explains', async () => {
  const made = await augment({ mark: 'made' });
  expect(made).toMatchObject({
    ...{ name: 'ducks-augmented', version: 1, from: 'ducks@1', algorithm: 'SMOTE-NC', isNew: true },
    ...{ nRows: 346, nKept: 200, nMade: 146, nUnknown: 4, leftOut: ['ring'] },
    classes: [
      { class: 'mallard', nBefore: 171, nAfter: 171, isCapped: false },
      { class: 'teal', nBefore: 25, nAfter: 171, isCapped: false },
    ],
    findings: [{ code: 'ROWS_AUGMENTED', severity: 'warning' }],
  });
  const table = await loadVersion(app, await getVersion(app.store.datasets, 'ducks-augmented'));
  expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['size', 'number'],
    ['home', 'category'],
    ['kind', 'category'],
    ['made', 'boolean'],
  ]);
  const mark = getColumn(table, 'made') as CodedColumn;
  const marked = Array.from(mark.codes, (_, i) => cell(mark, i));
  expect(marked).toEqual(Array.from({ length: 346 }, (_, i) => String(i >= 200)));
  const { lineage } = await app.handlers.datasets.show({ name: 'ducks-augmented' });
  expect(lineage.origins).toMatchObject([
    {
      derivation: {
        command: 'datasets.augment',
        parameters: {
          ...{ name: 'ducks@1', target: 'kind', method: 'smote' },
          ...{ neighbors: 5, mark: 'made', seed: 1 },
        },
      },
    },
    { title: 'ducks@1' },
  ]);
});

it('says of fewer rows that shares have changed, and keeps every column', async () => {
  const made = await augment({ method: 'undersample', ratio: 0.5, to: 'few' });
  expect(made).toMatchObject({
    ...{ nRows: 79, nKept: 79, nMade: 0, leftOut: [], nColumns: 4, algorithm: 'fewer rows' },
    findings: [{ message: expect.stringContaining('other shares of the classes than "ducks@1"') }],
  });
});

it.each([
  [
    { method: 'oversample', neighbors: 3 },
    '`--neighbors` must come with `--method smote`, got `--method oversample`.',
  ],
  [{ noise: 0.1 }, '`--noise` must come with `--method noise`, got `--method smote`.'],
  [
    { method: 'undersample', mark: 'made' },
    '`--mark` must come with a method that makes rows, got `--method undersample`.',
  ],
] as const)('refuses an option that the method does not know', async (input, message) => {
  expect(await rejectionOf(augment(input))).toMatchObject({ code: 'ARGUMENT_INVALID', message });
});

it('refuses what cannot be evened out', async () => {
  expect(await rejectionOf(augment({ target: 'kint' }))).toMatchObject({ code: 'COLUMN_UNKNOWN' });
  expect(await rejectionOf(augment({ neighbors: 25 }))).toMatchObject({ code: 'TABLE_TOO_SMALL' });
  expect(await rejectionOf(augment({ mark: 'home' }))).toMatchObject({ code: 'COLUMN_DUPLICATE' });
});
