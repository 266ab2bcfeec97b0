import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../csv/dialect.ts';
import { readRecords } from '../../csv/records.ts';
import { createCutter } from './cut-records.ts';

const COMMAS: Dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' };

describe('the linter cuts as the reader does', () => {
  it.each([
    ['a quote behind a lone carriage return', 'a,\r"l\nm"\n1,2\n'],
    ['two carriage returns at the end of a cell', '"q""q",\r\r\nb,c\n'],
    ['a line of carriage returns', 'a\n\r\r\n8\n'],
    ['a quoted cell that is empty', 'a\n""\nb\n'],
    ['no line break at the end', 'a,b\n1,"2"'],
  ])('%s', (_, text) => {
    const cutter = createCutter(COMMAS, 'x.csv');
    const cut = [...cutter.push(text), ...cutter.end()].map(({ cells }) => cells);
    expect(cut).toEqual(readRecords(text, COMMAS, true));
  });

  it('whatever the pieces are', () => {
    const text = 'Zürich,"a\nb"\r\n"1",2\n\n3,4';
    const cutter = createCutter(COMMAS, 'x.csv');
    const cut = [...text].flatMap((letter) => cutter.push(letter));
    expect([...cut, ...cutter.end()].map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'Zürich', 'a\nb'],
      [3, '1', '2'],
      [5, '3', '4'],
    ]);
  });
});
