import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { type Column, encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import {
  addWindow,
  type ColumnWindow,
  chooseBinning,
  countColumn,
  emptyWindow,
} from '@kaizenml/ml/windows';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable, toCsv, writeParquet } from '../../datasets/index.ts';
import { type TempHome, tempHome } from '../../testing/temp-home.ts';
import { chooseBinnings } from './choose-binnings.ts';
import { countFile } from './count-file.ts';
import { makeReference } from './make-reference.ts';

let home: TempHome;
beforeAll(async () => {
  home = await tempHome();
});
afterAll(() => home[Symbol.asyncDispose]());
const at = (name: string) => join(home.folder, name);
const write = async (name: string, content: string) => {
  await writeFile(at(name), content);
  return at(name);
};
const walk = () => ({ workPath: home.folder });

/** Numbers with gaps, whole numbers, dates, truth values, levels, ids and texts. */
function tableOf(nRows: number, seed: number): Table {
  const random = seededRandom(seed);
  const rows = Array.from({ length: nRows }, (_, i) => i);
  const numbers = (name: string, draw: () => number): Column => ({
    name,
    kind: 'number',
    values: Float64Array.from(rows, draw),
  });
  const texts = (
    name: string,
    kind: 'category' | 'boolean' | 'id' | 'text',
    draw: (i: number) => string | null,
  ) => encodeText(name, kind, rows.map(draw));
  return makeTable([
    numbers('amount', () => (random.next() < 0.1 ? Number.NaN : Math.exp(random.normal()))),
    numbers('pieces', () => random.below(400)),
    {
      name: 'day',
      kind: 'date',
      values: Float64Array.from(rows, () => 86_400_000 * random.below(900)),
    },
    texts('member', 'boolean', () => (random.next() < 0.3 ? 'yes' : 'no')),
    texts('shop', 'category', () =>
      random.next() < 0.05 ? null : `shop ${Math.floor(40 * random.next() ** 3)}`,
    ),
    texts('order', 'id', (i) => `A-${i}`),
    texts('note', 'text', () => 'word '.repeat(3 + random.below(40)).trim()),
  ]);
}

const roundSquares = ({ moments, ...window }: ColumnWindow) => ({
  ...window,
  moments: {
    ...moments,
    mean: moments.mean.toPrecision(12),
    squares: moments.squares.toPrecision(10),
  },
});

describe.each(['csv', 'parquet', 'jsonl'] as const)('a %s file', (format) => {
  const path = () => at(`rows.${format}`);
  beforeAll(async () => {
    const table = tableOf(3000, 1);
    if (format === 'parquet') await writeParquet(path(), table);
    else await write(`rows.csv`, toCsv(table));
    if (format !== 'jsonl') return;
    const [names = '', ...lines] = toCsv(table).trimEnd().split('\n');
    const cells = lines.map((line) => line.split(','));
    const rowOf = (row: readonly string[]) =>
      Object.fromEntries(names.split(',').map((name, j) => [name, row[j] === '' ? null : row[j]]));
    await write('rows.jsonl', cells.map((row) => JSON.stringify(rowOf(row))).join('\n'));
  });

  it('gives the bins and the windows of its table in memory', async () => {
    const { table } = await readTable(path());
    const binnings = await chooseBinnings(path(), walk());
    expect(binnings).toEqual(table.columns.map(chooseBinning));
    const counted = await countFile(path(), { ...walk(), binnings });
    expect(counted).toMatchObject({ nRows: 3000, absent: [], others: [] });
    for (const [i, column] of table.columns.entries()) {
      const inMemory = countColumn(chooseBinning(column), column);
      expect(roundSquares(counted.columns[i]?.window as ColumnWindow)).toEqual(
        roundSquares(inMemory),
      );
    }
  });
});

it('gives windows that add up to that of the whole, whatever the parts', async () => {
  const table = tableOf(900, 2);
  const lines = toCsv(table).trimEnd().split('\n');
  const binnings = table.columns.map(chooseBinning);
  const count = async (name: string, rows: readonly string[]) =>
    (
      await countFile(await write(name, [lines[0], ...rows, ''].join('\n')), {
        ...walk(),
        binnings,
      })
    ).columns;
  const whole = await count('whole.csv', lines.slice(1));
  const parts = [await count('a.csv', lines.slice(1, 100)), await count('b.csv', lines.slice(100))];
  for (const [i, { window }] of whole.entries()) {
    const sum = emptyWindow(binnings[i] as (typeof binnings)[0]);
    for (const part of parts) addWindow(sum, part[i]?.window as ColumnWindow);
    expect(roundSquares(sum)).toEqual(roundSquares(window));
  }
});

it('reads cells by the kinds of the reference, and counts what a kind cannot hold', async () => {
  const reference = await write('known.csv', 'x,level,gone\n1,a,1\n2,b,2\n3,a,3\n');
  const binnings = await chooseBinnings(reference, walk());
  const later = await write('later.csv', 'level,x,extra\n 7 ,1,q\na,two,q\nNA,,q\n');
  const { columns, absent, others } = await countFile(later, { ...walk(), binnings });
  expect(columns.map(({ binning, nUnreadable }) => [binning.name, nUnreadable])).toEqual([
    ['x', 1],
    ['level', 0],
  ]);
  expect(columns[0]?.window).toMatchObject({ nRows: 3, missing: 2 });
  expect([...(columns[1]?.window.newLevels ?? [])]).toEqual([['7', 1]]);
  expect([absent, others]).toEqual([['gone'], ['extra']]);
});

it('chooses bins of a long file by rows from all of it, with its kinds', async () => {
  const rows = Array.from(
    { length: 5000 },
    (_, i) => `${i + 1},${(i * 7919) % 5000},${i < 4900 ? 'usual' : 'late'}`,
  );
  const path = await write('long.csv', ['row,value,level', ...rows, ''].join('\n'));
  const binnings = await chooseBinnings(path, { ...walk(), nSampled: 400 });
  const { table } = await readTable(path);
  expect(binnings.map(({ kind }) => kind)).toEqual(table.columns.map(({ kind }) => kind));
  const value = table.columns[1] as Column;
  const counts = countColumn(binnings[1] as (typeof binnings)[0], value).counts;
  expect(Math.max(...counts)).toBeLessThan(5000 / 20);
});

it('knows every level of a reference, also those that no looked-at row had', async () => {
  const rows = Array.from({ length: 4000 }, (_, i) => (i === 3 ? 'rare' : `l${i % 3}`));
  const path = await write(
    'levels.csv',
    ['level,x', ...rows.map((row, i) => `${row},${i % 7}`), ''].join('\n'),
  );
  const { table } = await readTable(path);
  const reference = await makeReference(path, { ...walk(), nSampled: 50 });
  const column = table.columns[0] as Column;
  const binning = chooseBinning(column);
  expect(reference.columns[0]).toEqual({
    role: 'input',
    binning,
    window: countColumn(binning, column),
  });
});

describe('a file that cannot be counted', () => {
  const count = async (name: string, content: string) => {
    const path = await write(name, content);
    const binnings = [chooseBinning({ name: 'x', kind: 'number', values: Float64Array.of(1, 2) })];
    return await countFile(path, { ...walk(), binnings });
  };

  it('is refused at the first row that is none', async () => {
    const path = at('ragged.csv');
    await expect(count('ragged.csv', 'x,y\n1,2\n1\n3,4\n')).rejects.toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message: 'Row 2 of "ragged.csv" must be readable: The row must have 2 cells, got 1.',
      hint: `See every such line with \`kaizen datasets lint ${path}\`.`,
      details: { file: 'ragged.csv', row: 2, reason: 'The row must have 2 cells, got 1.' },
    });
    await expect(count('broken.jsonl', '{"x":1}\n{"x":\n')).rejects.toThrow(
      'Row 2 of "broken.jsonl" must be readable: The line must be one JSON object, got text that is not JSON.',
    );
  });

  it('is refused where it is missing, empty, or damaged', async () => {
    await expect(countFile(at('none.csv'), { ...walk(), binnings: [] })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    await expect(count('empty.csv', '')).rejects.toMatchObject({ code: 'TABLE_EMPTY' });
    await expect(count('cut.parquet', 'PAR1 and no more')).rejects.toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message: 'File "cut.parquet" must be a whole Parquet file, got a damaged one.',
    });
  });

  it('is left where somebody says stop', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    const path = await write('stop.csv', 'x\n1\n2\n');
    await expect(chooseBinnings(path, { ...walk(), signal })).rejects.toThrow('stopped');
  });
});
