import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from './dialect.ts';
import { readRecords } from './records.ts';
import type { ScanReport } from './scan-report.ts';
import { CsvScanner } from './scanner.ts';

const COMMA: Dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' };

function scan(
  text: string,
  { dialect = COMMA, maxRecordBytes = 1000, cut = text.length || 1 } = {},
): ScanReport {
  const bytes = Buffer.from(text);
  const scanner = new CsvScanner(dialect, { maxRecordBytes });
  for (let start = 0; start < bytes.length; start += cut)
    if (!scanner.push(bytes.subarray(start, start + cut))) break;
  return scanner.finish();
}

/** Text made of what matters to a scanner. */
const messyText = fc
  .array(fc.constantFrom('a', ' ', ',', '"', '""', '\n', '\r\n', '\r', 'é', '"x,y"', '\n\n'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('CsvScanner', () => {
  it('counts records, cells and lines', () => {
    expect(scan('a,b\n1,2\n3,4\n')).toMatchObject({
      nCells: 2,
      nRecords: 3,
      nLines: 3,
      nRagged: 0,
      longestRecordBytes: 3,
      isIrregular: false,
      mayNeedTrim: false,
    });
  });

  it('takes line breaks and delimiters inside quotes for content', () => {
    const report = scan('a,b\n"x,\r\ny\n",2\n3,4\n');
    expect(report).toMatchObject({ nRecords: 3, nRagged: 0, nLines: 5, isIrregular: false });
  });

  it('names the line on which a ragged record starts, counting lines inside quotes', () => {
    const report = scan('a,b\n"x\ny",2\n3\n4,5,6\n');
    expect(report.ragged).toEqual([
      { line: 4, received: 1 },
      { line: 5, received: 3 },
    ]);
    expect(report.nRagged).toBe(2);
  });

  it('names the line on which an unclosed quote opens', () => {
    expect(scan('a,b\n1,2\n3,"x\n4,5\n').openQuoteLine).toBe(3);
  });

  it('names the cell in which text follows a closing quote', () => {
    expect(scan('a,b\n1,"x"y\n').strayQuote).toEqual({ line: 2, cell: 2 });
  });

  it('stops at a record above the limit', () => {
    expect(scan(`a,b\n${'x'.repeat(30)},2\n`, { maxRecordBytes: 20, cut: 8 }).tooLong).toEqual({
      line: 2,
    });
  });

  it('does not count blank lines as records', () => {
    expect(scan('a,b\n\n1,2\n  \n\n')).toMatchObject({ nRecords: 2, isIrregular: true });
  });

  it('takes a quoted empty cell for a value where a blank line is none', () => {
    expect(scan('a\n""\n\n1\n')).toMatchObject({ nRecords: 3, isIrregular: true });
  });

  it('calls mixed line breaks irregular', () => {
    expect(scan('a,b\r\n1,2\n').isIrregular).toBe(true);
    expect(scan('a,b\r\n1,2\r\n').isIrregular).toBe(false);
  });

  it('reports the same however the bytes are cut', () => {
    fc.assert(
      fc.property(messyText, fc.integer({ min: 1, max: 7 }), (text, cut) => {
        expect(scan(text, { cut })).toEqual(scan(text));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it.each(['lf', 'cr'] as const)(
    'cuts the same records as the reader of text, ending in %s',
    (recordEnd) => {
      const dialect = { ...COMMA, recordEnd };
      fc.assert(
        fc.property(messyText, (text) => {
          const report = scan(text, { dialect });
          fc.pre(report.openQuoteLine === undefined && report.strayQuote === undefined);
          const records = readRecords(text, dialect, true);
          expect(records.length).toBe(report.nRecords);
          const first = records[0]?.length ?? 0;
          expect(report.nCells).toBe(first);
          expect(records.filter(({ length }) => length !== first).length).toBe(report.nRagged);
        }),
        { numRuns: 1000, seed: 2 },
      );
    },
  );
});
