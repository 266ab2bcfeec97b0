import { type Column, encodeText } from '@kaizenml/ml/table';
import type { Binning } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { holdColumn } from './hold-column.ts';

const numbers = (kind: 'number' | 'date'): Binning => ({
  ...{ name: 'x', kind, edges: Float64Array.of(1), centers: Float64Array.of(0, 2) },
});
const levels = (kind: 'category' | 'boolean', known: readonly string[]): Binning => ({
  ...{ name: 'x', kind, levels: known },
});
const values = (column: Column): readonly unknown[] =>
  'values' in column
    ? [...column.values]
    : Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));

describe('holdColumn', () => {
  it('reads words as the numbers that they are, and counts those that are none', () => {
    const column = encodeText('x', 'category', ['1', '2.5', 'unknown!', null, 'unknown!']);
    const held = holdColumn(numbers('number'), column);
    expect(values(held.column)).toEqual([1, 2.5, Number.NaN, Number.NaN, Number.NaN]);
    expect(held.nUnreadable).toBe(2);
  });

  it('takes no number for a date', () => {
    const column: Column = { name: 'x', kind: 'number', values: Float64Array.of(1, Number.NaN, 3) };
    const held = holdColumn(numbers('date'), column);
    expect(values(held.column)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(held.nUnreadable).toBe(2);
  });

  it('gives levels back that were read as numbers or as truth', () => {
    const number: Column = { name: 'x', kind: 'number', values: Float64Array.of(1, 2, Number.NaN) };
    const known = levels('category', ['1', '2', 'other']);
    expect(values(holdColumn(known, number).column)).toEqual(['1', '2', null]);
    const truth = encodeText('x', 'boolean', ['yes', 'no', null]);
    const held = holdColumn(levels('category', ['Yes', 'No', 'Maybe']), truth);
    expect(values(held.column)).toEqual(['Yes', 'No', null]);
    expect(held.nUnreadable).toBe(0);
  });

  it('says what is neither yes nor no', () => {
    const column = encodeText('x', 'category', ['yes', 'perhaps', 'no']);
    const held = holdColumn(levels('boolean', ['no', 'yes']), column);
    expect(values(held.column)).toEqual(['yes', null, 'no']);
    expect(held.nUnreadable).toBe(1);
  });

  it('leaves a column as it is that is of the kind of its reference', () => {
    const column = encodeText('x', 'category', ['a']);
    expect(holdColumn(levels('category', ['b']), column)).toEqual({ column, nUnreadable: 0 });
  });
});
