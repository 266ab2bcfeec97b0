import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from './dialect.ts';
import { createRecordReader, readRecords } from './records.ts';
import { csvLine } from './write-csv.ts';

const COMMA: Dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' };

describe('readRecords', () => {
  it('takes quotes off and halves doubled ones', () => {
    expect(readRecords('a,"b ""c"", d"\n', COMMA, true)).toEqual([['a', 'b "c", d']]);
  });

  it('keeps CR LF inside quotes', () => {
    expect(readRecords('"a\r\nb",c\r\n', COMMA, true)).toEqual([['a\r\nb', 'c']]);
  });

  it('allows blanks around quotes', () => {
    expect(readRecords('1, "x,y" ,2\n', COMMA, true)).toEqual([['1', 'x,y', '2']]);
  });

  it('reads quotes as characters when the dialect has none', () => {
    const dialect: Dialect = { delimiter: '\t', hasQuotes: false, recordEnd: 'lf' };
    expect(readRecords('ham\t"Go\n', dialect, true)).toEqual([['ham', '"Go']]);
  });

  it('leaves out an unfinished record unless the text is whole', () => {
    expect(readRecords('a,b\nc,"d', COMMA, false)).toEqual([['a', 'b']]);
    expect(readRecords('a,b\nc,d', COMMA, true)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('gives back what csvLine wrote, however the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '😀') });
    const row = fc.array(cell, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 1, max: 9 }), (rows, cut) => {
        const text = rows.map(csvLine).join('');
        const reader = createRecordReader(COMMA);
        const read: (readonly string[])[] = [];
        for (let i = 0; i < text.length; i += cut)
          read.push(...reader.push(text.slice(i, i + cut)));
        read.push(...reader.end());
        expect(read).toEqual(rows);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
