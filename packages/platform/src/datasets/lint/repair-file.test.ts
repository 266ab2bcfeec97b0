import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintTable } from './lint-table.ts';

let folder: string;
let source: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-repair-'));
  source = join(folder, 'sales.csv');
});
afterEach(() => rm(folder, { recursive: true }));

const FAULTY =
  '\ufeffcity,price,note\r\nBern ,"1,200,000","a\r\nb"\r\nZürich,"35,000",plain,,\r\ncity,price,note\r\nChur,900,"x, y"\nSion,"12,5",007\n';

describe('a repaired copy', () => {
  it('has what is safe repaired, and nothing else changed', async () => {
    await writeFile(source, FAULTY.replace('"12,5"', '12'));
    const { fixed } = await lintTable(source, { fix: true });
    expect(await readFile(join(folder, 'sales.fixed.csv'), 'utf8')).toBe(
      'city,price,note\nBern,1200000,"a\r\nb"\nZürich,35000,plain\nChur,900,"x, y"\nSion,12,007\n',
    );
    expect(fixed).toEqual({
      path: join(folder, 'sales.fixed.csv'),
      nRows: 4,
      repairs: [
        { what: 'byte order mark removed', column: null, count: 1 },
        { what: 'line ends CR LF turned into LF', column: null, count: 4 },
        { what: 'repeated headers removed', column: null, count: 1 },
        { what: 'rows without delimiters too many', column: null, count: 1 },
        { what: 'blanks around values taken off', column: 'city', count: 1 },
        { what: 'thousands separators taken out', column: 'price', count: 2 },
      ],
    });
    expect(await readFile(source, 'utf8')).toBe(FAULTY.replace('"12,5"', '12'));
  });

  it('keeps commas that may stand for decimals', async () => {
    await writeFile(source, FAULTY);
    await lintTable(source, { fix: true });
    expect(await readFile(join(folder, 'sales.fixed.csv'), 'utf8')).toContain('"1,200,000"');
  });

  it.each(['latin1', 'utf16le'] as const)('turns %s into UTF-8', async (encoding) => {
    const mark = encoding === 'latin1' ? '' : '\ufeff';
    await writeFile(source, Buffer.from(`${mark}city,n\nZürich,1\nGenève,2\n`, encoding));
    await lintTable(source, { fix: true });
    expect(await readFile(join(folder, 'sales.fixed.csv'), 'utf8')).toBe(
      'city,n\nZürich,1\nGenève,2\n',
    );
  });

  it('raises no finding that it has repaired', async () => {
    await writeFile(source, FAULTY.replace('"12,5"', '12'));
    const { fixed } = await lintTable(source, { fix: true });
    const { findings } = await lintTable(fixed?.path ?? '');
    expect(findings.map(({ code }) => code)).toEqual(['TEXT_CARRIAGE_RETURN']);
  });

  it('is never written over the source or another file', async () => {
    await writeFile(source, 'a,b\n1,2\n');
    await writeFile(join(folder, 'there.csv'), 'kept');
    for (const out of [source, join(folder, 'there.csv')])
      await expect(lintTable(source, { fix: true, out })).rejects.toMatchObject({
        code: 'FILE_NOT_WRITABLE',
      });
    expect(await readFile(source, 'utf8')).toBe('a,b\n1,2\n');
    expect(await readFile(join(folder, 'there.csv'), 'utf8')).toBe('kept');
  });

  it('is refused where a quote is never closed', async () => {
    await writeFile(source, 'a,b\n1,"2\n3,4\n');
    await expect(lintTable(source, { fix: true })).rejects.toMatchObject({
      code: 'FILE_NOT_A_TABLE',
    });
  });
});

describe('line breaks of CR alone', () => {
  it('are read with their lines', async () => {
    await writeFile(source, 'a,b\r1,2\r3\r5,6\r');
    const { nRows, findings } = await lintTable(source);
    expect(nRows).toBe(3);
    expect(findings).toMatchObject([
      { code: 'ROWS_UNEVEN', lines: [3] },
      { code: 'LINE_BREAKS_OLD', lines: [1] },
    ]);
    const out = `${source}.fixed`;
    const { fixed } = await lintTable(source, { fix: true, out });
    expect(fixed?.repairs).toEqual([
      { what: 'line ends CR turned into LF', column: null, count: 4 },
    ]);
    expect(await readFile(out, 'utf8')).toBe('a,b\n1,2\n3\n5,6\n');
  });
});
