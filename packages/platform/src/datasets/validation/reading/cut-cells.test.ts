import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dialect } from '../../csv/dialect.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { plainNumber } from './byte-number.ts';
import { cutCells } from './cut-cells.ts';

const dialect: Dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' };

/** Records of some bytes that come in pieces, as texts. */
function cut(bytes: Buffer, nCells: number, piece: number): { cells: string[][]; lines: string[] } {
  const cells: string[][] = [];
  const lines: string[] = [];
  let rest = Buffer.alloc(0);
  for (let at = 0; at <= bytes.length; at += piece) {
    rest = Buffer.concat([rest, bytes.subarray(at, at + piece)]);
    const isLast = at + piece > bytes.length;
    const found = cutCells(rest, { dialect, nCells, isLast });
    for (let k = 0; k < found.nRecords; k++) {
      lines.push(rest.toString('utf8', found.recordStarts[k], found.recordEnds[k]));
      cells.push(
        Array.from({ length: nCells }, (_, j) => {
          const cell = k * nCells + j;
          const text = rest.toString('utf8', found.starts[cell], found.ends[cell]);
          return found.pairs[cell] === 1 ? text.replaceAll('""', '"') : text;
        }),
      );
    }
    rest = rest.subarray(found.nUsed);
  }
  expect(rest.length).toBe(0);
  return { cells, lines };
}

test('records come out as they were written, in pieces of any length', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'a', '1.5', 'ü', '"', ',', 'a\nb', 'a\r\nb', '""', 'x"y'),
    fc.string({ maxLength: 5 }),
  );
  const quoted = (text: string) =>
    /[",\n\r]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      (rows, end, isEnded, piece) => {
        const lines = rows.map((row) => row.map(quoted).join(','));
        const text = lines
          .map((line, i) => (i < lines.length - 1 || isEnded ? line + end : line))
          .join('');
        const found = cut(Buffer.from(text), 3, piece);
        expect(found.cells).toEqual(rows);
        expect(found.lines).toEqual(lines);
      },
    ),
    { seed: 2, numRuns: 300 },
  );
});

test('blank lines are no records', () => {
  expect(cut(Buffer.from('a,b\n\n1,2\n\r\n3,4'), 2, 7).cells).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]);
});

test('plain numbers are those of JavaScript, others are left to somebody else', () => {
  const number = (text: string) => plainNumber(Buffer.from(`x${text}y`), 1, 1 + text.length);
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.float()), (value) => {
      for (const text of [String(value), ` ${value} `, `+${value}`, value.toFixed(3)]) {
        const found = number(text);
        expect(Number.isNaN(found) || Object.is(found, Number(text))).toBe(true);
      }
    }),
    { seed: 4 },
  );
  expect([number('12.5'), number('-0.1'), number('.5'), number('7.')]).toEqual([
    12.5, -0.1, 0.5, 7,
  ]);
  for (const text of ['', '-', '.', '1e5', 'abc', '1,5', '1 2', '--1', '1.2.3', '1234567890123456'])
    expect(number(text), text).toBeNaN();
});

test('a dictionary gives the same code to the same bytes, and tells bytes that are not UTF-8', () => {
  const dictionary = new ByteDictionary();
  const code = (bytes: Buffer) => dictionary.code(bytes, 0, bytes.length, false);
  const texts = Array.from({ length: 5000 }, (_, k) => `v${k}`);
  const first = texts.map((text) => code(Buffer.from(text)));
  expect(texts.map((text) => code(Buffer.from(text)))).toEqual(first);
  expect(first.map((k) => dictionary.levels[k])).toEqual(texts);
  const invalid = code(Buffer.from([0x5a, 0xfc]));
  expect([dictionary.levels[invalid], dictionary.invalid.has(invalid)]).toEqual(['Zü', true]);
  expect(dictionary.code(Buffer.from('a""b'), 0, 4, true)).not.toBe(code(Buffer.from('a""b')));
});
