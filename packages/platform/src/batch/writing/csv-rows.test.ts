import { openHeap } from '@kaizenml/ml/cells';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, readCsvPiece } from '../../datasets/index.ts';
import { type OutColumn, takeOut } from '../out-column.ts';
import { csvRows } from './csv-rows.ts';

const cell = fc.constantFrom(
  ...['', 'a', '1.50', ' b', 'c ', 'x,y', 'x;y', '"q"', '5" pipe', 'two\nlines', 'ü', '\u00a0n'],
  ...['\ufeffm', 'e\u2028', '漢字', '\tt', 'a long cell with more than sixteen bytes, and a comma'],
);
const needsQuotes = /[";\n]/;
const written = (text: string): string =>
  needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const rowsOf = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 });
const heap = openHeap();

describe('csvRows', () => {
  it('writes bytes of the input as it writes the texts that stand there', () => {
    fc.assert(
      fc.property(rowsOf, fc.boolean(), (rows, isEnclosed) => {
        const lines = rows.map((row) => {
          const cells = row.map((text) =>
            isEnclosed ? `"${text.replaceAll('"', '""')}"` : written(text),
          );
          return `k;${cells.join(';')}\n`;
        });
        const bytes = Buffer.from(lines.join(''));
        const names = ['k', 'a', 'b', 'c'];
        const spans = new Set(['a', 'b', 'c']);
        const none = new Set<string>();
        const read = readCsvPiece(bytes, {
          delimiter: ';',
          names,
          wanted: none,
          spans,
          numbers: none,
          heap,
        });
        const columns = ['b', 'c', 'a'].map((name): OutColumn => {
          const found = read.spans?.get(name);
          if (found !== undefined) return { name, kind: 'text', spans: found };
          const column = read.columns.get(name);
          if (column?.layout !== 'texts') throw new Error('what has no bytes is read as texts');
          return { name, kind: 'text', codes: column.codes, levels: column.levels };
        });
        const texts = ['b', 'c', 'a'].map((name, j): OutColumn => {
          const levels = rows.map(([a, b, c]) => [b, c, a][j] ?? '');
          return { name, kind: 'text', codes: Int32Array.from(levels.keys()), levels };
        });
        const places = Int32Array.from([...rows.keys(), 0, -1]);
        const taken = columns.map((column) => takeOut(column, places));
        const expected = rows.map(([a, b, c]) => [b, c, a]);
        const lined = [...expected, expected[0] ?? [], ['', '', '']].map(csvLine).join('');
        expect(Buffer.from(csvRows(taken, places.length)).toString()).toBe(lined);
        const retaken = texts.map((column) => takeOut(column, places));
        expect(Buffer.from(csvRows(retaken, places.length)).toString()).toBe(lined);
        const alone = csvRows(columns.slice(0, 1), rows.length);
        expect(Buffer.from(alone).toString()).toBe(
          expected.map(([b = '']) => csvLine([b])).join(''),
        );
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  it('writes whole numbers of 64 bits and infinities', () => {
    const values = BigInt64Array.from([1n, -(2n ** 53n), 2n ** 53n - 1n, 0n]);
    const isMissing = Uint8Array.from([0, 0, 0, 1]);
    const large = BigInt64Array.from([2n ** 63n - 1n, -(2n ** 63n), 7n, 0n]);
    const numbers = Float64Array.of(Number.POSITIVE_INFINITY, -1e-7, -0, Number.NaN);
    const columns: OutColumn[] = [
      { name: 'a', kind: 'whole', values, isMissing },
      { name: 'b', kind: 'whole', values: large, isMissing },
      { name: 'c', kind: 'number', values: numbers },
    ];
    expect(Buffer.from(csvRows(columns, 4)).toString()).toBe(
      '1,9223372036854775807,Infinity\n-9007199254740992,-9223372036854775808,-1e-7\n9007199254740991,7,-0\n,,\n',
    );
  });
});
