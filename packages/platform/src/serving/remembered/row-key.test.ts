import type { InputField, Row } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowKeyOf } from './row-key.ts';

const NAMES = ['a', 'b', 'c'];
const field = { kind: 'text', shareMissing: 0, required: false, typical: null } as const;
const keyOf = rowKeyOf({ inputs: NAMES.map((name): InputField => ({ ...field, name })) });

/** Cells that are easily taken for one another. */
const cell = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, false, 0, -0, 1, '', '0', '1', '1;', '1:', '~'),
  fc.constantFrom<unknown>('true', 'null', '0;0;', '2:', 0.1 + 0.2, 0.3, 5e-324, 1e21, 1e-7),
  fc.double({ noNaN: true }),
  fc.string({ maxLength: 4 }),
  fc.string({ unit: fc.constantFrom('1', ':', ';', '.', '~', '+', '!', '-') }),
);
const cells = fc.tuple(cell, cell, cell);
const rowOf = (values: readonly unknown[]): Row =>
  Object.fromEntries(NAMES.map((name, i) => [name, values[i]]));

describe('rowKeyOf', () => {
  it('gives two rows one key exactly when every cell is the same', () => {
    fc.assert(
      fc.property(cells, cells, fc.array(fc.nat(2)), (one, other, copied) => {
        const mixed = other.map((value, i) => (copied.includes(i) ? one[i] : value));
        const isSame = one.every((value, i) => Object.is(value, mixed[i]));
        expect(keyOf(rowOf(one)) === keyOf(rowOf(mixed))).toBe(isSame);
      }),
      { seed: 65, numRuns: 2000 },
    );
  });

  it('does not care about the order of columns, nor about those that the model does not read', () => {
    fc.assert(
      fc.property(
        cells,
        fc.shuffledSubarray([...NAMES, 'z'], { minLength: 4 }),
        (values, order) => {
          const row: Record<string, unknown> = { ...rowOf(values), z: values[0] };
          const shuffled = Object.fromEntries(order.map((name) => [name, row[name]]));
          expect(keyOf(shuffled)).toBe(keyOf(rowOf(values)));
        },
      ),
      { seed: 66, numRuns: 300 },
    );
  });

  it('takes an absent cell for an undefined one and not for what the prototype has', () => {
    expect(keyOf({ a: 1, b: 2 })).toBe(keyOf({ a: 1, b: 2, c: undefined }));
    expect(keyOf(Object.create({ a: 1 }))).toBe(keyOf({}));
  });

  it('has none for cells that are no plain values', () => {
    for (const odd of [[1], { a: 1 }, 1n, Symbol('x')]) expect(keyOf({ a: odd })).toBeUndefined();
  });
});
