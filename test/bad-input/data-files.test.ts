import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readTable,
  writeAnswers,
  writeParquet,
} from '../../packages/platform/src/datasets/index.ts';
import { mayMount, mountSmallDisk } from '../faults/tmpfs.ts';
import { rejectionOf, type Thrown } from '../thrown-by.ts';

let folder = '';
let tempPath = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-bad-'));
  tempPath = join(folder, 'tmp');
  await mkdir(tempPath);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Refusal of a file with this content; nothing may be left in the folder for temp files. */
async function refusal(
  content: string | Uint8Array,
  { name = 'x.csv', maxRecordBytes }: { name?: string; maxRecordBytes?: number } = {},
): Promise<Thrown> {
  const path = join(folder, name);
  await writeFile(path, content);
  const thrown = await rejectionOf(
    readTable(path, { tempPath, ...(maxRecordBytes ? { maxRecordBytes } : {}) }),
  );
  expect(await readdir(tempPath)).toEqual([]);
  return thrown;
}

const canMount = mayMount();

describe('a file that cannot be opened', () => {
  it('is not there: the closest names of the folder are offered', async () => {
    await writeFile(join(folder, 'churn.csv'), 'a\n1\n');
    const path = join(folder, 'chrun.csv');
    expect(await rejectionOf(readTable(path))).toEqual({
      code: 'FILE_NOT_FOUND',
      message: `File "${path}" must exist, got no file of this name in "${folder}".`,
      hint: 'Did you mean "churn.csv"?',
      details: { path, folder },
    });
  });

  it('lies in a folder that is not there', async () => {
    const path = join(folder, 'absent', 'churn.csv');
    expect(await rejectionOf(readTable(path))).toEqual({
      code: 'FILE_NOT_FOUND',
      message: `File "${path}" must exist, got a path whose folder does not exist.`,
      hint: 'Check the path; it starts at the working folder.',
      details: { path, folder: join(folder, 'absent') },
    });
  });

  it('is a folder', async () => {
    expect(await rejectionOf(readTable(folder))).toEqual({
      code: 'FILE_NOT_READABLE',
      message: `"${folder}" must be a file, got a folder.`,
      hint: 'Name one file inside it.',
      details: { path: folder, reason: 'a folder' },
    });
  });

  it.skipIf(process.platform !== 'linux')('is a device instead of a file', async () => {
    expect(await rejectionOf(readTable('/dev/null'))).toEqual({
      code: 'FILE_NOT_READABLE',
      message: 'File "/dev/null" must be readable, got something that is not a file.',
      hint: 'Copy it to an ordinary file and read that one.',
      details: { path: '/dev/null', reason: 'something that is not a file' },
    });
  });
});

describe('a file without rows', () => {
  it('is empty', async () => {
    expect(await refusal('')).toMatchObject({
      code: 'TABLE_EMPTY',
      message: `File "${join(folder, 'x.csv')}" must hold a header and rows, got 0 bytes.`,
      details: { nRows: 0 },
    });
  });

  it.each([
    ['a header only', 'a,b\n', 'x.csv', 'a header only'],
    ['a header without a line break', 'a,b', 'x.csv', 'a header only'],
    ['a header and blank lines', 'a,b\n\n  \n', 'x.csv', 'a header only'],
    ['blank lines only', '\n\n', 'x.csv', 'blank lines only'],
    ['blank lines only as JSON', '\n\n', 'x.jsonl', 'none'],
    ['an empty array', '[]', 'x.json', 'none'],
    ['objects without keys', '{}\n{}\n', 'x.jsonl', 'empty objects'],
    [
      'an ARFF header only',
      '@relation r\n@attribute a numeric\n@data\n',
      'x.arff',
      'a header only',
    ],
    ['no @data', '@relation r\n@attribute a numeric\n', 'x.arff', 'no @data line'],
  ])('holds %s', async (_case, content, name, received) => {
    expect(await refusal(content, { name })).toEqual({
      code: 'TABLE_EMPTY',
      message: `File "${name}" must hold at least one row, got ${received}.`,
      hint: 'Check that the export that wrote it has finished.',
      details: { file: name, nRows: 0 },
    });
  });

  it('is Parquet with columns only', async () => {
    const path = join(folder, 'none.parquet');
    await writeParquet(path, makeTable([encodeText('a', 'category', [])]));
    expect(await rejectionOf(readTable(path))).toMatchObject({
      code: 'TABLE_EMPTY',
      message: 'File "none.parquet" must hold at least one row, got columns only.',
    });
  });
});

describe('a file with ragged rows', () => {
  it('names the first line, what it expected and what it got, and how many more there are', async () => {
    expect(await refusal('a,b,c\n1,2,3\n"x\ny",2\n1,2,3\n1,2,3,4\n')).toEqual({
      code: 'ROW_RAGGED',
      message:
        'Line 3 of "x.csv" must have 3 cells like the first line, got 2 (and 1 more such line).',
      hint: 'Cells are separated by a comma: put a cell that contains one in double quotes, or mend the line.',
      details: {
        file: 'x.csv',
        line: 3,
        expected: 3,
        received: 2,
        nRagged: 2,
        rows: [
          { line: 3, received: 2 },
          { line: 6, received: 4 },
        ],
      },
    });
  });

  it('says so when it is the first line that differs from all others', async () => {
    expect(await refusal('150,4,setosa\n5.1,3.5\n4.9,3\n')).toMatchObject({
      code: 'ROW_RAGGED',
      message:
        'Line 2 of "x.csv" must have 3 cells like the first line, got 2 (and 1 more such line).',
      hint: 'Every line but the first has 2 cells: make the first line the names of the columns, or remove it. `kaizen datasets lint FILE --fix` writes a copy without lines above and below the table.',
      details: { line: 2, expected: 3, received: 2, nRagged: 2 },
    });
  });

  it('finds a ragged row deep in a large file', async () => {
    const good = '1,2\n'.repeat(500_000);
    expect(await refusal(`a,b\n${good}1\n${good}`)).toMatchObject({
      code: 'ROW_RAGGED',
      message: 'Line 500002 of "x.csv" must have 2 cells like the first line, got 1.',
      details: { line: 500_002, expected: 2, received: 1, nRagged: 1 },
    });
  });

  it('names the line of an ARFF row', async () => {
    const arff = '@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n1,2\n3\n';
    expect(await refusal(arff, { name: 'x.arff' })).toMatchObject({
      code: 'ROW_RAGGED',
      message: 'Line 6 of "x.arff" must have 2 cells, one per @attribute, got 1.',
      details: { line: 6, expected: 2, received: 1 },
    });
  });
});

describe('a file with a quote that is wrong', () => {
  it('names the line on which it opens', async () => {
    expect(await refusal('a,b\n1,2\n3,"x\n4,5\n6,7\n')).toEqual({
      code: 'FILE_NOT_A_TABLE',
      message:
        'The quote that opens on line 3 of "x.csv" must be closed, got the end of the file, line 5.',
      hint: 'Close the quote on line 3, or double it ("") where it is part of the text.',
      details: { file: 'x.csv', line: 3, nLines: 5 },
    });
  });

  it('names the cell in which text follows the closing quote', async () => {
    expect(await refusal('a,b\n1,"5" disk"\n')).toEqual({
      code: 'FILE_NOT_A_TABLE',
      message:
        'Cell 2 on line 2 of "x.csv" must end at its closing quote, got more text behind it.',
      hint: 'Double every quote ("") that is part of a quoted text.',
      details: { file: 'x.csv', line: 2, cell: 2 },
    });
  });
});

describe('a file with columns of the same name', () => {
  it.each([
    ['CSV', 'a,b, a \n1,2,3\n', 'x.csv'],
    [
      'ARFF',
      '@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute a numeric\n@data\n1,2,3\n',
      'x.arff',
    ],
  ])('names both places in %s', async (_case, content, name) => {
    expect(await refusal(content, { name })).toEqual({
      code: 'COLUMN_DUPLICATE',
      message: `Column "a" of "${name}" must occur once, got it as columns 1 and 3.`,
      hint: 'Rename or remove one of the two.',
      details: { column: 'a', positions: [1, 3], file: name },
    });
  });
});

describe('a file that is no table', () => {
  const EXCEL =
    'Open it in a spreadsheet program and save the sheet as CSV (UTF-8), then read that file.';

  it.each([
    ['\x89PNG\r\n\x1a\n', 'a PNG image', 'Export the table as CSV or Parquet.'],
    ['\x1f\x8b\x08\x00', 'a gzip archive', 'Unpack it first, then read the file inside.'],
    ['PK\x03\x04....xl/workbook.xml', 'an Excel workbook (xlsx)', EXCEL],
    ['<html><body>Sign in</body></html>', 'a web page', 'Download the file itself, not its page.'],
    ['\x00\x01\x02\x00\x00\x07', 'binary content', 'Export the table as CSV or Parquet.'],
  ])('says what %j looks like', async (start, looksLike, hint) => {
    expect(await refusal(Buffer.from(start, 'latin1'))).toEqual({
      code: 'FILE_NOT_A_TABLE',
      message: `File "x.csv" must be CSV, Parquet, JSON lines or ARFF, got what looks like ${looksLike}.`,
      hint,
      details: { file: 'x.csv', looksLike },
    });
  });

  it('has a NUL byte far from its start', async () => {
    const text = `a,b\n${'1,2\n'.repeat(400_000)}`;
    expect(await refusal(`${text}3,\0\n`)).toEqual({
      code: 'FILE_NOT_A_TABLE',
      message: `File "x.csv" must be text, got a NUL byte at offset ${text.length + 2}: it looks like binary content.`,
      hint: 'Export the table as CSV or Parquet.',
      details: { file: 'x.csv', offsetBytes: text.length + 2, looksLike: 'binary content' },
    });
  });

  it('only calls itself Parquet', async () => {
    expect(await refusal('a,b\n1,2\n', { name: 'x.parquet' })).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message:
        'File "x.parquet" must be CSV, Parquet, JSON lines or ARFF, got what looks like text.',
      hint: 'Give it the ending of its format.',
    });
  });
});

describe('a damaged Parquet file', () => {
  const write = async (): Promise<Buffer> => {
    const path = join(folder, 'good.parquet');
    const values = Array.from({ length: 5000 }, (_, i) => `value ${i}`);
    await writeParquet(path, makeTable([encodeText('a', 'text', values)]));
    return await readFile(path);
  };
  const expected = {
    code: 'FILE_NOT_A_TABLE',
    message: 'File "x.parquet" must be a whole Parquet file, got a damaged one.',
    hint: 'Copy or write the file again; its end or some of its bytes are wrong.',
    details: { file: 'x.parquet', looksLike: 'a damaged Parquet file' },
  };

  it('is cut short', async () => {
    const bytes = await write();
    const cut = bytes.subarray(0, bytes.length - 100);
    expect(await refusal(cut, { name: 'x.parquet' })).toMatchObject(expected);
  });

  it('holds other bytes in its middle', async () => {
    const bytes = await write();
    bytes.fill(0xff, 100, 2000);
    expect(await refusal(bytes, { name: 'x.parquet' })).toMatchObject(expected);
  });
});

describe('a JSON file with a bad line', () => {
  it('names the line', async () => {
    expect(await refusal('{"a":1}\n\n{"a":\n', { name: 'x.jsonl' })).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message: 'Line 3 of "x.jsonl" must be one JSON object, got text that is not JSON.',
      hint: 'Write one object per line, such as {"age": 41, "city": "Bern"}.',
      details: { file: 'x.jsonl', line: 3 },
    });
  });

  it('names the line of an error in an array', async () => {
    expect(await refusal('[{"a":1},\n{"a":2},\n{"a" 3}]', { name: 'x.json' })).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      details: { file: 'x.json', line: 3 },
    });
  });

  it('names what stands where an object should', async () => {
    expect(await refusal('{"a":1}\n[2]\n', { name: 'x.jsonl' })).toEqual({
      code: 'FILE_NOT_A_TABLE',
      message: '"x.jsonl", line 2, must be a JSON object, got an array.',
      hint: 'Write one object per row, with the names of the columns as keys.',
      details: { file: 'x.jsonl', place: 'line 2', received: 'an array' },
    });
  });
});

describe('an ARFF file that does not keep to its header', () => {
  it('names the line of a header that declares nothing', async () => {
    expect(
      await refusal('@relation r\n@attribute a numeric\n@attribut b numeric\n@data\n1,2\n', {
        name: 'x.arff',
      }),
    ).toEqual({
      code: 'FILE_NOT_A_TABLE',
      message:
        'Line 3 of "x.arff" must be @relation, @attribute NAME TYPE or @data, got "@attribut b numeric".',
      hint: 'A TYPE is numeric, string, date or the values in braces, such as {yes, no}.',
      details: { file: 'x.arff', line: 3, text: '@attribut b numeric' },
    });
  });

  it('names a value that is not of the declared type', async () => {
    const header = '@relation r\n@attribute a numeric\n@attribute b {x, y}\n@data\n';
    expect(await refusal(`${header}1,x\nabc,y\n`, { name: 'x.arff' })).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message: 'Line 6 of "x.arff", column "a" must be a number, got "abc".',
      details: { line: 6, column: 'a', value: 'abc' },
    });
    expect(await refusal(`${header}1,z\n`, { name: 'x.arff' })).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message: 'Line 5 of "x.arff", column "b" must be one of its 2 declared values, got "z".',
      details: { line: 5, column: 'b', value: 'z' },
    });
  });
});

describe('a line that is too long', () => {
  it.each([
    ['CSV', `a,b\n1,${'x'.repeat(3_000_000)}\n`, 'x.csv', 2],
    ['CSV at its first line', 'x'.repeat(3_000_000), 'x.csv', 1],
    ['JSON lines', `{"a":1}\n{"a":"${'x'.repeat(3_000_000)}"}\n`, 'x.jsonl', 2],
    ['ARFF', `@relation r\n% ${'x'.repeat(3_000_000)}\n`, 'x.arff', 2],
  ])('is refused in %s', async (_case, content, name, line) => {
    expect(await refusal(content, { name, maxRecordBytes: 1 << 20 })).toEqual({
      code: 'LINE_TOO_LONG',
      message: `Line ${line} of "${name}" must be at most 1 MiB long, got a longer one.`,
      hint: 'Check that the file is a table with one row per line.',
      details: { file: name, line, limitBytes: 1 << 20 },
    });
  });

  it('is told from a quote that is never closed', async () => {
    const content = `a,b\n1,"${'x\n'.repeat(1_000_000)}`;
    expect(await refusal(content, { maxRecordBytes: 1 << 20 })).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message: 'The quote that opens on line 2 of "x.csv" must be closed, got a line too long.',
      details: { line: 2 },
    });
  });
});

describe(`a full disk${canMount ? '' : ' (skipped: this process may not mount a small disk)'}`, () => {
  it.skipIf(!canMount)('is said when a file is converted, and nothing is left on it', async () => {
    using disk = mountSmallDisk('1m');
    if (disk === undefined) throw new Error('mounting was allowed a moment ago');
    const path = join(folder, 'latin.csv');
    await writeFile(path, Buffer.from(`a,b\n${'B\xe4rn,1\n'.repeat(300_000)}`, 'latin1'));
    expect(await rejectionOf(readTable(path, { tempPath: disk.path }))).toMatchObject({
      code: 'DISK_FULL',
    });
    expect(await readdir(disk.path)).toEqual([]);
  });

  it.skipIf(!canMount).each(['csv', 'parquet'])(
    'is said when answers are written as %s',
    async (ending) => {
      using disk = mountSmallDisk('1m');
      if (disk === undefined) throw new Error('mounting was allowed a moment ago');
      const path = join(disk.path, `out.${ending}`);
      const values = Float64Array.from({ length: 400_000 }, (_, i) => Math.sin(i));
      const table = makeTable([{ name: 'x', kind: 'number', values }]);
      expect(await rejectionOf(writeAnswers(path, table))).toMatchObject({ code: 'DISK_FULL' });
      expect(await readdir(disk.path)).toEqual([]);
    },
  );
});
