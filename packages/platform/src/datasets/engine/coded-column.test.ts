import { collectEvidence, encodeText } from '@kaizenml/ml/table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnFromCodes, evidenceOfCodes } from './coded-column.ts';
import { createTextCoder } from './text-coder.ts';

function code(name: string, values: readonly (string | null)[]) {
  const coder = createTextCoder(name);
  for (const value of values) coder.push(value);
  return coder.finish().coded;
}

const value = fc.constantFrom(
  ...['1', '2', '3', '4.0', '007', 'yes', 'no', '2024-01-31', '31/01/2024', 'a b c', 'é', '?', ''],
);

describe('evidenceOfCodes', () => {
  it('counts what collectEvidence counts row by row', () => {
    fc.assert(
      fc.property(fc.array(fc.option(value)), (values) => {
        expect(evidenceOfCodes(code('x', values))).toEqual(collectEvidence('x', values));
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe('columnFromCodes', () => {
  it('makes numbers, dates and codes of text', () => {
    expect(columnFromCodes(code('x', ['1.5', null, '2']))).toEqual({
      name: 'x',
      kind: 'number',
      values: Float64Array.of(1.5, Number.NaN, 2),
    });
    expect(columnFromCodes(code('x', ['31/01/2024', 'NA', '01/02/2024']))).toEqual({
      name: 'x',
      kind: 'date',
      values: Float64Array.of(Date.UTC(2024, 0, 31), Number.NaN, Date.UTC(2024, 1, 1)),
    });
    expect(columnFromCodes(code('x', ['b', 'a', 'b', '?']))).toEqual(
      encodeText('x', 'category', ['b', 'a', 'b', null]),
    );
  });

  it('keeps the digits of whole numbers that a double cannot hold', () => {
    const digits = ['9007199254740993', '9007199254740995', '1'];
    expect(columnFromCodes(code('x', digits))).toEqual(encodeText('x', 'id', digits));
  });
});
