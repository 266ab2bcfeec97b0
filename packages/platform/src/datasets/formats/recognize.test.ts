import { describe, expect, it } from 'vitest';
import { recognize } from './recognize.ts';

const bytes = (text: string, encoding: BufferEncoding = 'latin1') => Buffer.from(text, encoding);

describe('recognize', () => {
  it.each([
    ['\x89PNG\r\n', 'a PNG image'],
    ['\xff\xd8\xff\xe0', 'a JPEG image'],
    ['%PDF-1.7', 'a PDF document'],
    ['\x1f\x8b\x08', 'a gzip archive'],
    ['PK\x03\x04....[Content_Types].xml', 'an Excel workbook (xlsx)'],
    ['PK\x03\x04....data.csv', 'a ZIP archive or an Excel workbook'],
    ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
    ['SQLite format 3\x00', 'an SQLite database'],
    ['<!DOCTYPE html><html>', 'a web page'],
    ['a\x00b\x00c\x00,\x00', 'UTF-16 text without a byte order mark'],
    ['\x01\x02\x03\x04\x05\x06', 'binary content'],
    ['abc\x00\x00\x00def', 'binary content'],
  ])('takes %j for %s', (head, looksLike) => {
    expect(recognize(bytes(head))).toMatchObject({ kind: 'foreign', looksLike });
  });

  it('knows Parquet and text', () => {
    expect(recognize(bytes('PAR1\x15\x04'))).toEqual({ kind: 'parquet' });
    expect(recognize(bytes('a,b\n1,2\n'))).toEqual({ kind: 'text', encoding: 'utf-8' });
    expect(recognize(bytes('\ufeffa,b', 'utf16le'))).toEqual({
      kind: 'text',
      encoding: 'utf-16le',
    });
  });

  it('says how to mend a workbook', () => {
    expect(recognize(bytes('PK\x03\x04xl/workbook.xml'))).toMatchObject({
      hint: 'Open it in a spreadsheet program and save the sheet as CSV (UTF-8), then read that file.',
    });
  });
});
