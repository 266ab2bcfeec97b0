import type { InputField, Signature } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertRows } from './check-rows.ts';
import { probeRows } from './probe-rows.ts';

const field = (name: string, given: Partial<InputField>): InputField => ({
  ...{ name, kind: 'number', shareMissing: 0, required: true, typical: null },
  ...given,
});
const rowsOf = (inputs: readonly InputField[]) => probeRows({ inputs }).map(({ row }) => row);

describe('probeRows', () => {
  it('are the typical, smallest, largest and missing values, and every level', () => {
    const inputs = [
      field('x', { range: [-2, 9], typical: 4 }),
      field('plan', { kind: 'category', levels: ['a', 'b', 'c'], typical: 'b' }),
      field('isNew', { kind: 'boolean' }),
      field('on', { kind: 'date', range: [0, 86_400_000] }),
    ];
    expect(rowsOf(inputs)).toEqual([
      { x: 4, plan: 'b', isNew: false, on: '1970-01-01' },
      { x: -2, plan: 'a', isNew: false, on: '1970-01-01' },
      { x: 9, plan: 'c', isNew: true, on: '1970-01-02' },
      { x: null, plan: null, isNew: null, on: null },
      { x: 4, plan: 'a', isNew: false, on: '1970-01-01' },
      { x: 4, plan: 'b', isNew: true, on: '1970-01-01' },
      { x: 4, plan: 'c', isNew: true, on: '1970-01-01' },
    ]);
  });

  it('stand in for what is not stated', () => {
    expect(rowsOf([field('x', {}), field('word', { kind: 'text' })])).toEqual([
      { x: 0, word: 'a' },
      { x: 0, word: 'a' },
      { x: 1, word: 'a' },
      { x: null, word: null },
    ]);
  });

  it('are rows that their own signature takes, with every level in one of them', () => {
    const kinds = fc.constantFrom<InputField['kind']>(
      ...(['number', 'date', 'boolean', 'category', 'text', 'id'] as const),
    );
    const levels = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 });
    const inputs = fc
      .array(fc.record({ kind: kinds, levels, low: fc.integer(), span: fc.nat() }), {
        minLength: 1,
        maxLength: 5,
      })
      .map((columns) =>
        columns.map(({ kind, levels: known, low, span }, i) =>
          field(`c${i}`, {
            kind,
            ...(kind === 'number' && { range: [low, low + span] as const }),
            ...(kind === 'category' && { levels: known }),
          }),
        ),
      );
    fc.assert(
      fc.property(inputs, (columns) => {
        const signature: Signature = { inputs: columns, output: { name: 'y', task: 'regression' } };
        const rows = rowsOf(columns);
        expect(() => assertRows(signature, rows)).not.toThrow();
        for (const { name, levels: known = [] } of columns)
          expect(rows.map((row) => row[name])).toEqual(expect.arrayContaining([...known]));
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});
