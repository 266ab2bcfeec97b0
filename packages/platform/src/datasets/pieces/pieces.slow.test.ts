import { openHeap } from '@kaizenml/ml/cells';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../csv/records.ts';
import type { ByteSource } from './byte-source.ts';
import { lastRecordEnd } from './last-record-end.ts';
import type { RawColumn } from './piece.ts';
import { readCsvPiece } from './read-csv-piece.ts';
import { textPieces } from './text-pieces.ts';

const dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' } as const;
const cell = fc.constantFrom(
  '',
  '1',
  '-2.5',
  '1e3',
  'a',
  'ü',
  '"q"',
  'x,y',
  'two\nlines',
  ' 5" pipe',
  '007',
);
const written = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const texts = fc
  .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map((row) => `x${row.map(written).join(',')}\n`).join(''));

describe('lastRecordEnd', () => {
  it('cuts where the reader of records ends one', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, cut) => {
        const bytes = Buffer.from(text);
        const part = bytes.subarray(0, cut % (bytes.length + 1));
        const end = lastRecordEnd(part, ',');
        const whole = readRecords(bytes.toString(), dialect, true);
        const before = readRecords(bytes.subarray(0, end).toString(), dialect, true);
        expect(whole.slice(0, before.length)).toEqual(before);
        const behind = readRecords(bytes.subarray(end).toString(), dialect, true);
        expect([...before, ...behind]).toEqual(whole);
        const more = readRecords(part.toString(), dialect, false);
        expect(before.length).toBe(more.length);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('takes a quote within a cell for what it is', () => {
    const bytes = Buffer.from('a,5" pipe\nb,6\n');
    expect(lastRecordEnd(bytes, ',')).toBe(bytes.length);
  });
});

describe('textPieces', () => {
  it('come the same from any place where one ended, with records longer than a piece', async () => {
    const row = `${'r'.repeat(3_000_000)}\n`;
    const text = Buffer.from(
      `${'a,b\n'.repeat(1_000_000)}${row.repeat(4)}"${'q\n'.repeat(2_500_000)}"\nlast`,
    );
    const open = (from: number): ByteSource => {
      let at = from;
      return {
        fill(into, filled) {
          const part = text.subarray(at, at + into.length - filled);
          into.set(part, filled);
          at += part.length;
          return Promise.resolve(part.length);
        },
        readBytes: () => at,
        close: () => Promise.resolve(),
      };
    };
    const layout = { format: 'csv', delimiter: ',', names: ['a', 'b'], dateFormats: {} } as const;
    const endsFrom = async (from: number) => {
      const ends: number[] = [];
      for await (const { next } of textPieces({ name: 'x.csv', layout, open }, from))
        ends.push(next);
      return ends;
    };
    const ends = await endsFrom(0);
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.at(-1)).toBe(text.length);
    for (const [i, end] of ends.entries())
      if (i % 2 === 0) expect(await endsFrom(end)).toEqual(ends.slice(i + 1));
  });
});

describe('readCsvPiece', () => {
  const names = ['a', 'b', 'c'];
  const cells = (column: RawColumn | undefined, i: number) => {
    if (column === undefined || column.layout === 'whole') throw new Error('it is read');
    return column.layout === 'texts' ? column.levels[column.codes[i] ?? -1] : column.values[i];
  };

  it('reads pieces in one memory as in memories of their own, and as the reader of records does', () => {
    const heap = openHeap();
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Buffer.from(text);
        const options = {
          delimiter: ',' as const,
          names,
          wanted: new Set(names),
          numbers: new Set(['b']),
        };
        const shared = readCsvPiece(bytes, { ...options, heap });
        const own = readCsvPiece(bytes, { ...options, heap: openHeap() });
        expect(shared).toEqual(own);
        const records = readRecords(text, dialect, true);
        expect(shared.nRows).toBe(records.length);
        for (const [i, record] of records.entries()) {
          expect(shared.broken.has(i)).toBe(record.length !== 3);
          if (record.length !== 3) continue;
          expect([cells(shared.columns.get('a'), i), cells(shared.columns.get('c'), i)]).toEqual([
            record[0],
            record[2],
          ]);
          const b = cells(shared.columns.get('b'), i);
          expect(typeof b === 'number' ? b : Number.NaN).toBe(
            typeof b === 'number' && record[1] !== '' ? Number(record[1]) : Number.NaN,
          );
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
