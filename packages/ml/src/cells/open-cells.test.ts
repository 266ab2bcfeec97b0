import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellShape, openCells } from './index.ts';

interface Read {
  readonly rows: string[][];
  readonly counts: number[][];
  readonly nDistinctRows: number | undefined;
}

/** Reads text that comes in pieces; the reason where coding ends. */
function read(
  text: string,
  shape: Partial<CellShape> & { nColumns: number },
  piece = 7,
): Read | string {
  const bytes = Buffer.from(text);
  const cells = openCells({ delimiter: ',', hasQuotes: true, ...shape });
  const codes: number[][] = [];
  for (let at = 0; at <= bytes.length; at += piece) {
    const part = bytes.subarray(at, at + piece);
    cells.room(piece).set(part);
    const found = cells.push(part.length, at + piece > bytes.length);
    if ('end' in found) return found.end;
    for (let i = 0; i < found.nRecords; i++)
      codes.push(Array.from({ length: shape.nColumns }, (_, j) => found.codes(j)[i] ?? -1));
  }
  const levels = Array.from({ length: shape.nColumns }, (_, j) => cells.levels(j));
  return {
    rows: codes.map((row) => row.map((code, j) => levels[j]?.texts[code] ?? '')),
    counts: levels.map(({ counts }) => [...counts]),
    nDistinctRows: cells.countDistinctRows(),
  };
}

/** RFC 4180, quotes where they are needed or by chance. */
function written(cell: string, isQuoted: boolean): string {
  return isQuoted || /[",\r\n]|^ | $/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const cell = fc.oneof(
  fc.constantFrom('', 'a', '1.5', 'a text of more than sixteen', 'x'.repeat(33)),
  fc.string({ maxLength: 40, unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\n', ' ', '0') }),
);

describe('openCells', () => {
  it('gives back every cell of RFC 4180, whatever the pieces it comes in', () => {
    const table = fc.integer({ min: 2, max: 4 }).chain((n) =>
      fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: n, maxLength: n }), {
        minLength: 1,
        maxLength: 30,
      }),
    );
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, piece, lineEnd) => {
          const nColumns = rows[0]?.length ?? 0;
          const plain = rows.map((row) => row.map(([text]) => text));
          const text = rows
            .map((row) => row.map(([value, isQuoted]) => written(value, isQuoted)).join(','))
            .join(lineEnd);
          const found = read(text, { nColumns, countsRows: true }, piece);
          if (typeof found === 'string') throw new Error(found);
          expect(found.rows).toEqual(plain);
          expect(found.counts.map((counts) => counts.reduce((a, b) => a + b, 0))).toEqual(
            Array.from({ length: nColumns }, () => rows.length),
          );
          const distinct = new Set(rows.map((row) => JSON.stringify(row.map(([value]) => value))));
          expect(found.nDistinctRows).toBe(distinct.size);
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  it('keeps codes while dictionaries grow', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [
      `value ${i % 3001} of a column`,
      String(i % 7),
    ]);
    const text = `one,two\n${rows.map((row) => row.join(',')).join('\n')}\n`;
    const found = read(text, { nColumns: 2, hasHeader: true, countsRows: true }, 1000);
    expect(found).toMatchObject({ rows, nDistinctRows: 5000 });
  });

  it.each([
    ['a row with a cell too few', 'a,b\n1\n2,3\n'],
    ['a row with a cell too many', 'a,b\n1,2,3\n'],
    ['a last row with a cell too few', 'a,b\n1'],
    ['a quote that stays open', 'a,b\n"1,2\n'],
    ['text behind a closing quote', 'a,b\n"1"x,2\n'],
    ['a quote behind a blank', 'a,b\n "1",2\n'],
    ['a carriage return alone', 'a,b\n1\r2,3\n'],
    ['a blank line inside', 'a,b\n\n1,2\n'],
  ])('stops at %s', (_, text) => {
    for (const piece of [1, 5, 100]) expect(read(text, { nColumns: 2 }, piece)).toBe('irregular');
  });

  it('passes over blank lines at the end', () => {
    for (const piece of [1, 3, 100])
      for (const text of ['a,b\n1,2\n\n', 'a,b\r\n1,2\r\n\r\n\r\n', 'a,b\n1,2\n\n\n\n'])
        expect(read(text, { nColumns: 2 }, piece)).toMatchObject({
          rows: [
            ['a', 'b'],
            ['1', '2'],
          ],
        });
  });

  it('takes quotes inside a cell as they are', () => {
    expect(read('5" pipe,"6"" pipe"\n', { nColumns: 2 })).toMatchObject({
      rows: [['5" pipe', '6" pipe']],
    });
    expect(read('"a",b\n', { nColumns: 2, hasQuotes: false })).toMatchObject({
      rows: [['"a"', 'b']],
    });
  });

  it('stops where a column has too many different texts', () => {
    const text = Array.from({ length: 50 }, (_, i) => `x,${i}\n`).join('');
    expect(read(text, { nColumns: 2, maxLevels: 49 }, 1000)).toBe('crowded');
    expect(read(text, { nColumns: 2, maxLevels: 50 }, 1000)).toMatchObject({
      counts: [[50], new Array(50).fill(1)],
    });
  });
});
