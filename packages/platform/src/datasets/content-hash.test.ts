import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { hashTable } from './content-hash.ts';

const table = (text: readonly (string | null)[], numbers: readonly number[]): Table =>
  makeTable([
    encodeText('c', 'category', text),
    { name: 'x', kind: 'number', values: Float64Array.from(numbers) },
  ]);

const REFERENCE = table(['a', null, 'b'], [1, Number.NaN, 3]);

describe('hashTable', () => {
  it('does not depend on the order of levels, nor on levels without rows', () => {
    const codes = Int32Array.of(2, -1, 0);
    const relabeled = makeTable([
      { name: 'c', kind: 'category', codes, levels: ['b', 'unused', 'a'] },
      REFERENCE.columns[1] as never,
    ]);
    expect(hashTable(relabeled)).toBe(hashTable(REFERENCE));
  });

  it('does not depend on the bits of a missing number', () => {
    const bits = new BigUint64Array([0x7ff8dead00000000n]);
    const [nan = 0] = new Float64Array(bits.buffer);
    expect(hashTable(table(['a', null, 'b'], [1, nan, 3]))).toBe(hashTable(REFERENCE));
  });

  it.each([
    ['a number', table(['a', null, 'b'], [1, Number.NaN, 4])],
    ['a text', table(['a', null, 'c'], [1, Number.NaN, 3])],
    ['a missing value', table(['a', 'a', 'b'], [1, Number.NaN, 3])],
    ['the order of rows', table(['b', null, 'a'], [3, Number.NaN, 1])],
    ['a name', makeTable(REFERENCE.columns.map((one) => ({ ...one, name: `${one.name}2` })))],
    [
      'a kind',
      makeTable([
        { ...REFERENCE.columns[0], kind: 'text' } as never,
        REFERENCE.columns[1] as never,
      ]),
    ],
    ['the order of columns', makeTable([...REFERENCE.columns].reverse())],
  ])('changes with %s', (_case, changed) => {
    expect(hashTable(changed)).not.toBe(hashTable(REFERENCE));
  });

  it('tells levels apart that only their borders tell apart', () => {
    expect(hashTable(table(['ab', 'c', null], [1, 2, 3]))).not.toBe(
      hashTable(table(['a', 'bc', null], [1, 2, 3])),
    );
  });

  it('is the same in every version', () => {
    expect(hashTable(REFERENCE)).toMatchInlineSnapshot(
      `"31df227375977de29fcc0fce3ba8a9de7bf731235b9e75251fb5c2b4f105a0a6"`,
    );
  });
});
