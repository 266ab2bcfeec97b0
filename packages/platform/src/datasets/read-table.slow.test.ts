import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Column,
  cell,
  columnNames,
  getColumn,
  isoDate,
  makeTable,
  type Table,
} from '@kaizenml/ml/table';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from './csv/write-csv.ts';
import { hashTable, writeAnswers } from './index.ts';
import { type ReadTable, readTable } from './read-table.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Uint8Array, name = 'x.csv'): Promise<ReadTable> {
  const path = join(folder, name);
  await writeFile(path, content);
  return await readTable(path, { tempPath: folder });
}

function rows({ table }: { readonly table: Table }, n = table.nRows): (number | string | null)[][] {
  return Array.from({ length: n }, (_, i) => table.columns.map((one) => cell(one, i)));
}

const codes = ({ findings }: ReadTable) => findings.map(({ code }) => code);
const kinds = ({ table }: ReadTable) => table.columns.map(({ kind }) => kind);

const PLAIN = 'name,size\nBärn,1.5\n"Chur, GR",2\n';
const PLAIN_ROWS = [
  ['Bärn', 1.5],
  ['Chur, GR', 2],
];

describe('readTable on delimited text', () => {
  it.each([
    ['commas', PLAIN],
    ['semicolons', PLAIN.replaceAll(/,(?! GR)/g, ';')],
    ['tabs', PLAIN.replaceAll(/,(?! GR)/g, '\t')],
    ['pipes', PLAIN.replaceAll(/,(?! GR)/g, '|')],
    ['a byte order mark', `\ufeff${PLAIN}`],
    ['CR LF', PLAIN.replaceAll('\n', '\r\n')],
    ['CR alone', PLAIN.replaceAll('\n', '\r')],
    ['mixed line breaks', PLAIN.replace('\n', '\r\n')],
    ['no line break at the end', PLAIN.trimEnd()],
    ['empty lines at the end', `${PLAIN}\n\n\n`],
    ['empty lines between', PLAIN.replaceAll('\n', '\n\n')],
    ['lines of blanks at the end', `${PLAIN}   \n`],
    ['its delimiter in the first line', `sep=;\n${PLAIN.replaceAll(/,(?! GR)/g, ';')}`],
    [
      'its delimiter in the first line, CR LF and a mark',
      `\ufeffsep=|\r\n${PLAIN.replaceAll(/,(?! GR)/g, '|').replaceAll('\n', '\r\n')}`,
    ],
    ['blanks after delimiters', PLAIN.replaceAll(/,(?! GR)/g, ', ')],
    ['blanks around quotes', PLAIN.replace('"Chur, GR"', ' "Chur, GR" ')],
  ])('reads the same table from a file with %s', async (_case, text) => {
    const found = await read(text);
    expect(columnNames(found.table)).toEqual(['name', 'size']);
    expect(rows(found)).toEqual(PLAIN_ROWS);
    expect(found).toMatchObject({ format: 'csv', source: 'x.csv', findings: [] });
  });

  it.each([
    ['UTF-16 little endian', Buffer.from(`\ufeff${PLAIN}`, 'utf16le'), 'utf-16le', 'UTF-16LE'],
    [
      'UTF-16 big endian',
      Buffer.from(`\ufeff${PLAIN}`, 'utf16le').swap16(),
      'utf-16be',
      'UTF-16BE',
    ],
    ['Latin-1', Buffer.from(PLAIN, 'latin1'), 'windows-1252', 'Latin-1 (windows-1252)'],
  ])('converts %s and says so', async (_case, bytes, encoding, named) => {
    const found = await read(bytes);
    expect(rows(found)).toEqual(PLAIN_ROWS);
    expect(found.findings).toEqual([
      {
        code: 'ENCODING_CONVERTED',
        severity: 'info',
        message: `File "x.csv" is not UTF-8; it was read as ${named}.`,
        hint: 'If letters look wrong, save the file as UTF-8 and read it again.',
        details: { file: 'x.csv', encoding },
      },
    ]);
  });

  it('finds bytes that are not UTF-8 beyond the start of the file', async () => {
    const long = `name,size\n${'x,1\n'.repeat(400_000)}`;
    const found = await read(
      Buffer.concat([Buffer.from(long), Buffer.from('B\xe4rn,2\n', 'latin1')]),
    );
    expect(found.table.nRows).toBe(400_001);
    expect(cell(found.table.columns[0] as Column, 400_000)).toBe('Bärn');
    expect(codes(found)).toEqual(['ENCODING_CONVERTED']);
  });

  it('does not break a character of several bytes between two pieces', async () => {
    for (const shift of [0, 1, 2, 3]) {
      const found = await read(`n,size\n${'x'.repeat(shift)},1\n${'😀,1\n'.repeat(200_000)}`);
      expect(codes(found)).toEqual([]);
      expect(cell(found.table.columns[0] as Column, 200_000)).toBe('😀');
    }
  });

  it('keeps line breaks inside quotes as they are', async () => {
    const found = await read('note,n\n"a\r\nb",1\n"c\n\nd",2\n');
    expect(rows(found)).toEqual([
      ['a\r\nb', 1],
      ['c\n\nd', 2],
    ]);
  });

  it('keeps a carriage return within a name', async () => {
    for (const end of ['\n', '\r\n']) {
      const given = await read(['"a\rb",c', '1,2', '3,4', ''].join(end));
      expect(columnNames(given.table)).toEqual(['a\rb', 'c']);
      expect(rows(given)).toEqual([
        [1, 2],
        [3, 4],
      ]);
    }
  });

  it('tells the lines of a file whose first line declares the delimiter', async () => {
    await expect(read('sep=;\na;b\n1;2\n3\n4;5\n')).rejects.toMatchObject({
      code: 'ROW_RAGGED',
      details: { line: 4, expected: 2, received: 1 },
    });
  });

  it('points to the linter where lines stand above or below the table', async () => {
    const table = 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n7,8,9\n';
    for (const text of [`Report of May\nall shops\n${table}`, `${table}Total 45\n`])
      await expect(read(text)).rejects.toMatchObject({
        code: 'ROW_RAGGED',
        hint: expect.stringContaining('kaizen datasets lint FILE --fix'),
      });
    await expect(read(table.replace('1,2,3', '1,2,3,4'))).rejects.toMatchObject({
      hint: expect.not.stringContaining('lint'),
    });
  });

  it('keeps names in any script', async () => {
    const found = await read('Größe (cm),名前,a b\n1,x,2\n3,y,4\n');
    expect(columnNames(found.table)).toEqual(['Größe (cm)', '名前', 'a b']);
  });

  it('keeps two names that differ in case only', async () => {
    expect(columnNames((await read('a,A\n1,x\n2,y\n')).table)).toEqual(['a', 'A']);
  });

  it('reads quotes in tab-separated text as characters when they do not pair', async () => {
    const found = await read('label\ttext\nham\t"Go now\nspam\t"Buy" this\n', 'x.tsv');
    expect(rows(found)).toEqual([
      ['ham', '"Go now'],
      ['spam', '"Buy" this'],
    ]);
  });

  it('reads a file whose name is a pattern', async () => {
    expect((await read(PLAIN, 'a[1]*?.csv')).table.nRows).toBe(2);
  });

  it('reads one row', async () => {
    expect(rows(await read('a,b\n1,x\n'))).toEqual([[1, 'x']]);
  });

  it('reads a cell of three megabytes', async () => {
    const found = await read(`a,b\n1,${'x'.repeat(3_000_000)}\n`);
    expect(String(cell(getColumn(found.table, 'b'), 0)).length).toBe(3_000_000);
  });

  it('reads a header that is longer than the start it looks at', async () => {
    const names = Array.from({ length: 2600 }, (_, j) => `a rather long name ${j}`);
    const row = names.map((_, j) => j % 7);
    const found = await read(
      `${names.join('\t')}\n${row.join('\t')}\n${row.join('\t')}\n`,
      'x.tsv',
    );
    expect(columnNames(found.table)).toEqual(names);
    expect(found.table.nRows).toBe(2);
    expect(cell(found.table.columns[2599] as Column, 1)).toBe(2599 % 7);
  });

  it('infers kinds and says which texts it read as missing', async () => {
    const found = await read(
      'age,day,member,job,zip\n41,2024-01-31,yes,?,01234\nNA,2024-02-29,no,nurse,04567\n35,,yes,nurse,01234\n',
    );
    expect(kinds(found)).toEqual(['number', 'date', 'boolean', 'category', 'category']);
    expect(rows(found)).toEqual([
      [41, '2024-01-31', 'yes', null, '01234'],
      [null, '2024-02-29', 'no', 'nurse', '04567'],
      [35, null, 'yes', 'nurse', '01234'],
    ]);
    expect(found.findings).toMatchObject([
      {
        code: 'MISSING_MARKERS',
        severity: 'info',
        message: 'Columns "age" and "job" hold "NA" and "?", which are read as missing in 2 cells.',
        details: { columns: ['age', 'job'], markers: ['NA', '?'], count: 2 },
      },
    ]);
  });

  it('keeps the digits of keys that are too long for a number', async () => {
    const found = await read('key,n\n9007199254740993,1\n9007199254740994,2\n');
    expect(rows(found)[0]).toEqual(['9007199254740993', 1]);
  });

  it('reads long digits that a number keeps as numbers', async () => {
    expect(rows(await read('x,n\n100000000000000000000,1\n-123456789012345680000,2\n'))).toEqual([
      [1e20, 1],
      [-123456789012345680000, 2],
    ]);
  });

  it('does not take what only a programming language calls a number for one', async () => {
    const found = await read('a,b,c,d\n1_000,inf,0x1F,1e400\n2,3,4,5\n');
    expect(kinds(found)).toEqual(['category', 'category', 'category', 'category']);
  });

  it('decides the same on few rows and on many', async () => {
    const row = (i: number) =>
      `${i / 8},${i % 3 === 0 ? 'NA' : i},${1000 + i},00${i % 7},${i % 2 ? 'Yes' : 'No'},v${i % 5},2024-01-0${1 + (i % 9)},text ${i} of several words here`;
    const text = (n: number) =>
      `x,y,row_id,code,b,g,d,t\n${Array.from({ length: n }, (_, i) => row(i)).join('\n')}\n`;
    const few = await read(text(2000));
    for (const n of [3000, 30_000]) {
      const many = await read(text(n));
      expect(kinds(many)).toEqual(kinds(few));
      expect(rows(many, 2000)).toEqual(rows(few));
      expect(codes(many)).toEqual(codes(few));
    }
  });

  it('reads back every table of text, numbers and missing values', async () => {
    const text = fc
      .string({
        unit: fc.constantFrom('a', 'b', ',', ';', '"', '\n', '\r\n', '\t', 'é', '名', ' '),
      })
      .map((raw) => `t${raw}t`);
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -99, max: 99 }),
    );
    const table = fc
      .record({ width: fc.integer({ min: 1, max: 4 }), isText: fc.infiniteStream(fc.boolean()) })
      .chain(({ width, isText }) => {
        const kindsOf = Array.from({ length: width }, () => isText.next().value === true);
        const one = kindsOf.map((isOne) =>
          fc.option<string | number>(isOne ? text : number, { freq: 8 }),
        );
        return fc.array(fc.tuple(...one), { minLength: 1, maxLength: 12 });
      });
    await fc.assert(
      fc.asyncProperty(table, async (content) => {
        const width = content[0]?.length ?? 0;
        const names = Array.from({ length: width }, (_, j) => `name ${j}`);
        const found = await read([names, ...content].map(csvLine).join(''));
        expect(columnNames(found.table)).toEqual(names);
        expect(rows(found)).toEqual(content);
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});

describe('readTable with kinds that are known', () => {
  const known = new Map([['k', 'category']] as const);

  it.each([5, 3000, 25_000])(
    'keeps the text of %d values that look like numbers, and no marker',
    async (n) => {
      const texts = Array.from({ length: n }, (_, i) => ['1.0', '1e3', 'NA', '', '007'][i % 5]);
      const path = join(folder, 'known.csv');
      await writeFile(path, `k,size\n${texts.map((text) => `${text},1.5`).join('\n')}\n`);
      const found = await readTable(path, { tempPath: folder, kinds: known });
      expect(kinds(found)).toEqual(['category', 'number']);
      expect(rows(found).map(([k]) => k)).toEqual(
        texts.map((text) => (text === 'NA' || text === '' ? null : text)),
      );
      expect(found.findings).toMatchObject([
        { code: 'MISSING_MARKERS', details: { columns: ['k'], markers: ['NA'], count: n / 5 } },
      ]);
    },
  );

  it('leaves the typed columns of a Parquet file as they are', async () => {
    const path = join(folder, 'known.parquet');
    const column = (name: string, kind: 'number' | 'category') =>
      kind === 'number'
        ? { name, kind, values: Float64Array.of(1, 2.5) }
        : { name, kind, codes: Int32Array.of(0, 1), levels: ['1.0', '2'] };
    await writeAnswers(path, makeTable([column('k', 'category'), column('n', 'number')]));
    const found = await readTable(path, {
      tempPath: folder,
      kinds: new Map([...known, ['n', 'category']] as const),
    });
    expect(kinds(found)).toEqual(['category', 'number']);
    expect(rows(found)).toEqual([
      ['1.0', 1],
      ['2', 2.5],
    ]);
  });
});

describe('readTable on JSON', () => {
  const lines = '{"a":1,"b":"x"}\n{"a":2.5,"c":true}\n\n{"b":null,"c":false}\n';

  it('reads lines, with a column per key in order of first appearance', async () => {
    const found = await read(lines, 'x.jsonl');
    expect(found.format).toBe('jsonl');
    expect(columnNames(found.table)).toEqual(['a', 'b', 'c']);
    expect(rows(found)).toEqual([
      [1, 'x', null],
      [2.5, null, 'true'],
      [null, null, 'false'],
    ]);
    expect(kinds(found)).toEqual(['number', 'category', 'boolean']);
  });

  it('reads an array of objects', async () => {
    const array = `[${lines.trim().replaceAll(/\n+/g, ',\n')}]`;
    expect(hashTable((await read(array, 'x.json')).table)).toBe(
      hashTable((await read(lines, 'x.jsonl')).table),
    );
  });

  it('knows JSON lines without their ending', async () => {
    expect((await read(lines, 'export')).format).toBe('jsonl');
  });

  it('reads nested values as JSON text, and says so', async () => {
    const found = await read('{"a":{"x":1}}\n{"a":[1,2]}\n', 'x.jsonl');
    expect(rows(found)).toEqual([['{"x":1}'], ['[1,2]']]);
    expect(found.findings).toMatchObject([{ code: 'COLUMN_NESTED', column: 'a' }]);
  });

  it('keeps every digit of long whole numbers', async () => {
    expect(rows(await read('{"k":9007199254740993}\n{"k":12}\n', 'x.jsonl'))).toEqual([
      ['9007199254740993'],
      ['12'],
    ]);
  });
});

describe('readTable on ARFF', () => {
  const arff = `% a comment
@RELATION weather

@attribute outlook {sunny, 'very rainy', overcast}
@attribute "temp in C" NUMERIC
@attribute windy {TRUE, FALSE}
@attribute day date "yyyy-MM-dd"
@attribute note string
@data
sunny, 21.5, FALSE, 2024-01-31, 'dry, mostly'
'very rainy',?,TRUE,2024-02-29,?
% another
overcast,-1e1,TRUE,?,'it\\'s cold'
`;

  it('reads declared kinds, quotes, comments and missing values', async () => {
    const found = await read(arff, 'x.arff');
    expect(found.format).toBe('arff');
    expect(columnNames(found.table)).toEqual(['outlook', 'temp in C', 'windy', 'day', 'note']);
    expect(kinds(found)).toEqual(['category', 'number', 'boolean', 'date', 'category']);
    expect(rows(found)).toEqual([
      ['sunny', 21.5, 'FALSE', '2024-01-31', 'dry, mostly'],
      ['very rainy', null, 'TRUE', '2024-02-29', null],
      ['overcast', -10, 'TRUE', null, "it's cold"],
    ]);
  });

  it('knows ARFF without its ending', async () => {
    expect((await read(arff, 'weather')).format).toBe('arff');
  });

  it('reads sparse rows: what is not named is 0 or the first value', async () => {
    const found = await read(
      '@relation r\n@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n@data\n{1 y, 2 3}\n{0 5}\n{}\n',
      'x.arff',
    );
    expect(rows(found)).toEqual([
      [0, 'y', 3],
      [5, 'x', 0],
      [0, 'x', 0],
    ]);
  });
});

describe('readTable', () => {
  it('leaves no temp file behind, whatever it did', async () => {
    await read(Buffer.from('n,b\n"x" ,\xe4\r\ny,1\n', 'latin1'));
    const left = (await readdir(folder)).filter((name) => name.endsWith('-read'));
    expect(left).toEqual([]);
  });

  it('ends early when it is told to', async () => {
    const path = join(folder, 'big.csv');
    await writeFile(path, `a,b\n${'1,2\n'.repeat(100_000)}`);
    const reason = new Error('enough');
    await expect(readTable(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('reads dates with a time in any offset as UTC', async () => {
    const found = await read('t,n\n2024-05-31T10:00:00+02:00,1\n2024-05-31 08:00:01.5,2\n');
    const { values } = getColumn(found.table, 't') as { values: Float64Array } & Column;
    expect([...values].map(isoDate)).toEqual([
      '2024-05-31T08:00:00.000Z',
      '2024-05-31T08:00:01.500Z',
    ]);
  });
});
